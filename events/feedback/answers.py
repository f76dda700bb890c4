"""What people thought of an event: told once by each who was there, and kept without a name.

Nothing that is stored leads from an answer to a person. Who answered is marked at the registration,
without a time; the answers of an event are all written anew, in a random order, with each that
comes, so that neither their numbers nor their order nor the transaction that wrote them tell whose
they are. Organisers see them five or more at a time, those of today from tomorrow: nobody can look
just before and just after somebody answered.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from random import SystemRandom
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event, Feedback, Question, Registration
from events.models.queryset import ZONE
from events.models.registration import RegistrationQuerySet
from events.places import locked

#: What is asked of every event, with one to five.
SCORES = {
    "useful": _("How useful was it to you?"),
    "speaker": _("How good were the speakers?"),
    "organised": _("How well was it organised?"),
}
#: With fewer answers nothing is shown of them.
FEWEST = 5


def asked(event: Event) -> RegistrationQuerySet:
    """Whom we ask: who was there; where nobody was checked in, all who had a place."""
    confirmed = event.registrations.filter(state=Registration.State.CONFIRMED)
    there = confirmed.filter(checked_in__isnull=False)
    return there if there.exists() else confirmed


def may_give(registration: Registration) -> bool:
    """Whether somebody is heard: they had a place at an event that was held and is over."""
    event = registration.event
    had_place = registration.state == Registration.State.CONFIRMED
    return had_place and event.is_past() and not event.is_cancelled


def own_questions(event: Event) -> QuerySet[Question]:
    """What the organiser asks besides."""
    return event.questions.filter(moment=Question.Moment.FEEDBACK, is_asked=True)


def give(registration: Registration, scores: dict[str, int], answers: dict[str, Any]) -> bool:
    """Keep what somebody thought; False when they told it before, and then nothing is stored.

    Raises `BusyError`. The lock of the event keeps two of its answers from writing at once.
    """
    with locked(registration.event_id) as event:
        unheard = event.registrations.filter(pk=registration.pk, has_given_feedback=False)
        if not unheard.update(has_given_feedback=True):
            return False
        mix_in(event, Feedback(event=event, scores=scores, answers=answers, day=today()))
        return True


def mix_in(event: Event, new: Feedback) -> None:
    """Write all answers of an event anew, with the new one, in an order that tells nothing."""
    rows = [*event.feedback.all(), new]
    SystemRandom().shuffle(rows)
    event.feedback.all().delete()
    for row in rows:
        row.pk = None
    Feedback.objects.bulk_create(rows)


def shown(event: Event) -> list[Feedback]:
    """The answers that may be looked at."""
    return ripe(event.feedback.order_by("day", "pk"))


def ripe(rows: Iterable[Feedback]) -> list[Feedback]:
    """Of one event, in batches: what came since the last waits until it is FEWEST together.

    Otherwise the answer of who comes alone after five others is found by subtraction. A batch ends
    with a day, and those of today wait for tomorrow.
    """
    old = sorted((row for row in rows if row.day < today()), key=lambda row: row.day)
    told: list[Feedback] = []
    batch: list[Feedback] = []
    for _day, came in groupby(old, key=lambda row: row.day):
        batch += came
        if len(batch) >= FEWEST:
            told, batch = told + batch, []
    return told


def today() -> date:
    return timezone.localdate(timezone=ZONE)
