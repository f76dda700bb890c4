"""What people thought of all events: a line for each, and the numbers of the programme."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from events.feedback.answers import SCORES, ripe
from events.feedback.results import mean, rate_of, spell
from events.models import Event, Feedback, Registration
from events.models.queryset import EventQuerySet


@dataclass(frozen=True)
class Line:
    """One event, or all together: averages only of what enough people answered."""

    title: str
    asked: int
    given: int
    averages: tuple[float | None, ...]
    #: how many answers the averages are of, per question
    counted: tuple[int, ...] = (0,) * len(SCORES)
    event: Event | None = None

    @property
    def rate(self) -> int | None:
        return rate_of(self.given, self.asked)

    @property
    def spelled(self) -> list[str]:
        return [spell(average) for average in self.averages]


def with_numbers(events: EventQuerySet) -> EventQuerySet:
    """Adds how many had a place, and how many of them were checked in."""
    confirmed = Q(registrations__state=Registration.State.CONFIRMED)
    there = confirmed & Q(registrations__checked_in__isnull=False)
    expected = Count("registrations", filter=confirmed)
    return events.annotate(expected=expected, there=Count("registrations", filter=there))


def lines_of(events: Iterable[Any]) -> list[Line]:
    """A line for each of these, which are read `with_numbers` and have a `title`; two queries.

    Whom we asked is decided as in `feedback.asked`.
    """
    events = list(events)
    rows = feedback_by_event(events)
    return [line_of(event, rows[event.pk]) for event in events]


def line_of(event: Any, rows: Sequence[Feedback]) -> Line:
    told = [scores_of(ripe(rows), name) for name in SCORES]
    return Line(
        title=event.title or str(event),
        asked=event.there or event.expected,
        given=len(rows),
        averages=tuple(mean(scores) for scores in told),
        counted=tuple(len(scores) for scores in told),
        event=event,
    )


def scores_of(rows: Sequence[Feedback], name: str) -> list[int]:
    return [row.scores[name] for row in rows if name in row.scores]


def total_of(lines: Sequence[Line], title: str) -> Line:
    """All together. Events with few answers count in the rate and not in the averages.

    Else the answers of the only one among them could be found by subtraction.
    """
    return Line(
        title=title,
        asked=sum(line.asked for line in lines),
        given=sum(line.given for line in lines),
        averages=tuple(weighted(lines, number) for number in range(len(SCORES))),
    )


def weighted(lines: Sequence[Line], number: int) -> float | None:
    """The average of all answers that are shown of a question."""
    known = [(line.averages[number], line.counted[number]) for line in lines]
    told = [(average, count) for average, count in known if average is not None]
    total = sum(count for _average, count in told)
    return sum(average * count for average, count in told) / total if total else None


def feedback_by_event(events: Sequence[Event]) -> dict[int, list[Feedback]]:
    found: dict[int, list[Feedback]] = defaultdict(list)
    for row in Feedback.objects.filter(event__in=events).order_by("pk"):
        found[row.event_id].append(row)
    return found
