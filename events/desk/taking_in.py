"""Put a list of people on the list of an event: first what would happen, then doing it.

Done again it changes nothing: who is on the list stays as they are, and who left it is not put
back. Each line is decided under the lock of the event, whatever was foretold.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue_all
from brink.jobs.registry import Keep, handler
from brink.people.names import OneLineField
from events import history
from events.admission import has_room
from events.applicant import Applicant
from events.by_hand import add_by_hand, on_the_list
from events.desk.list_file import Line
from events.forms import NameField
from events.models import Event, Registration, Seat
from events.places import BusyError
from events.settling import settled

State = Registration.State

#: The clean cells of one line, by field of `Applicant`.
Person = dict[str, Any]

#: The kind of job that puts a part of a long list on the list.
TAKE_IN = "events.take-in"
#: So many at most are put on the list while the organiser waits; in parts of so many otherwise.
AT_ONCE, PART = 100, 50


class Outcome(models.TextChoices):
    """What becomes of a line."""

    ADDED = "added", _("gets a place")
    WAITING = "waiting", _("comes on the waiting list")
    THERE = "there", _("is on the list already")
    TWICE = "twice", _("stands in the file twice")
    LEFT = "left", _("was on the list and left it; add them by hand if they come after all")
    WRONG = "wrong", _("cannot be read")


WELCOME = (Outcome.ADDED, Outcome.WAITING)

#: Why nobody can be put at such a place.
NOT_THERE = {
    Seat.ROOM: _("This event is held online only."),
    Seat.ONLINE: _("This event is held in the room only."),
}


class LineForm(forms.Form):
    """One line, checked as a sign-up is."""

    given = NameField(label=_("First name"), max_length=80)
    infix = NameField(label=_("Infix"), max_length=20, required=False)
    family = NameField(label=_("Last name"), max_length=80)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    organisation = OneLineField(label=_("Firm or school"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Registration.Role.choices, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    seat = forms.ChoiceField(label=_("Place"), choices=Seat.choices, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or "nl"

    def clean_seat(self) -> str:
        """Empty is where there is a place; what this event has not is no wish to pass over."""
        seat = self.cleaned_data["seat"]
        if seat and seat not in self.event.seats:
            raise forms.ValidationError(NOT_THERE[Seat(seat)])
        return seat

    @property
    def problems(self) -> str:
        return " ".join(
            f"{self.fields[name].label}: {' '.join(map(str, errors))}"
            for name, errors in self.errors.items()
        )


@dataclass(frozen=True)
class Planned:
    """A line and what becomes of it."""

    number: int
    outcome: Outcome
    #: as typed, also where it is wrong
    name: str
    email: str
    problem: str = ""
    #: the clean cells of who will be put on the list
    person: Person | None = None


class Plan:
    """Foretells line by line; the same queries whatever the number of lines."""

    def __init__(self, event: Event) -> None:
        self.event = event
        known = event.registrations.exclude(email="").values_list("email", "state")
        self.there = {email for email, state in known if state in STAYS}
        self.left = {email for email, state in known if state in GONE}
        self.met: set[str] = set()
        self.given = dict.fromkeys(event.seats, 0)

    def read(self, line: Line) -> Planned:
        form = LineForm(line.cells, event=self.event)
        cells = line.cells
        name = " ".join(filter(None, (cells.get(part) for part in ("given", "infix", "family"))))
        if not form.is_valid():
            where = (line.number, Outcome.WRONG, name, cells.get("email", ""))
            return Planned(*where, problem=form.problems)
        person = form.cleaned_data
        outcome = self.outcome(person)
        welcome = person if outcome in WELCOME else None
        return Planned(line.number, outcome, name, person["email"], person=welcome)

    def outcome(self, person: Person) -> Outcome:
        email = person["email"]
        is_twice = email in self.met
        self.met.add(email)
        if is_twice:
            return Outcome.TWICE
        if email in self.there:
            return Outcome.THERE
        return Outcome.LEFT if email in self.left else self.place(person["seat"])

    def place(self, wish: str) -> Outcome:
        seat = Seat(wish) if wish in self.event.seats else self.event.seats[0]
        self.given[seat] += 1
        fits = has_room(self.event, seat, self.given[seat])
        return Outcome.ADDED if fits else Outcome.WAITING


#: Who stays as they are; who has still to prove the address is put on the list.
STAYS = tuple(state for state in Registration.ACTIVE if state != State.UNCONFIRMED)
#: Who is not put back: they, or the organiser, decided so.
GONE = (State.CANCELLED, State.REFUSED)


def foretell(event: Event, lines: Iterable[Line]) -> list[Planned]:
    plan = Plan(event)
    return [plan.read(line) for line in lines]


def take_in(event_id: int, person: Person, by: history.User) -> Registration | None:
    """Put one on the list; None for who is on it, or left it. Raises `BusyError`."""
    applicant = Applicant(**person)
    with settled(event_id) as event:
        is_known = on_the_list(event, applicant)
        if is_known or event.registrations.filter(email=applicant.email, state__in=GONE).exists():
            return None
        row = add_by_hand(event_id, applicant, by)
        history.write(row, history.IMPORTED, by)
        return row


def take_in_each(event_id: int, people: Iterable[Person], by: history.User) -> tuple[int, int]:
    """Each by themselves: how many were added, and how many were not as it was too busy."""
    added = missed = 0
    for person in people:
        try:
            added += take_in(event_id, person, by) is not None
        except BusyError:
            missed += 1
    return added, missed


def take_in_later(event: Event, people: list[Person], by: Any, press: str) -> None:
    """A long list, by jobs that each do a part; the same `press` twice is one."""
    parts = {
        f"{key_of(event, press)}{start}": {
            "event": event.pk,
            "by": by.pk,
            "people": people[start : start + PART],
        }
        for start in range(0, len(people), PART)
    }
    enqueue_all(TAKE_IN, parts)


@handler(TAKE_IN, keep=Keep.KEY)
def take_part(payload: dict[str, Any]) -> None:
    by = get_user_model().objects.filter(pk=payload["by"]).first()
    for person in payload["people"]:
        take_in(payload["event"], person, by)


def progress(event: Event, press: str) -> tuple[int, int]:
    """How many parts of a long list are done, of how many."""
    jobs = Job.objects.filter(key__startswith=key_of(event, press))
    return jobs.filter(state=Job.State.DONE).count(), jobs.count()


def key_of(event: Event, press: str) -> str:
    return f"take-in:{event.pk}:{press}:"
