"""Invented people, and their places at the events."""

import hashlib
from collections.abc import Iterator
from itertools import islice, product

from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from brink.home.demo.register import item_key
from brink.home.demo.source import Item
from brink.people.models import Person
from events.models import Event, Registration

State = Registration.State

GIVEN = (
    "Aafke", "Bauke", "Chantal", "Douwe", "Esra", "Fenna", "Geert", "Hanneke", "Imre", "Jildou",
    "Kees", "Lysbeth", "Menno", "Nynke", "Okke", "Precious", "Reinder", "Sanne", "Tjitske", "Ymkje",
)  # fmt: skip
FAMILY = (
    ("", "Hoekstra"), ("van der", "Berg"), ("", "Bouma"), ("de", "Boer"), ("", "Yıldız"),
    ("ter", "Veer"), ("", "Postma"), ("van", "Dijk"), ("op 't", "Land"), ("", "Nguyen"),
)  # fmt: skip
FIRMS = ("Bakkerij De Zeevonk", "Transportbedrijf Vlugge Otter", "Hogeschool Noorderlicht", "")
ROLES = ("owner", "trainee", "teacher", "staff")
#: What the demo accounts signed up for themselves: event, address, state.
OWN = (
    ("ev16", "sme@brink.example", State.CONFIRMED),
    ("ev17", "trainee@brink.example", State.CONFIRMED),
    ("ev20", "trainee@brink.example", State.WAITING),
    ("ev09", "trainee@brink.example", State.CONFIRMED),
)
CROWD = [(given, infix, family) for (infix, family), given in product(FAMILY, GIVEN)]


def load_guests(items: list[Item]) -> int:
    """Give every event that has no registrations its invented ones; return how many were made."""
    return sum(fill_event_list(item) for item in items) + sum(add_own(*own) for own in OWN)


def add_own(item_id: str, email: str, state: str) -> int:
    """Sign a demo account up; 1, or 0 when there is no such account or it is on the list."""
    event = Event.objects.filter(key=item_key(item_id)).first()
    person = Person.objects.filter(email=email, user__isnull=False).first()
    if event is None or person is None or event.registrations.filter(person=person).exists():
        return 0
    registration(event, person, event.registrations.count() + 1, state).save()
    counter = "waiting" if state == State.WAITING else "taken"
    Event.objects.filter(pk=event.pk).update(**{counter: F(counter) + 1})
    return 1


def fill_event_list(item: Item) -> int:
    event = Event.objects.filter(key=item_key(item.id)).first()
    if event is None or event.registrations.exists():
        return 0
    taken, waiting = numbers(item, event)
    people = Person.objects.bulk_create(islice(guests(item.id), taken + waiting))
    Registration.objects.bulk_create(
        registration(
            event, person, position, State.CONFIRMED if position <= taken else State.WAITING
        )
        for position, person in enumerate(people, start=1)
    )
    # Nobody is mailed what there is to read after an event that these never went to.
    told = timezone.now() if event.is_past() else None
    Event.objects.filter(pk=event.pk).update(taken=taken, waiting=waiting, materials_told=told)
    return len(people)


def numbers(item: Item, event: Event) -> tuple[int, int]:
    """How many come and how many wait: as the file says, else some part of the places."""
    if event.opens and event.opens > timezone.now():
        return 0, 0
    asked = item.data.get("demo_registrations")
    if asked:
        return asked["room"] + asked.get("online", 0), asked["waiting"]
    share = 0.3 + fraction(item.id) * 0.6
    return min(int((event.capacity or 30) * share), 60), 0


def fraction(text: str) -> float:
    """A number from 0 to 1 that is the same for the same text on every machine."""
    return hashlib.sha256(text.encode()).digest()[0] / 255


def guests(item_id: str) -> Iterator[Person]:
    """People for an event, not stored yet: always the same ones for the same event."""
    start = int(fraction(item_id) * len(CROWD))
    for given, infix, family in CROWD[start:] + CROWD[:start]:
        name = slugify(f"{given} {infix} {family}").replace("-", ".")
        yield Person(
            given=given, infix=infix, family=family, email=f"{name}@brink.example", language="nl"
        )


def registration(event: Event, person: Person, position: int, state: str) -> Registration:
    return Registration(
        event=event,
        person=person,
        email=person.email,
        organisation=FIRMS[position % len(FIRMS)],
        role=ROLES[position % len(ROLES)],
        language=person.language,
        state=state,
        seat=event.seats[0],
        position=position,
    )
