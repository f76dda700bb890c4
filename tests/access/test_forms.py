"""What is sent beside the fields of a form is not read: no state, no role, no other event.

reliability.md, test 23. Each POST is sent twice, to twin events: as a browser sends it, and with
all that a hand could add. The outcome must be the same.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brink.people.models import Person, User
from events.models import Event, Registration, Seat, TeamMember
from tests.events.acts import ACTS, browser
from tests.events.doors import DOORS, Visit, a_series
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import PASSWORD, user_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


def hostile(other: Event) -> dict[str, Any]:
    """Each column that decides something, under the names it could be read by."""
    moment = "2026-01-01 00:00"
    columns = {"state": "confirmed", "status": "confirmed", "priority": "9", "position": "1",
               "approved": moment, "claimed": moment, "checked_in": moment, "held_until": moment,
               "has_given_feedback": "on", "sequence": "9", "pk": "1", "id": "1"}  # fmt: skip
    rights = {"is_staff": "on", "is_superuser": "on", "is_active": "on", "is_verified": "on",
              "groups": "1", "user": "1", "user_permissions": "1", "is_over": "on"}  # fmt: skip
    others = {"event": other.pk, "event_id": other.pk, "person": "1", "booking": "1",
              "invited_email": "x@b.example", "organisation_kind": "x"}  # fmt: skip
    return {**columns, **rights, **others}


def twin(**facts: Any) -> Event:
    """Where the organiser decides and one place is left, so that there is something to gain."""
    known = {"presence": "hybrid", "capacity": 20, "online_capacity": 20, "series": a_series()}
    start = timezone.now() + timedelta(minutes=10)
    known = {**known, "start": start, "online_url": "https://video.example/x", **facts}
    return event_factory(**known, needs_approval=True)


def outcome(event: Event) -> list[tuple[Any, ...]]:
    return [
        (
            row.state, row.seat, row.priority, row.position, row.is_flexible, row.sequence,
            bool(row.approved), bool(row.claimed), bool(row.checked_in), bool(row.held_until),
            bool(row.booking_id), row.has_given_feedback, row.invited_email, row.person.user_id,
        )
        for row in event.registrations.select_related("person").order_by("pk")
    ]  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_fields_that_no_form_has_change_nothing(act: str) -> None:
    plain, attacked, other = twin(), twin(), event_factory()
    visits = {event.pk: ACTS[act](event) for event in (plain, attacked)}
    before = outcome(plain)
    sent = visits[attacked.pk]
    added = {name: value for name, value in hostile(other).items() if name not in sent.fields}

    answers = [
        visits[plain.pk].post(browser(act, plain)).status_code,
        Visit(sent.path, {**sent.fields, **added}).post(browser(act, attacked)).status_code,
    ]
    assert answers[0] == answers[1] in (200, 302)
    assert outcome(plain) == outcome(attacked)
    assert outcome(plain) != before or act in ("other seat", "answers", "names", "wishes")
    assert not other.registrations.exists()
    assert not TeamMember.objects.exists()
    assert not User.objects.exclude(email="baas@brink.example").exists()


@pytest.mark.parametrize("door", ["one", "several", "meetings", "other seat"])
def test_seat_that_is_not_offered_is_not_taken(door: str) -> None:
    event = twin()
    visit = DOORS[door](event)
    Event.objects.filter(pk=event.pk).update(presence="room", online_capacity=None)
    Visit(visit.path, {**visit.fields, "seat": Seat.ONLINE}).post()
    assert not event.registrations.exclude(seat=Seat.ROOM).exists()


# Accounts

RIGHTS = {"is_staff": "on", "is_superuser": "on", "groups": "1", "user": "1", "role": "coach",
          "email_verified": "on", "verified": "on"}  # fmt: skip
NAMES = {"given": "Femke", "infix": "", "family": "Zee", "organisation_name": "", "language": "nl"}


def nothing_gained(user: User) -> bool:
    user = User.objects.get(pk=user.pk)
    is_plain = not (user.is_staff or user.is_superuser or user.groups.exists())
    return is_plain and not user.person.memberships.exists()


def test_account_that_is_made_has_no_rights_and_no_proven_address(client: Client) -> None:
    form = {"email": "femke@b.example", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("account_signup"), {**form, **NAMES, **RIGHTS}).status_code == 302
    user = User.objects.get(email="femke@b.example")
    assert nothing_gained(user)
    assert not user.emailaddress_set.filter(verified=True).exists()


@pytest.mark.parametrize("name", ["account_profile", "my-data-correct"])
def test_who_changes_their_name_changes_no_more(client: Client, name: str) -> None:
    user, other = user_factory(), user_factory()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    args = [user.person.uid] if name == "my-data-correct" else []
    registration = registration_factory(event_factory(), person=user.person, email=user.email)
    more = {"user": other.pk, "pk": other.person.pk, "uid": other.person.uid, "email": other.email}
    assert client.post(reverse(name, args=args), {**NAMES, **RIGHTS, **more}).status_code == 302
    assert nothing_gained(user)
    mine = Person.objects.get(pk=user.person.pk)
    assert (mine.given, mine.user_id, mine.email) == ("Femke", user.pk, user.email)
    assert Person.objects.get(pk=other.person.pk).given != "Femke"
    registration.refresh_from_db()
    assert registration.email == user.email
