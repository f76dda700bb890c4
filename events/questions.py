"""The questions of an event: published with it, answered under its lock."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from events.applicant import Applicant
from events.models import Answer, Event, Needs, Question, Registration
from events.models.question import AbstractQuestion
from events.question_fields import Option, options_of

Moment = AbstractQuestion.Moment
#: Diet and access, by their name.
Given = dict[str, str]


class ChoiceFullError(Exception):
    """All places of an answer are taken; nothing was stored."""

    def __init__(self, question: Question, option: Option) -> None:
        super().__init__(question, option)
        self.question, self.option = question, option


def questions_of(event: Event) -> list[Question]:
    """What is asked of who signs up now, in order; one query."""
    return questions_by_event([event])[event.pk]


def questions_by_event(events: Sequence[Event]) -> dict[int, list[Question]]:
    """The same of several events, by the key of each; one query."""
    found: dict[int, list[Question]] = {event.pk: [] for event in events}
    asked = Question.objects.filter(event__in=found, is_asked=True, moment=Moment.SIGN_UP)
    for question in asked.order_by("order", "pk"):
        found[question.event_id].append(question)
    return found


def store_answers(registration: Registration, applicant: Applicant) -> None:
    """Write what was answered; the caller holds the lock. Raises `ChoiceFullError`."""
    if applicant.answers:
        write_answers(registration, applicant.answers)
    if applicant.diet or applicant.access:
        write_needs(registration, {"diet": applicant.diet, "access": applicant.access})


def write_needs(registration: Registration, given: Given) -> None:
    """What is left empty is forgotten."""
    if any(given.values()):
        Needs.objects.update_or_create(registration=registration, defaults=given)
    else:
        Needs.objects.filter(registration=registration).delete()


def write_answers(registration: Registration, answers: dict[str, Any]) -> None:
    """All answers of somebody, by the code of the question; what is not among them goes.

    What they had chosen stays theirs, also where it has fewer places by now.
    """
    asked = {question.code: question for question in questions_of(registration.event)}
    before = registration.answers.filter(question__in=asked.values())
    had = dict(before.values_list("question__code", "value"))
    before.delete()
    for code in asked.keys() & answers.keys():
        refuse_full(asked[code], set(chosen(answers[code])) - set(chosen(had.get(code))))
    Answer.objects.bulk_create(
        Answer(registration=registration, question=question, value=answers[code])
        for code, question in asked.items()
        if code in answers
    )


def refuse_full(question: Question, codes: Collection[str]) -> None:
    for option in options_of(question):
        if option.code in codes and places_left(question, option) == 0:
            raise ChoiceFullError(question, option)


def places_left(question: Question, option: Option) -> int | None:
    """How many may still choose it; None where there is no limit."""
    return None if option.places is None else max(0, option.places - taken(question)[option.code])


def taken(question: Question) -> Counter[str]:
    """How often each option is chosen by who comes or may come; one query."""
    active = Registration.ACTIVE
    values = question.answers.filter(registration__state__in=active).values_list("value", flat=True)
    return Counter(code for value in values for code in chosen(value))


def chosen(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []
