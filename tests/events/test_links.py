"""Signed links: for one registration, one action, and not for ever."""

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404
from django.test import Client
from django.utils import timezone, translation

from events import links
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")


@pytest.mark.parametrize("action", ["confirm", "cancel", "my-agenda"])
def test_link_leads_to_its_registration(action: str) -> None:
    registration = registration_factory(event_factory())
    assert links.read(action, links.token(action, registration)) == registration


def test_link_of_one_action_is_none_of_another() -> None:
    registration = registration_factory(event_factory())
    with pytest.raises(Http404):
        links.read("cancel", links.token("confirm", registration))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_address_is_in_the_language_of_the_registration(language: str) -> None:
    registration = registration_factory(event_factory(), language=language)
    with translation.override("en" if language == "nl" else "nl"):
        address = links.address("cancel", registration)
    word = {"nl": "/nl/afmelden/", "en": "/en/cancel/"}[language]
    assert address.startswith(f"http://testserver{word}")
    assert registration.email not in address


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_forged_link_is_404_in_the_language(client: Client, lang: str) -> None:
    registration = registration_factory(event_factory())
    with translation.override(lang):
        address = links.path("cancel", registration)
    for wrong in (address[:-3] + "/", address.rsplit("/", 2)[0] + "/xxxx/"):
        for method in (client.get, client.post):
            response = method(wrong)
            assert response.status_code == 404
            assert f'lang="{lang}"' in response.content.decode()
    registration.refresh_from_db()
    assert registration.is_active


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_link_after_the_event_is_gone_and_says_so(client: Client, lang: str) -> None:
    registration = registration_factory(event_factory())
    with translation.override(lang):
        address = links.path("confirm", registration)
    with time_machine.travel(registration.event.end + links.AFTERLIFE + timedelta(minutes=1)):
        response = client.get(address)
    assert response.status_code == 410
    assert {"nl": "te oud", "en": "too old"}[lang] in response.content.decode()


def test_agenda_link_ends_after_half_a_year(client: Client) -> None:
    registration = registration_factory(event_factory())
    address = links.path("my-agenda", registration)
    assert client.get(address).status_code == 200
    with time_machine.travel(timezone.now() + links.AGENDA_AGE + timedelta(days=1)):
        assert client.get(address).status_code == 410
