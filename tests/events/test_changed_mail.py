"""What a mail about a change says to who has a place, and to who does not have one yet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brink.jobs.models import Job
from events.letters import Letter, post
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")

SURE, LEAVE, OFFER = "Your place stays yours", "/cancel/", "/offer/"


def words_to(state: str) -> str:
    event = event_factory("en", capacity=1)
    until = timezone.now() + timedelta(hours=20) if state == "offered" else None
    row = registration_factory(event, state, held_until=until, language="en")
    post(Letter(row.pk, "changed", f"changed:{row.uid}:1"))
    return Job.objects.get(kind="mail").payload["text"]


def test_who_has_a_place_keeps_it_and_can_give_it_up() -> None:
    text = words_to("confirmed")
    assert SURE in text
    assert LEAVE in text


def test_who_waits_is_told_so() -> None:
    text = words_to("waiting")
    assert SURE not in text
    assert "You are still on the waiting list" in text


def test_who_has_an_offer_is_shown_how_to_answer_and_not_how_to_give_up() -> None:
    text = words_to("offered")
    assert SURE not in text
    assert "Say whether you want it" in text
    assert OFFER in text
    assert LEAVE not in text


def test_who_is_decided_about_is_promised_nothing() -> None:
    text = words_to("pending")
    assert SURE not in text
    assert "until the organiser has decided" in text
