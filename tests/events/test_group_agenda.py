"""Groups in "My agenda": of whose address, of whose account."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from brink.jobs.runner import run_due
from brink.people import guests
from brink.people.models import Person
from events import links
from events.models import Registration
from tests.events.groups import CONTACT, contact, first, group, last, states_of
from tests.events.signing_up import account
from tests.factories.events import event_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_group_stands_in_the_agenda_of_the_same_address_later(client: Client, lang: str) -> None:
    booking = group(event_factory(lang), 2, comes=False)
    user = account(client, given="Silke")
    user.emailaddress_set.create(email=CONTACT, verified=True)
    with translation.override(lang):
        page = client.get(f"/{lang}/mijn-agenda/" if lang == "nl" else "/en/my-agenda/")
    assert booking.uid.hex in page.content.decode()


def test_group_of_another_address_does_not_stand_in_the_agenda(client: Client) -> None:
    booking = group(event_factory(), 2, comes=False)
    user = account(client, given="Silke")
    user.emailaddress_set.create(email=CONTACT, verified=False)
    assert booking.uid.hex not in client.get("/nl/mijn-agenda/").content.decode()


def test_account_takes_over_all_of_a_group(client: Client) -> None:
    booking = group(event_factory(), is_verified=True)
    user = account(client, given="Silke")
    user.emailaddress_set.create(email=CONTACT, verified=True)
    guests.claim(booking.contact, user=user)
    booking.refresh_from_db()
    assert booking.contact == first(booking).person == Person.objects.get(user=user)
    assert states_of(booking) == [State.CONFIRMED] * 3


def test_agenda_of_a_place_without_an_address_is_nobodys(client: Client) -> None:
    row = last(group(event_factory()))
    group(event_factory(), contact=contact(email="ander@b.example", is_verified=True))
    assert row.email == ""
    assert client.get(links.path("my-agenda", row)).status_code == 404


def test_contact_without_a_place_is_mailed_the_link_again(client: Client) -> None:
    booking = group(event_factory(), 2, comes=False)
    run_due()
    mail.outbox.clear()
    client.post("/nl/mijn-agenda/", {"email": CONTACT})
    run_due()
    (letter,) = mail.outbox
    assert booking.uid.hex in str(letter.body)
