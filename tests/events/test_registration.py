"""The rules of signing up and confirming, without any page."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from events.admission import Admission, admission
from events.applicant import Applicant
from events.confirmations import TooManyError
from events.models import Event, Registration
from events.registration import RefusedError, cancel, confirm, register
from events.standing import HOLD
from tests.events.applicants import account, counters, guest, mails, states
from tests.factories.events import event_factory, person_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


def test_register_without_account_holds_a_place_for_half_an_hour() -> None:
    event = event_factory(capacity=1)
    registration = register(event.pk, guest())
    assert registration.state == State.UNCONFIRMED
    assert registration.held_until - timezone.now() > HOLD - timedelta(minutes=1)
    assert counters(event) == (1, 0)
    assert mails() == [f"mail:confirm:{registration.uid}:0"]
    assert registration.person.user is None
    assert registration.person.full_name == "Roelf Kamminga"


def test_register_with_account_is_confirmed_at_once() -> None:
    event = event_factory(capacity=1)
    registration = register(event.pk, account())
    assert registration.state == State.CONFIRMED
    assert mails() == [f"mail:confirmed:{registration.uid}:0"]


def test_cancelling_takes_no_number_of_a_letter_back(monkeypatch: Any) -> None:
    """A letter is numbered without the lock of the event, so maybe after the row was read."""
    known = register(event_factory().pk, account())

    def number_meanwhile(event: Event) -> Admission:
        Registration.objects.filter(pk=known.pk).update(sequence=7)
        return admission(event)

    monkeypatch.setattr("events.registration.admission", number_meanwhile)
    cancel(known)
    known.refresh_from_db()
    assert (known.state, known.sequence) == (State.CANCELLED, 7)


def test_register_when_full_waits() -> None:
    event = event_factory(capacity=1)
    register(event.pk, account())
    second, third = register(event.pk, account()), register(event.pk, account())
    assert [second.state, third.state] == [State.WAITING, State.WAITING]
    assert [second.queue_number(), third.queue_number()] == [1, 2]
    assert counters(event) == (1, 2)
    assert len(mails("waiting")) == 2


def test_register_when_full_without_account_holds_nothing() -> None:
    event = event_factory(capacity=1)
    register(event.pk, account())
    registration = register(event.pk, guest())
    assert (registration.state, registration.held_until) == (State.UNCONFIRMED, None)
    assert confirm(registration).state == State.WAITING
    assert counters(event) == (1, 1)


def test_register_twice_is_one_registration_and_one_mail() -> None:
    event = event_factory(capacity=5)
    first = register(event.pk, guest())
    again = register(event.pk, guest(email="ROELF@koperhaas.example".lower(), given="Other"))
    assert again.pk == first.pk
    assert len(mails()) == 1
    assert event.registrations.get().person.given == "Roelf"


def test_register_again_after_an_hour_mails_once_more() -> None:
    event = event_factory(capacity=5)
    registration = confirm(register(event.pk, guest()))
    with time_machine.travel(timezone.now() + timedelta(minutes=70)):
        for _twice in range(2):
            assert register(event.pk, guest()).pk == registration.pk
    assert len(mails("confirmed")) == 2


def test_register_again_mails_who_has_a_place_their_links_after_ten_minutes() -> None:
    """A stranger who types the address brings about no more than two of them a day."""
    event = event_factory(capacity=5)
    confirm(register(event.pk, guest()))
    numbers, began = [], timezone.now()
    for minutes in (5, 11, 30, 70, 140):
        with time_machine.travel(began + timedelta(minutes=minutes)), suppress(TooManyError):
            register(event.pk, guest())
        numbers.append(len(mails("confirmed")))
    assert numbers == [1, 2, 2, 3, 3]


def test_register_same_account_under_another_address_is_one_registration() -> None:
    event = event_factory(capacity=5)
    applicant = account()
    first = register(event.pk, applicant)
    other = Applicant(email="new@b.example", person=applicant.person, is_verified=True)
    assert register(event.pk, other).pk == first.pk


def test_register_with_account_confirms_what_its_address_began_as_guest() -> None:
    event = event_factory(capacity=5)
    first = register(event.pk, guest())
    person = person_factory(email="roelf@koperhaas.example")
    same = register(event.pk, Applicant(email=person.email, person=person, is_verified=True))
    assert (same.pk, same.state) == (first.pk, State.CONFIRMED)


def test_register_after_cancelling_starts_at_the_end() -> None:
    event = event_factory(capacity=1)
    first = register(event.pk, account(email="a@b.example"))
    register(event.pk, account())
    cancel(first)
    again = register(event.pk, account(email="a@b.example"))
    assert again.pk != first.pk
    assert states(event) == [State.CANCELLED, State.OFFERED, State.WAITING]


@pytest.mark.parametrize("facts", [{"status": "cancelled"}, {"opens": 1}, {"closes": -1}])
def test_register_is_refused_and_stores_nothing(facts: dict[str, Any]) -> None:
    moments = {n: timezone.now() + timedelta(days=v) for n, v in facts.items() if n != "status"}
    event = event_factory(capacity=5, **{**facts, **moments})
    with pytest.raises(RefusedError):
        register(event.pk, guest())
    assert not event.registrations.exists()
    assert not mails()


def test_confirm_in_time_takes_the_held_place() -> None:
    event = event_factory(capacity=1)
    registration = register(event.pk, guest())
    late = register(event.pk, account())
    assert late.state == State.WAITING
    assert confirm(registration).state == State.CONFIRMED
    assert confirm(registration).state == State.CONFIRMED
    assert len(mails("confirmed")) == 1
    assert counters(event) == (1, 1)


def test_confirm_after_the_hold_gets_a_free_place() -> None:
    event = event_factory(capacity=1)
    registration = register(event.pk, guest())
    with time_machine.travel(timezone.now() + HOLD):
        assert confirm(registration).state == State.CONFIRMED
    assert counters(event) == (1, 0)


def test_confirm_after_the_hold_waits_where_it_arrived() -> None:
    event = event_factory(capacity=1)
    late = register(event.pk, guest())
    lucky, next_one = register(event.pk, account()), register(event.pk, account())
    with time_machine.travel(timezone.now() + HOLD):
        assert confirm(late).state == State.WAITING
    lucky.refresh_from_db()
    assert lucky.state == State.OFFERED
    late.refresh_from_db()
    assert [late.queue_number(), next_one.queue_number()] == [1, 2]


def test_confirm_of_an_old_sign_up_counts_for_the_newer_one() -> None:
    event = event_factory(capacity=2)
    old = register(event.pk, guest())
    with time_machine.travel(timezone.now() + HOLD + timedelta(minutes=1)):
        new = register(event.pk, guest())
        assert new.pk != old.pk
        assert confirm(old).pk == new.pk
    assert states(event) == [State.EXPIRED, State.CONFIRMED]


def test_confirm_of_an_old_sign_up_counts_for_that_of_the_account_at_another_address() -> None:
    event = event_factory(capacity=2)
    person = person_factory(email="oud@b.example")
    old = register(event.pk, Applicant("oud@b.example", person=person))
    with time_machine.travel(timezone.now() + HOLD + timedelta(minutes=1)):
        new = register(event.pk, Applicant("nieuw@b.example", person=person, is_verified=True))
        assert confirm(old) == new
    assert states(event) == [State.EXPIRED, State.CONFIRMED]


def test_confirm_after_cancelling_does_not_bring_it_back() -> None:
    event = event_factory(capacity=2)
    registration = register(event.pk, guest())
    cancel(registration)
    assert confirm(registration).state == State.CANCELLED
    assert not mails("cancelled")  # nobody ever said that the address is theirs


def test_confirm_is_refused_for_a_cancelled_event() -> None:
    event = event_factory(capacity=2)
    registration = register(event.pk, guest())
    Event.objects.filter(pk=event.pk).update(status="cancelled")
    with pytest.raises(RefusedError):
        confirm(registration)


def test_confirm_after_closing_only_with_a_held_place() -> None:
    event = event_factory(capacity=1)
    held, without = register(event.pk, guest()), register(event.pk, guest("b@b.example"))
    Event.objects.filter(pk=event.pk).update(closes=timezone.now())
    assert confirm(held).state == State.CONFIRMED
    with pytest.raises(RefusedError):
        confirm(without)
