"""The rules of signing up, confirming and cancelling, without any page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import ContentVersion
from events.admission import Admission, admission
from events.jobs import tell_somebody
from events.models import Event, EventPage, Registration
from events.places import UNPROVEN
from events.registration import (
    HOLD,
    UNCONFIRMED_AN_HOUR,
    Applicant,
    RefusedError,
    TooManyError,
    cancel,
    confirm,
    register,
)
from tests.factories.events import event_factory, person_factory, registration_factory
from tests.factories.pages import publish

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


def guest(email: str = "roelf@koperhaas.example", **fields: Any) -> Applicant:
    return Applicant(**{"email": email, "given": "Roelf", "family": "Kamminga", **fields})


def account(**fields: Any) -> Applicant:
    person = person_factory(**fields)
    return Applicant(email=person.email, person=person, is_verified=True)


def mails(occasion: str = "") -> list[str]:
    """The keys of the mails that went out or will."""
    for payload in Job.objects.filter(kind="events.tell").values_list("payload", flat=True):
        tell_somebody(payload)
    keys = Job.objects.filter(kind="mail", key__startswith=f"mail:{occasion}")
    return list(keys.order_by("pk").values_list("key", flat=True))


def states(event: Event) -> list[str]:
    return list(event.registrations.order_by("position").values_list("state", flat=True))


def counters(event: Event) -> tuple[int, int]:
    return Event.objects.values_list("taken", "waiting").get(pk=event.pk)


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, Admission.OPEN),
        ({"capacity": None}, Admission.OPEN),
        ({"capacity": 0}, Admission.FULL),
        ({"taken": 2}, Admission.FULL),
        ({"taken": 1, "waiting": 1}, Admission.FULL),
        ({"opens": timedelta(hours=1)}, Admission.NOT_YET),
        ({"opens": timedelta(hours=-1)}, Admission.OPEN),
        ({"closes": timedelta(hours=-1)}, Admission.CLOSED),
        ({"visible": False}, Admission.CLOSED),
        ({"status": "moved"}, Admission.OPEN),
        ({"status": "cancelled", "taken": 2}, Admission.CANCELLED),
        ({"start": timedelta(hours=-1)}, Admission.CLOSED),
        ({"start": timedelta(hours=-1), "closes": timedelta(hours=1)}, Admission.OPEN),
        ({"start": timedelta(hours=-3), "end": timedelta(seconds=-1)}, Admission.PAST),
    ],
)
def test_admission_answers_by_the_facts(facts: dict[str, Any], answer: Admission) -> None:
    now = timezone.now()
    base = {"start": now + timedelta(days=3), "end": now + timedelta(days=4), "capacity": 2}
    moments = {name: now + v if isinstance(v, timedelta) else v for name, v in facts.items()}
    event = Event(**{**base, "visible": True, **moments})
    assert admission(event, now) == answer
    assert answer.is_open == (answer in (Admission.OPEN, Admission.FULL))


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
    assert states(event) == [State.CANCELLED, State.CONFIRMED, State.WAITING]


@pytest.mark.parametrize("facts", [{"status": "cancelled"}, {"opens": 1}, {"closes": -1}])
def test_register_is_refused_and_stores_nothing(facts: dict[str, Any]) -> None:
    moments = {n: timezone.now() + timedelta(days=v) for n, v in facts.items() if n != "status"}
    event = event_factory(capacity=5, **{**facts, **moments})
    with pytest.raises(RefusedError):
        register(event.pk, guest())
    assert not event.registrations.exists()
    assert not mails()


def test_register_never_mails_a_stranger_without_end() -> None:
    for _n in range(UNCONFIRMED_AN_HOUR):
        register(event_factory().pk, guest())
    with pytest.raises(TooManyError):
        register(event_factory().pk, guest())
    assert len(mails()) == UNCONFIRMED_AN_HOUR
    register(event_factory().pk, guest(email="other@koperhaas.example"))


def test_nobody_is_mailed_without_end_about_what_they_confirmed() -> None:
    events = [event_factory() for _n in range(UNCONFIRMED_AN_HOUR + 1)]
    for event in events:
        registration_factory(event, email="roelf@koperhaas.example")
    for event in events[:-1]:
        register(event.pk, guest())
        register(event.pk, guest())  # sends nothing, so it costs nothing
    with pytest.raises(TooManyError):
        register(events[-1].pk, guest())
    assert len(mails("confirmed")) == UNCONFIRMED_AN_HOUR
    cache.clear()  # Redis has a clock of its own, which no test can set
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        register(events[-1].pk, guest())


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
    assert lucky.state == State.CONFIRMED
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


def test_expiry_frees_the_place_and_promotes() -> None:
    event = event_factory(capacity=1)
    registration = register(event.pk, guest())
    waiting = register(event.pk, account())
    with time_machine.travel(timezone.now() + HOLD + timedelta(seconds=1)):
        run_due()
    assert states(event) == [State.EXPIRED, State.CONFIRMED]
    assert counters(event) == (1, 0)
    assert mails("promoted") == [f"mail:promoted:{waiting.uid}:0"]
    assert Job.objects.filter(key__startswith=f"expire:{registration.uid}").count() == 1


def test_expiry_ends_who_came_when_it_was_full_after_three_days() -> None:
    event = event_factory(capacity=1)
    register(event.pk, account())
    without = register(event.pk, guest())
    with time_machine.travel(without.created + UNPROVEN - timedelta(minutes=1)):
        run_due()
        assert states(event) == [State.CONFIRMED, State.UNCONFIRMED]
    with time_machine.travel(without.created + UNPROVEN):
        run_due()
        assert states(event) == [State.CONFIRMED, State.EXPIRED]
        assert confirm(without).state == State.WAITING  # the link still works


def test_page_owes_nothing_to_an_unproven_address_without_a_place() -> None:
    event = event_factory(capacity=1)
    page = EventPage.objects.get(translation_key=event.key)
    registration = registration_factory(event, "unconfirmed")
    assert not page.has_obligations()
    for held, state in [(timezone.now(), "unconfirmed"), (None, "waiting"), (None, "confirmed")]:
        Registration.objects.filter(pk=registration.pk).update(held_until=held, state=state)
        assert page.has_obligations()


def test_cancel_promotes_the_first_and_tells_both() -> None:
    event = event_factory(capacity=1)
    first, second, third = (register(event.pk, account()) for _n in range(3))
    assert cancel(first).state == State.CANCELLED
    cancel(first)
    assert states(event) == [State.CANCELLED, State.CONFIRMED, State.WAITING]
    assert mails("cancelled") == [f"mail:cancelled:{first.uid}:0"]
    assert mails("promoted") == [f"mail:promoted:{second.uid}:0"]
    assert third.queue_number() == 1


def test_mail_tells_what_was_true_when_its_cause_was() -> None:
    event = event_factory(capacity=1)
    held = register(event.pk, guest())
    waiting = register(event.pk, account(email="w@b.example"))
    cancel(held)
    cancel(waiting)
    run_due()
    subjects = {letter.to[0]: letter for letter in reversed(mail.outbox)}
    assert "We houden een plaats voor je vast" in str(subjects[held.email].body)
    assert "nummer 1 op de wachtlijst" in str(subjects["w@b.example"].body)


def test_mail_is_written_once_however_often_its_job_runs() -> None:
    registration = register(event_factory().pk, account())
    payload = Job.objects.get(kind="events.tell").payload
    assert registration.email not in str(payload)
    for _twice in range(2):
        tell_somebody(payload)
    assert mails() == [f"mail:confirmed:{registration.uid}:0"]


def test_nobody_is_told_whose_registration_is_gone() -> None:
    register(event_factory().pk, account()).delete()
    assert not mails()


def test_cancel_is_refused_once_the_event_is_over() -> None:
    event = event_factory()
    registration = register(event.pk, account())
    with time_machine.travel(event.end + timedelta(minutes=1)), pytest.raises(RefusedError):
        cancel(registration)


def test_counters_are_counted_anew_whatever_stood_there() -> None:
    event = event_factory(capacity=5)
    registration_factory(event)
    Event.objects.filter(pk=event.pk).update(taken=5, waiting=0)
    register(event.pk, account())
    assert counters(event) == (2, 0)


def test_version_goes_up_only_when_readers_see_a_change() -> None:
    event = event_factory(capacity=8)
    before = ContentVersion.objects.get().number
    register(event.pk, account())
    assert ContentVersion.objects.get().number == before
    for _n in range(7):
        register(event.pk, account())
    assert ContentVersion.objects.get().number == before + 2  # few, then full


def test_publish_with_more_places_promotes_after_the_publish() -> None:
    event = event_factory(capacity=1)
    for _n in range(3):
        register(event.pk, account())
    page = EventPage.objects.get(translation_key=event.key)
    publish(page, capacity=2)
    assert counters(event) == (1, 2)
    run_due()
    assert counters(event) == (2, 1)


def test_publish_with_fewer_places_throws_nobody_out() -> None:
    event = event_factory(capacity=3)
    people = [register(event.pk, account()) for _n in range(4)]
    publish(EventPage.objects.get(translation_key=event.key), capacity=1)
    run_due()
    assert counters(event) == (3, 1)
    cancel(people[0])
    assert counters(event) == (2, 1)
