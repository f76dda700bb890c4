"""Places for a group: asked for once, given together or shared, and only to who may come."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from brink.jobs.models import Job
from events.access import BarredError, Barrier
from events.applicant import Applicant
from events.confirmations import REPEATED_A_DAY, TooManyError, mail_again
from events.groups.booking import Guest, TakenError, UndecidedError, book_group
from events.groups.claiming import claim
from events.models import Booking, Registration
from events.registration import (
    RefusedError,
    cancel,
    confirm,
    current_registration,
    register,
)
from events.settling import expire
from events.standing import HOLD
from tests.events.applicants import account, counters, guest, mails, states
from tests.events.groups import CONTACT, asked, confirmed, contact, first, group, last, states_of
from tests.factories.events import event_factory, person_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


def test_group_that_fits_has_its_places_at_once() -> None:
    event = event_factory(capacity=4)
    booking = group(event, 4)
    assert states_of(booking) == [State.CONFIRMED] * 4
    assert counters(event) == (4, 0)
    assert first(booking).claimed
    assert not booking.registrations.exclude(pk=first(booking).pk).filter(email__gt="").exists()


@pytest.mark.parametrize(
    ("may_split", "found"),
    [(True, ["confirmed"] * 3 + ["waiting"]), (False, ["waiting"] * 4)],
)
def test_group_larger_than_what_is_left(may_split: bool, found: list[str]) -> None:
    event = event_factory(capacity=5)
    registration_factory(event)
    registration_factory(event)
    assert states_of(group(event, 4, may_split=may_split)) == found


def test_contact_must_say_what_then_only_when_too_few_are_left() -> None:
    event = event_factory(capacity=4)
    assert states_of(group(event, 3, may_split=None)) == [State.CONFIRMED] * 3
    with pytest.raises(UndecidedError):
        group(event, 2, may_split=None, email="ander@zeevonk.example")
    assert event.registrations.count() == 3
    assert Booking.objects.count() == 1


def test_same_request_twice_is_one_booking() -> None:
    event = event_factory(capacity=9)
    request = asked(3)
    assert book_group(event.pk, request) == book_group(event.pk, request)
    assert (event.registrations.count(), len(mails("group:"))) == (3, 1)


def test_contact_who_does_not_come_has_no_place() -> None:
    booking = group(event_factory(), 2, comes=False)
    assert booking.registrations.count() == 2
    assert not booking.registrations.exclude(claimed=None).exists()
    assert len(mails("group:")) == 1


def test_unproven_contact_is_mailed_once_and_colleagues_not_at_all() -> None:
    event = event_factory(capacity=3)
    guests = [Guest("Jan", "", "Boer", "jan@zeevonk.example"), Guest()]
    booking = group(event, is_verified=False, guests=guests)
    assert states_of(booking) == [State.UNCONFIRMED] * 3
    assert counters(event) == (3, 0)
    assert len(mails()) == len(mails("confirm:")) == 1
    assert Job.objects.get(kind="mail").payload["to"] == CONTACT
    confirmed(booking)
    assert states_of(booking) == [State.CONFIRMED] * 3
    found = {name: len(mails(f"{name}:")) for name in ("group", "confirmed", "invited")}
    assert found == {"group": 1, "confirmed": 1, "invited": 1}
    assert Job.objects.get(key__startswith="mail:invited").payload["to"] == "jan@zeevonk.example"


def test_confirming_twice_changes_and_mails_nothing() -> None:
    booking = confirmed(group(event_factory(), is_verified=False))
    sent = mails()
    confirmed(booking)
    assert mails() == sent


def test_places_of_a_group_that_is_not_confirmed_go_to_the_next() -> None:
    event = event_factory(capacity=3)
    booking = group(event, is_verified=False)
    other = register(event.pk, account())
    with time_machine.travel(timezone.now() + HOLD + timedelta(minutes=1)):
        expire(event.pk)
        other.refresh_from_db()
        assert (states_of(booking), other.state) == ([State.EXPIRED] * 3, State.OFFERED)
        confirmed(booking)
    assert states_of(booking) == [State.WAITING] * 3


def test_who_signed_up_anew_after_it_ran_out_has_one_place() -> None:
    event = event_factory()
    booking = group(event, is_verified=False, comes=False)
    event.registrations.update(state=State.EXPIRED, held_until=None)
    mine = register(event.pk, contact(is_verified=True))
    confirmed(booking)
    assert states(event) == [State.CONFIRMED] * 4
    assert event.registrations.get(email=CONTACT) == mine


def test_late_link_of_a_group_gives_colleagues_a_place_and_leads_to_the_own_one_then() -> None:
    event = event_factory()
    booking = group(event, is_verified=False)
    event.registrations.update(state=State.EXPIRED, held_until=None)
    mine = register(event.pk, contact(is_verified=True))
    assert confirm(first(booking)).booking == booking
    assert states_of(booking) == [State.EXPIRED, State.CONFIRMED, State.CONFIRMED]
    assert len(mails("group")) == 1
    assert confirm(first(booking)) == mine
    assert len(mails("group")) == 1


@pytest.mark.parametrize("email", [CONTACT, "thuis@b.example"])
def test_contact_who_signs_up_with_an_account_brings_the_group_along(email: str) -> None:
    event = event_factory()
    person = person_factory(email=CONTACT)
    booking = group(event, 3, is_verified=False, person=person)
    old = first(booking)
    mine = register(event.pk, Applicant(email, person=person, is_verified=True))
    assert mine == old
    assert states_of(booking) == [State.CONFIRMED] * 3
    booking.refresh_from_db()
    assert booking.email == email, "mail of the group goes to the address that is proven"
    assert len(mails("group")) == 1
    assert counters(event) == (3, 0)


def test_contact_who_chooses_another_kind_of_place_leaves_that_of_the_others() -> None:
    event = event_factory(presence="hybrid", capacity=2, online_capacity=5)
    booking = group(event, 3, is_verified=False, may_split=True, seat="room")
    person = person_factory(email=CONTACT)
    register(event.pk, Applicant(CONTACT, person=person, is_verified=True, seat="online"))
    assert states_of(booking) == [State.CONFIRMED, State.CONFIRMED, State.OFFERED]
    assert list(booking.registrations.values_list("seat", flat=True)) == ["online", "room", "room"]


def test_group_that_finds_room_when_asked_again_is_held_as_one() -> None:
    event = event_factory(capacity=2)
    holder = register(event.pk, account())
    booking = group(event, 2, is_verified=False)
    cancel(holder)
    register(event.pk, contact())
    assert booking.registrations.exclude(held_until=None).count() == 2


def test_contact_who_claims_a_place_elsewhere_still_confirms_their_own_group() -> None:
    event = event_factory()
    other = group(event, 2, email="ander@b.example")
    booking = group(event, 3, is_verified=False)
    mine = claim(last(other), contact(is_verified=True))
    assert confirm(first(booking)).booking == booking
    assert states_of(booking) == [State.EXPIRED, State.CONFIRMED, State.CONFIRMED]
    assert event.registrations.active().get(email=CONTACT) == mine


def test_member_is_never_led_to_what_the_contact_did_not_confirm() -> None:
    event = event_factory()
    booking = group(event)
    member = claim(last(booking), contact(is_verified=True, email="jan@b.example"))
    booking.registrations.filter(email=CONTACT).update(state=State.EXPIRED)
    assert current_registration(member) == member


def test_whether_an_address_is_on_the_list_does_not_show_before_it_is_proven() -> None:
    event = event_factory()
    registration_factory(event, email=CONTACT)
    booking = group(event, is_verified=False)
    assert states_of(booking) == [State.UNCONFIRMED] * 2
    with pytest.raises(TakenError):
        group(event)
    assert Booking.objects.count() == 1


def test_what_the_contact_never_confirmed_gives_way_to_the_group() -> None:
    event = event_factory(capacity=3)
    known = register(event.pk, guest(CONTACT))
    booking = group(event, 3)
    assert states_of(booking) == [State.CONFIRMED] * 3
    assert confirm(known) == first(booking)


def test_account_with_a_place_under_another_address_is_told_so() -> None:
    event = event_factory()
    mine = registration_factory(event)
    request = asked(contact=Applicant("nieuw@b.example", person=mine.person, is_verified=True))
    with pytest.raises(TakenError):
        book_group(event.pk, request)


@pytest.mark.parametrize(
    ("fields", "number", "barrier"),
    [
        ({"group_limit": 2}, 3, Barrier.TOO_LARGE),
        ({"capacity": 2}, 3, Barrier.TOO_LARGE),
        ({"organisation_limit": 2}, 3, Barrier.ORGANISATION_FULL),
        ({"admits": "domains", "admits_domains": ["school.example"]}, 3, Barrier.DOMAIN),
    ],
)
def test_group_that_may_not_come_is_told_why(fields: dict, number: int, barrier: Barrier) -> None:
    event = event_factory(**fields)
    with pytest.raises(BarredError) as refused:
        group(event, number)
    assert refused.value.barrier == barrier
    assert not Booking.objects.exists()


def test_group_larger_than_the_event_may_come_in_parts() -> None:
    event = event_factory(capacity=2)
    assert states_of(group(event, 3, may_split=True)) == ["confirmed", "confirmed", "waiting"]


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"closes": timezone.now()}])
def test_closed_event_takes_no_group(fields: dict) -> None:
    with pytest.raises(RefusedError):
        group(event_factory(**fields))
    assert not Registration.objects.exists()


def test_organiser_decides_on_each_place() -> None:
    booking = group(event_factory(needs_approval=True))
    assert states_of(booking) == [State.PENDING] * 3


def test_contact_who_does_not_come_cannot_be_bombed() -> None:
    event = event_factory()
    for _n in range(REPEATED_A_DAY + 1):
        group(event, 2, is_verified=False, comes=False, uid=uuid4())
    with pytest.raises(TooManyError):
        group(event, 2, is_verified=False, comes=False)
    assert len(mails("confirm:")) == REPEATED_A_DAY + 1
    group(event, 2, is_verified=False, comes=False, email="ander@b.example")


def test_mail_of_a_group_is_sent_again_to_its_contact_with_all_places() -> None:
    booking = group(event_factory(), 3, is_verified=False, comes=False)
    mails()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        mail_again(first(booking))
        sent = mails("confirm:")
    letters = Job.objects.filter(kind="mail").order_by("pk")
    assert len(sent) == 2
    assert {letter.payload["to"] for letter in letters} == {CONTACT}
    told = Job.objects.filter(kind="events.tell").values_list("payload__words__places", flat=True)
    assert list(told) == [3, 3]
