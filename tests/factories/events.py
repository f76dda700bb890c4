"""Events that are published in the tree, and people at them."""

from datetime import time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from brink.people.models import Person
from brink.themes.models import EventType
from events.models import Event, EventIndexPage, EventPage, Place, ProgrammeItem, Registration
from tests.factories.pages import add_page

NUMBERS = count(1)
DAYS = 20


def event_type(code: str = "workshop") -> EventType:
    labels = {"label_nl": code.capitalize(), "label_en": code.capitalize()}
    return EventType.objects.get_or_create(code=code, defaults=labels)[0]


def place(name: str = "De Lichtkamer") -> Place:
    return Place.objects.get_or_create(name=name)[0]


def event_page(lang: str = "nl", **fields: Any) -> EventPage:
    """A live page under the agenda of `lang`; needs the fixture `tree`."""
    start = fields.pop("start", None) or timezone.now() + timedelta(days=DAYS)
    fields = {
        "title": f"Excursie {next(NUMBERS)}",
        "type": event_type(),
        "place": place(),
        "start": start,
        "end": start + timedelta(hours=3),
        **fields,
    }
    parent = EventIndexPage.objects.get(locale__language_code=lang)
    return add_page(parent, EventPage, **fields)


def event_of(page: EventPage) -> Event:
    """What is published of it."""
    return Event.objects.get(key=page.translation_key)


def event_factory(lang: str = "nl", **fields: Any) -> Event:
    """The published facts of a new event: `event_factory(capacity=2, title="Excursie")`."""
    return event_of(event_page(lang, **fields))


def add_items(page: EventPage, *slots: tuple[int, time, int]) -> list[ProgrammeItem]:
    """Programme items, each with its day, time and minutes; the page is to be published again."""
    return [
        ProgrammeItem.objects.create(
            page=page, day=day, time=at, minutes=minutes, title=f"Deel {n}", locale=page.locale,
            sort_order=n,
        )
        for n, (day, at, minutes) in enumerate(slots, start=1)
    ]  # fmt: skip


def person_factory(**fields: Any) -> Person:
    number = next(NUMBERS)
    defaults = {
        "given": "Roelf",
        "family": f"Kamminga {number}",
        "email": f"roelf{number}@b.example",
    }
    return Person.objects.create(**{**defaults, **fields})


def registration_factory(event: Event, state: str = "confirmed", **fields: Any) -> Registration:
    """A registration as it stands after the rules did their work, counted on the event."""
    person = fields.pop("person", None) or person_factory()
    last = event.registrations.order_by("-position").first()
    fields = {
        "email": person.email,
        "language": "nl",
        "position": last.position + 1 if last else 1,
        "seat": event.seats[0],
        **fields,
    }
    registration = Registration.objects.create(event=event, person=person, state=state, **fields)
    counters = {"confirmed": "taken", "pending": "taken", "offered": "taken", "waiting": "waiting"}
    counter = counters.get(state)
    if registration.held_until:
        counter = "taken"
    if counter:
        setattr(event, counter, getattr(event, counter) + 1)
        event.save(update_fields=[counter])
    return registration
