"""All that can be posted about one event beside its doors, each at an event about to begin."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events import links
from events.door.room import code_at
from events.groups import links as booking_links
from events.models import Event, Question, Registration
from events.question_fields import name_of
from tests.events.doors import DOORS, Visit
from tests.events.groups import group, last
from tests.factories.editor import superuser
from tests.factories.events import registration_factory

Act = Callable[[Event], Visit]


def link(action: str, state: str = "confirmed", **fields: Any) -> Act:
    return lambda event: Visit(links.path(action, registration_factory(event, state)), fields)


def of_group(name: str, **fields: Any) -> Act:
    def act(event: Event) -> Visit:
        booking = group(event, 2, email=f"{name}@b.example")
        more = {"number": last(booking).pk} if "place" in name else {}
        sent = {key.format(place=last(booking).pk): value for key, value in fields.items()}
        return Visit(booking_links.path(booking, name, **more), sent)

    return act


def answers(event: Event) -> Visit:
    question = Question.objects.create(event=event, code="q", label_nl="Hoe?", label_en="How?")
    return Visit(links.path("answers", registration_factory(event)), {name_of(question): "Zo"})


def at_door(name: str, **fields: str) -> Act:
    def act(event: Event) -> Visit:
        code = registration_factory(event).code
        sent = {"uid": str(uuid4()), "code": code, "how": "code", **fields}
        return Visit(reverse(f"events:{name}", args=[event.key]), sent)

    return act


def in_the_room(event: Event) -> Visit:
    row: Registration = registration_factory(event)
    return Visit(reverse("events:here", args=[event.key]), {"who": row.code})


ACTS: dict[str, Act] = {
    **DOORS,
    "cancel": link("cancel"),
    "last hours": link("last-hours", "waiting", answer="yes"),
    "answers": answers,
    "names": of_group("group-place", **{"place-{place}-given": "Jan"}),
    "one place": of_group("group-place-cancel"),
    "other kind": of_group("group-place-switch", seat="online"),
    "all places": of_group("group-cancel"),
    "wishes": of_group("group-wishes", may_split="shared"),
    "check in": at_door("check-in"),
    "walk in": at_door("walk-in", given="Jan", family="Boer", seat="room"),
    "in the room": in_the_room,
}


def browser(act: str, event: Event) -> Client:
    """Of who may do it: a host at the door, somebody who scanned the screen, or anybody."""
    client = Client()
    if act in ("check in", "walk in"):
        client.force_login(superuser(), "django.contrib.auth.backends.ModelBackend")
    if act == "in the room":
        client.get(reverse("events:look", args=[event.key, code_at(event, timezone.now())]))
    return client
