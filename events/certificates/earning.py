"""Who has earned a certificate.

Of an event: who was there. Of a series: who was at as many of its meetings as it asks, counted once
the last is over. The rule may hold before, but not what the paper says: who needs three of five may
come to all five, and would have a paper with the days and hours of three. A guest is another person
at each sign-up: meetings are counted by who is behind them (`events.ownership`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from brink.people.models import Person
from events.certificates.facts import facts_of
from events.models import Certificate, Event, Registration, Series
from events.models.event import Status
from events.ownership import Owner, owners_of


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
    def numbers(self) -> list[int]:
        """Of the registrations, as its certificate remembers them."""
        return [row.pk for row in self.attended]

    def blank(self) -> Certificate:
        kind = "event" if isinstance(self.subject, Event) else "series"
        return Certificate(person=self.person, **{kind: self.subject})

    def draft(self) -> Certificate:
        """A certificate that says it, not typeset and not stored."""
        made = self.blank()
        made.language = self.registration.language
        made.facts = {**facts_of(self.subject, self.attended), "registrations": self.numbers}
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
    return [Earned(series, rows) for rows in by_owner(attended(meetings)) if len(rows) >= needed]


def by_owner(rows: list[Registration]) -> list[tuple[Registration, ...]]:
    """Put together what is of one account, or one name at an address; of two at once the first."""
    owners = owners_of(row.person for row in rows)
    found: dict[Owner, dict[int, Registration]] = defaultdict(dict)
    for row in rows:
        found[owners[row.person_id]].setdefault(row.event_id, row)
    return [tuple(meetings.values()) for meetings in found.values()]


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
