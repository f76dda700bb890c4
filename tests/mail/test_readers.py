"""Who refused mail is known again, and stands nowhere to be read."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from brink.mail import topics
from brink.mail.models import Refusal
from brink.mail.readers import hash_of

pytestmark = pytest.mark.django_db
EMAIL = "jikke@voorbeeld.example"
ANOTHER = "another" * 10


def stored() -> list[str]:
    return list(Refusal.objects.values_list("reader", flat=True))


def test_address_is_not_kept() -> None:
    topics.refuse(EMAIL.upper(), "reminders")

    (reader,) = stored()
    assert "jikke" not in reader
    assert len(reader) == 64
    assert topics.refused(EMAIL) == {"reminders"}
    assert not topics.refused("jikke@elders.example")


def test_hash_cannot_be_made_without_the_key(settings: Settings) -> None:
    ours = hash_of(EMAIL)
    settings.SECRET_KEY = ANOTHER

    assert hash_of(EMAIL) != ours


@pytest.mark.parametrize("change", ["fallback", "own key"])
def test_wish_outlives_the_secret_of_the_site(settings: Settings, change: str) -> None:
    topics.refuse(EMAIL, "reminders")
    old = settings.SECRET_KEY
    settings.SECRET_KEY = ANOTHER
    assert not topics.is_refused(EMAIL, "reminders")
    settings.SECRET_KEY_FALLBACKS = [old] if change == "fallback" else []
    settings.MAIL_REFUSAL_KEY = old if change == "own key" else ""

    assert topics.is_refused(EMAIL, "reminders")
    topics.refuse(EMAIL, "reminders")
    assert Refusal.objects.count() == 1
    topics.take_back(EMAIL, "reminders")
    assert not stored()


def test_address_of_a_version_before_counts_and_can_be_taken_back() -> None:
    Refusal.objects.create(reader=EMAIL, topic="reminders")

    assert topics.is_refused(EMAIL, "reminders")
    topics.refuse(EMAIL, "reminders")
    assert stored() == [EMAIL]
    topics.take_back(EMAIL, "reminders")
    assert not stored()


def test_update_hides_the_addresses_that_are_there() -> None:
    Refusal.objects.create(reader=EMAIL, topic="reminders")
    Refusal.objects.create(reader="anna@voorbeeld.example", topic="reminders")
    update: Any = import_module("brink.mail.migrations.0002_hide_readers")

    for _twice in range(2):
        update.hide(apps, SimpleNamespace(connection=connection))

    assert stored() == [hash_of(EMAIL), hash_of("anna@voorbeeld.example")]
    assert topics.is_refused(EMAIL, "reminders")
