"""What an account takes over of a guest, and what becomes of two sign-ups of one person."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from brink.jobs.models import Job
from brink.people import guests
from brink.people.models import Person, User
from events import places
from events.models import Event, Registration
from events.places import BusyError
from tests.factories.events import event_factory, person_factory, registration_factory
from tests.factories.people import user_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def user() -> User:
    return user_factory(email="silke@brink.example")


@pytest.fixture
def guest(user: User) -> Person:
    return person_factory(email=user.email)


@pytest.mark.parametrize("state", list(State))
def test_registration_of_a_guest_goes_to_the_account(user: User, guest: Person, state: str) -> None:
    event = event_factory(capacity=1)
    registration = registration_factory(event, state, person=guest)
    assert guests.claim(guest, user=user)
    registration.refresh_from_db()
    assert registration.person == user.person
    assert not guest.registrations.exists()


@pytest.mark.parametrize(
    ("of_guest", "own", "kept"),
    [
        ("confirmed", "waiting", "guest"),
        ("waiting", "confirmed", "own"),
        ("confirmed", "confirmed", "guest"),
        ("waiting", "unconfirmed", "guest"),
        ("unconfirmed", "waiting", "own"),
    ],
)
def test_of_two_sign_ups_the_best_stays(
    user: User, guest: Person, of_guest: str, own: str, kept: str
) -> None:
    event = event_factory(capacity=2)
    registration_factory(event)
    for _n in range(2 - (of_guest, own).count("confirmed")):
        registration_factory(event)  # so full that nobody who waits moves up
    rows = {
        "guest": registration_factory(event, of_guest, person=guest),
        "own": registration_factory(event, own, person=user.person, email="own@brink.example"),
    }
    best = rows[kept].state
    guests.claim(guest, user=user)
    for name, row in rows.items():
        row.refresh_from_db()
        assert row.person == user.person
        assert row.state == (best if name == kept else State.CANCELLED)
    assert not Job.objects.filter(key__startswith="mail:cancelled").exists()


def test_place_that_was_taken_twice_goes_to_the_first_who_waits(user: User, guest: Person) -> None:
    event = event_factory(capacity=2)
    registration_factory(event, person=guest)
    registration_factory(event, person=user.person, email="own@brink.example")
    first = registration_factory(event, "waiting")
    guests.claim(guest, user=user)
    first.refresh_from_db()
    event.refresh_from_db()
    assert first.state == State.OFFERED
    assert (event.taken, event.waiting) == (2, 0)


def test_claim_that_is_sent_twice_happens_once(user: User, guest: Person) -> None:
    old = Person.objects.get(pk=guest.pk)
    registration_factory(event_factory(), person=guest)
    assert guests.claim(guest, user=user)
    assert guests.claim(old, user=user)
    assert user.person.registrations.count() == 1


@pytest.mark.parametrize(("lang", "words"), [("nl", "druk"), ("en", "busy")])
def test_claim_at_a_busy_event_changes_nothing_and_says_so(
    client: Client,
    user: User,
    guest: Person,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    words: str,
) -> None:
    registration = registration_factory(event_factory(), person=guest)

    def taken(event_id: int) -> Event:
        raise BusyError

    monkeypatch.setattr(places, "lock", taken)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(f"/{lang}/account/guest/{guest.uid}/")
    assert response.status_code == 302
    assert words in " ".join(str(message) for message in get_messages(response.wsgi_request))
    registration.refresh_from_db()
    guest.refresh_from_db()
    assert (registration.person, guest.merged_into) == (guest, None)
