"""What is in a file of registrations: how each stands, and of one event what each answered.

Diet and access are in no file but the one that is asked for by who manages the event.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.desk.answer_words import spell
from events.desk.columns import group_of
from events.models import Answer, Event, Question, Registration
from events.models.queryset import ZONE

Row = list[Any]


def table(
    registrations: QuerySet[Registration], event: Event | None = None, *, with_needs: bool = False
) -> tuple[list[str], Iterator[Row]]:
    """The headings and the rows, of registrations that carry the `title` of their event."""
    questions = questions_of(event)
    found = with_answers(registrations) if questions else registrations
    found = found.select_related("person", "event", "booking__contact")
    if with_needs:
        found = found.select_related("needs")
    names = [*headings(), *(question.label for question in questions)]
    if with_needs:
        names += [_("Diet"), _("What they need to take part")]
    return names, (row(item, questions, with_needs) for item in found)


def questions_of(event: Event | None) -> list[Question]:
    """Also those that are not asked any more: somebody answered them."""
    return list(event.questions.filter(moment="sign-up")) if event else []


def with_answers(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    answers = Answer.objects.select_related("question")
    return registrations.prefetch_related(Prefetch("answers", answers))


def headings() -> list[str]:
    return [
        _("Event"), _("Start"), _("Last name"), _("Infix"), _("First name"), _("E-mail address"),
        _("Firm or school"), _("Role"), _("State"), _("Signed up"), _("Language"),
        _("Place"), _("Signed up by"), _("Approved"), _("Present"), _("Code"),
    ]  # fmt: skip


def row(registration: Registration, questions: list[Question], with_needs: bool) -> Row:
    cells = [*facts(registration), *standing(registration)]
    if questions:
        given = {each.question_id: each.value for each in registration.answers.all()}
        cells += [spell(q, given[q.pk]) if q.pk in given else "" for q in questions]
    if with_needs:
        needs = getattr(registration, "needs", None)
        cells += [needs.diet, needs.access] if needs else ["", ""]
    return cells


def facts(registration: Registration) -> Row:
    person = registration.person
    return [
        getattr(registration, "title", None) or "",
        local(registration.event.start),
        person.family,
        person.infix,
        person.given,
        registration.email,
        registration.organisation,
        registration.get_role_display(),
        str(registration.get_state_display()),
        local(registration.created),
        registration.language,
    ]


def standing(registration: Registration) -> Row:
    return [
        str(registration.get_seat_display()),
        group_of(registration),
        local(registration.approved),
        local(registration.checked_in),
        registration.code or "",
    ]


def local(moment: datetime | None) -> datetime | str:
    """The clock of Amsterdam, whoever asks, without its zone, which spreadsheets do not know."""
    if moment is None:
        return ""
    return timezone.make_naive(moment, ZONE).replace(second=0, microsecond=0)
