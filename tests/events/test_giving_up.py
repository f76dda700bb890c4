"""What is said of a place that is given up: whose it was, and where it goes."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import translation

from brink.jobs.runner import run_due
from events import links
from events.groups.booking import Guest
from events.groups.contact import cancel_all, rename
from events.registration import cancel, register
from tests.events.groups import CONTACT, contact, group, last
from tests.factories.events import event_factory

pytestmark = pytest.mark.usefixtures("tree")


@pytest.mark.parametrize(
    ("name", "told"),
    [("Jan", "The place of Jan is gone: "), ("", "A place of your group is gone: ")],
)
def test_contact_reads_whose_place_is_gone(name: str, told: str) -> None:
    booking = group(event_factory("en"), 3, language="en")
    rename(last(booking), Guest(name))
    run_due()
    mail.outbox.clear()
    cancel(last(booking))
    run_due()
    (message,) = mail.outbox
    assert (message.to, message.subject[: len(told)]) == ([CONTACT], told)
    assert "Place given up" in message.body
    assert f"the place of {name} in your group" in message.body or not name


def test_contact_reads_how_many_places_are_gone() -> None:
    booking = group(event_factory("en"), 3, language="en", comes=False)
    run_due()
    mail.outbox.clear()
    cancel_all(booking)
    run_due()
    (message,) = mail.outbox
    assert message.subject.startswith("3 places of your group are gone: ")
    assert "Places given up" in message.body


@pytest.mark.parametrize("somebody_waits", [True, False])
def test_place_goes_to_the_waiting_list_only_where_somebody_waits(
    client: Client, somebody_waits: bool
) -> None:
    event = event_factory("en", capacity=1)
    row = register(event.pk, contact(is_verified=True))
    if somebody_waits:
        register(event.pk, contact(email="waits@b.example", is_verified=True))
    with translation.override("en"):
        page = client.get(links.path("cancel", row))
    words = BeautifulSoup(page.content, "html.parser").select_one("main").get_text(" ")
    assert ("first on the waiting list" in words) is somebody_waits
    assert "You need not give a reason." in words
