"""Who is mailed about a registration: each change once, and nobody without end."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events.jobs import tell_somebody
from events.registration import (
    UNCONFIRMED_A_DAY,
    UNCONFIRMED_AN_HOUR,
    TooManyError,
    cancel,
    register,
)
from tests.events.applicants import account, guest, mails
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")


def test_register_never_mails_a_stranger_without_end() -> None:
    for _n in range(UNCONFIRMED_AN_HOUR):
        register(event_factory().pk, guest())
    with pytest.raises(TooManyError):
        register(event_factory().pk, guest())
    assert len(mails()) == UNCONFIRMED_AN_HOUR
    register(event_factory().pk, guest(email="other@koperhaas.example"))


def test_stranger_is_mailed_so_often_a_day_whatever_the_hour(monkeypatch: Any) -> None:
    """Redis has a clock of its own, so the hours have no bounds here."""
    monkeypatch.setattr("events.registration.UNCONFIRMED_AN_HOUR", 100)
    monkeypatch.setattr("brink.mail.limits.OVERALL_AN_HOUR", 100)
    for _n in range(UNCONFIRMED_A_DAY):
        register(event_factory().pk, guest())
    with pytest.raises(TooManyError):
        register(event_factory().pk, guest())
    register(event_factory().pk, guest(email="other@koperhaas.example"))


def test_nobody_is_mailed_without_end_about_what_they_confirmed() -> None:
    events = [event_factory() for _n in range(UNCONFIRMED_AN_HOUR + 1)]
    for event in events:
        registration_factory(event, email="roelf@koperhaas.example")
    for event in events[:-1]:
        register(event.pk, guest())
        register(event.pk, guest())  # sends nothing, so it costs nothing
    with pytest.raises(TooManyError):
        register(events[-1].pk, guest())
    assert len(mails("confirmed")) == UNCONFIRMED_AN_HOUR
    cache.clear()  # Redis has a clock of its own, which no test can set
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        register(events[-1].pk, guest())


def test_mail_tells_what_was_true_when_its_cause_was() -> None:
    event = event_factory(capacity=1)
    held = register(event.pk, guest())
    waiting = register(event.pk, account(email="w@b.example"))
    cancel(held)
    cancel(waiting)
    run_due()
    subjects = {letter.to[0]: letter for letter in reversed(mail.outbox)}
    assert "We houden een plaats voor je vast" in str(subjects[held.email].body)
    assert "nummer 1 op de wachtlijst" in str(subjects["w@b.example"].body)


def test_mail_is_written_once_however_often_its_job_runs() -> None:
    registration = register(event_factory().pk, account())
    payload = Job.objects.get(kind="events.tell").payload
    assert registration.email not in str(payload)
    for _twice in range(2):
        tell_somebody(payload)
    assert mails() == [f"mail:confirmed:{registration.uid}:0"]


def test_nobody_is_told_whose_registration_is_gone() -> None:
    register(event_factory().pk, account()).delete()
    assert not mails()
