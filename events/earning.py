"""Who has earned a certificate.

Of an event: who was there. Of a series: who was at as many of its meetings as it asks, counted once
the last is over. The rule may hold before, but not what the paper says: who needs three of five may
come to all five, and would have a paper with the days and hours of three.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from brink.people.models import Person
from events.certificate_facts import facts_of
from events.models import Certificate, Event, Registration, Series
from events.models.event import Status

Key = tuple[int, int | None, int | None]


@dataclass(frozen=True)
class Earned:
    """What somebody has earned: by these meetings, the last one at the end."""

    subject: Event | Series
    attended: tuple[Registration, ...]

    @property
    def registration(self) -> Registration:
        return self.attended[-1]

    @property
    def person(self) -> Person:
        return self.registration.person

    @property
    def key(self) -> Key:
        """Person, event and series, as the constraints of certificates have them."""
        draft = self.blank()
        return draft.person_id, draft.event_id, draft.series_id

    def blank(self) -> Certificate:
        kind = "event" if isinstance(self.subject, Event) else "series"
        return Certificate(person=self.person, **{kind: self.subject})

    def draft(self) -> Certificate:
        """A certificate that says it, not typeset and not stored."""
        made = self.blank()
        made.language = self.registration.language
        made.facts = facts_of(self.subject, self.attended)
        return made


def earned_at(event: Event) -> list[Earned]:
    """What people have earned now that a meeting is over, alone and in its series."""
    own = earned_of(event) if event.gives_certificate else []
    return own + (earned_in(event.series) if event.series else [])


def earned_of(event: Event) -> list[Earned]:
    is_held = event.visible and not event.is_cancelled and event.is_past()
    return [Earned(event, (row,)) for row in attended([event])] if is_held else []


def earned_in(series: Series) -> list[Earned]:
    """Nothing before the last meeting is over."""
    meetings = list(series.events.visible().exclude(status=Status.CANCELLED))
    if not series.gives_certificate or not all(meeting.is_past() for meeting in meetings):
        return []
    # What was not held, nobody can have missed.
    needed = min(series.minimum_sittings or len(meetings), len(meetings))
    by_person: dict[int, list[Registration]] = defaultdict(list)
    for row in attended(meetings):
        by_person[row.person_id].append(row)
    return [Earned(series, tuple(rows)) for rows in by_person.values() if len(rows) >= needed]


def attended(events: Iterable[Event]) -> list[Registration]:
    """Who was at these, by date; nobody without a name, or who asked to be forgotten."""
    found = Registration.objects.filter(
        event__in=events, state=Registration.State.CONFIRMED, checked_in__isnull=False
    )
    rows = found.select_related("person", "event").order_by("event__start", "position")
    return [row for row in rows if is_named(row.person)]


def is_named(person: Person) -> bool:
    """Whether there is somebody to give it to."""
    return bool(person.full_name) and not person.erased_at
