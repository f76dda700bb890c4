"""An organiser who approves registrations hears that somebody waits for a decision."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from brink.jobs.runner import run_due
from events.approval import approve
from events.models import Event, Registration
from events.registration import cancel, confirm, register
from events.switching import switch
from tests.events.applicants import account, guest
from tests.factories.events import event_factory, registration_factory

State = Registration.State
ORGANISER = "lectoraat@b.example"

pytestmark = pytest.mark.usefixtures("tree")


def event_to_approve(**fields: Any) -> Event:
    return event_factory(needs_approval=True, organiser_email=ORGANISER, **fields)


def asked() -> list[str]:
    """The words of the mails to the organiser."""
    run_due()
    return [str(letter.body) for letter in mail.outbox if letter.to == [ORGANISER]]


def test_organiser_is_asked_about_who_signed_up() -> None:
    event = event_to_approve(capacity=5)
    assert register(event.pk, account()).state == State.PENDING
    (words,) = asked()
    assert f"?event={event.pk}&state=pending" in words


def test_organiser_is_asked_about_a_guest_once_the_address_is_proven() -> None:
    event = event_to_approve(capacity=5)
    registration = register(event.pk, guest())
    assert asked() == []
    assert confirm(registration).state == State.PENDING
    assert len(asked()) == 1


def test_organiser_is_asked_about_who_moves_up() -> None:
    event = event_to_approve(capacity=1)
    first = registration_factory(event)
    second = registration_factory(event, "waiting")
    cancel(first)
    second.refresh_from_db()
    assert second.state == State.PENDING
    assert len(asked()) == 1


def test_organiser_is_asked_about_who_goes_to_the_other_kind_of_place() -> None:
    event = event_to_approve(presence="hybrid", capacity=1)
    registration_factory(event)
    waiting = registration_factory(event, "waiting")
    assert switch(waiting, "online").state == State.PENDING
    assert len(asked()) == 1


def test_organiser_gets_one_mail_an_hour_and_hears_of_everybody() -> None:
    start = timezone.now().replace(minute=5)
    with time_machine.travel(start, tick=False):
        event = event_to_approve(capacity=9)
        for _each in range(3):
            register(event.pk, account())
        (first,) = asked()
        register(event.pk, account())
        register(event.pk, account())
        assert len(asked()) == 1
    assert "3" in first
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        _first, second = asked()
    assert "5" in second
    with time_machine.travel(start + timedelta(hours=2), tick=False):
        assert len(asked()) == 2


def test_organiser_is_not_asked_about_who_was_decided_about() -> None:
    event = event_to_approve(capacity=5)
    approve(register(event.pk, account()), None)
    assert asked() == []


def test_organiser_is_not_asked_where_nobody_must_be_approved() -> None:
    event = event_factory(capacity=5, organiser_email=ORGANISER)
    register(event.pk, account())
    assert asked() == []


def test_organiser_without_an_address_is_not_asked() -> None:
    event = event_factory(needs_approval=True)
    register(event.pk, account())
    run_due()
    assert not [letter for letter in mail.outbox if letter.to == [""]]
