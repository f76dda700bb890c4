"""The answers after an event counted per question, and the numbers of all events together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from events.feedback.answers import SCORES, asked, own_questions, shown
from events.feedback.form import SCALE
from events.models import Event, Question
from events.question_fields import options_of

Kind = Question.Kind


@dataclass(frozen=True)
class Bar:
    """One line of a chart: how many gave an answer, and which part of all who answered that is."""

    label: str
    number: int
    percent: int


@dataclass(frozen=True)
class Result:
    """What came out of one question: a chart with its average, or texts in no order of arrival."""

    label: str
    answered: int
    bars: tuple[Bar, ...] = ()
    average: float | None = None
    texts: tuple[str, ...] = ()

    @property
    def average_text(self) -> str:
        return spell(self.average)


@dataclass(frozen=True)
class Results:
    """Of one event: how many were asked and answered, and the questions if enough did."""

    asked: int
    given: int
    questions: tuple[Result, ...]

    @property
    def rate(self) -> int | None:
        return rate_of(self.given, self.asked)


def results_of(event: Event) -> Results:
    rows, given = shown(event), event.feedback.count()
    scores = [score_result(name, [row.scores.get(name) for row in rows]) for name in SCORES]
    own = [own_result(q, [row.answers.get(q.code) for row in rows]) for q in own_questions(event)]
    return Results(asked(event).count(), given, tuple([*scores, *own] if rows else ()))


def score_result(name: str, values: Sequence[int | None]) -> Result:
    known = [value for value in values if value is not None]
    return Result(str(SCORES[name]), len(known), bars_of(SCALE, known), mean(known))


def own_result(question: Question, values: Sequence[Any]) -> Result:
    known = [value for value in values if value is not None]
    label, number = question.label, len(known)
    if question.kind == Kind.TEXT:
        return Result(label, number, texts=tuple(sorted(known, key=str.casefold)))
    if question.kind == Kind.NUMBER:
        return Result(
            label, number, bars_of([(n, str(n)) for n in sorted(set(known))], known), mean(known)
        )
    chosen = [code for value in known for code in (value if isinstance(value, list) else [value])]
    return Result(label, number, bars_of(choices_of(question), chosen, of=number))


def choices_of(question: Question) -> list[tuple[Any, str]]:
    if question.kind == Kind.YES_NO:
        return [(True, _("Yes")), (False, _("No"))]
    return [(option.code, option.label) for option in options_of(question)]


def bars_of(
    choices: Iterable[tuple[Any, Any]], values: Sequence[Any], *, of: int | None = None
) -> tuple[Bar, ...]:
    """A bar for each choice; in percents of all who answered."""
    counts, total = Counter(values), of or len(values) or 1
    return tuple(
        Bar(str(label), counts[code], round(100 * counts[code] / total)) for code, label in choices
    )


def mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def spell(average: float | None) -> str:
    """With one decimal, in the reader's language; a dash where there is none."""
    return "–" if average is None else number_format(round(average, 1), 1)


def rate_of(given: int, number: int) -> int | None:
    return round(100 * given / number) if number else None
