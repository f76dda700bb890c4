"""Who is mailed about a registration, and what: each change once."""

import pytest
from django.core import mail

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events.jobs import tell_somebody
from events.registration import cancel, register
from tests.events.applicants import account, guest, mails
from tests.factories.events import event_factory

pytestmark = pytest.mark.usefixtures("tree")


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
