"""Erasing on "My data": after saying so once more, and never by opening a link."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from brink.people.models import User
from brink.people.privacy.erasure import erase
from brink.people.privacy.subject import subject_at
from events.models import Certificate
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import PASSWORD, staff, user_factory
from tests.people.my_data import GUEST, LANGUAGES, PAGES, address, by_link, registration, sign_in

__all__ = ["registration"]  # fixture

pytestmark = pytest.mark.usefixtures("tree")
FACTS = {
    "name": "Femke Zijlstra",
    "title": "Excursie",
    "days": ["2026-11-28"],
    "hours": "3",
    "meetings": None,
    "organiser": "Noorderlicht",
    "signatory": "",
    "cover": "/event/00000000",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_guest_is_erased_after_saying_so_once_more(client, registration, lang):
    path = by_link("my-data-erase", lang)
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 422
    registration.refresh_from_db()
    assert registration.email == GUEST, "nothing happens without the tick"

    response = client.post(path, {"is_sure": "on"}, follow=True)

    assert response.redirect_chain == [(address("my-data-erased", lang), 302)]
    registration.refresh_from_db()
    assert (registration.state, registration.email) == ("cancelled", "")
    assert client.post(path, {"is_sure": "on"}).status_code == 302


def test_mail_scanner_that_opens_all_links_erases_nothing(client, registration):
    for name in PAGES:
        client.get(by_link(name))
        client.head(by_link(name))

    registration.refresh_from_db()
    assert registration.email == GUEST


def test_account_is_erased_after_the_password_once_more(client):
    user = user_factory()
    registration = registration_factory(event_factory(), person=user.person, email=user.email)
    sign_in(client, user)
    path = address("my-data-erase")
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        asked = client.post(path, {"is_sure": "on"})
        assert "/account/reauthenticate/" in asked["Location"]
        assert User.objects.filter(pk=user.pk).exists()
        response = client.post(asked["Location"], {"password": PASSWORD}, follow=True)

    assert response.redirect_chain[-1][0] == address("my-data-erased")
    registration.refresh_from_db()
    assert registration.email == ""
    assert not User.objects.filter(pk=user.pk).exists()
    assert client.get("/nl/account/").status_code == 302, "signed out"


def test_last_administrator_stays(client):
    boss = staff()
    sign_in(client, boss)
    client.post("/nl/account/reauthenticate/", {"password": PASSWORD})

    response = client.post(address("my-data-erase"), {"is_sure": "on"})

    assert response.context["form"] is None
    assert User.objects.filter(pk=boss.pk).exists()

    staff()
    client.post(address("my-data-erase"), {"is_sure": "on"})
    assert not User.objects.filter(pk=boss.pk).exists()


def test_certificate_that_was_erased_names_nobody_in_public(client, registration):
    certificate = Certificate.objects.create(
        person=registration.person, event=registration.event, facts=FACTS
    )
    page = reverse("events:certificate", args=[certificate.code])
    assert "Zijlstra" in client.get(page).content.decode()

    client.post(by_link("my-data-erase"), {"is_sure": "on"})

    response = client.get(page)
    assert response.status_code == 200
    assert "Zijlstra" not in response.content.decode()


def test_what_was_mailed_on_a_laptop_goes_too(registration, settings, tmp_path):
    settings.DEV_MAILBOX = tmp_path
    for number, to in enumerate((f"Femke <{GUEST}>", "ander@b.example"), start=1):
        (tmp_path / f"{number}-0123abcd.eml").write_text(f"To: {to}\nSubject: Dag\n\nDag!\n")

    erase(subject_at(GUEST))

    assert [file.name for file in tmp_path.iterdir()] == ["2-0123abcd.eml"]
