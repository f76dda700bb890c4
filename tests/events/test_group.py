"""What the contact of a group does after the sign-up: names, more people, wishes, giving up."""

import pytest
from django.utils import timezone

from brink.jobs.models import Job
from events.access import BarredError, Barrier
from events.answering import accept, decline
from events.confirmations import TooManyError
from events.groups.booking import Guest
from events.groups.contact import add_guests, cancel_all, fresh, give_up, rename
from events.groups.inviting import BY_ONE_A_DAY, INVITED_AN_HOUR
from events.models import Event, Registration
from events.registration import RefusedError, TooLateError, cancel, register
from tests.events.applicants import account, counters, mails
from tests.events.groups import CONTACT, first, group, last, states_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State
JAN = Guest("Jan", "", "Boer", "jan@zeevonk.example")

pytestmark = pytest.mark.usefixtures("tree")


def told(occasion: str) -> list[str]:
    """Whom the mails of an occasion went to."""
    mails()
    found = Job.objects.filter(kind="mail", key__startswith=f"mail:{occasion}:").order_by("pk")
    return [letter.payload["to"] for letter in found]


def renamed(row: Registration, guest: Guest) -> Registration:
    assert rename(row, guest)
    return fresh(row)


def test_named_colleague_is_asked_to_claim_the_place() -> None:
    row = renamed(last(group(event_factory())), JAN)
    assert (row.person.full_name, row.invited_email) == ("Jan Boer", JAN.email)
    assert told("invited") == [JAN.email]
    assert row.email == ""


def test_same_name_twice_is_mailed_once() -> None:
    booking = group(event_factory())
    rename(last(booking), JAN)
    rename(last(booking), JAN)
    assert told("invited") == [JAN.email]


def test_colleague_who_waits_is_asked_with_the_place() -> None:
    event = event_factory(capacity=1)
    other = registration_factory(event)
    row = renamed(last(group(event, 2, comes=False, may_split=True)), JAN)
    assert (row.state, told("invited")) == (State.WAITING, [])
    cancel(first(row.booking))
    cancel(other)
    accept(fresh(row))
    assert told("invited") == [JAN.email]


def test_other_address_makes_the_links_of_before_worthless() -> None:
    booking = group(event_factory())
    before = last(booking).uid
    rename(last(booking), Guest("Piet"))
    assert last(booking).uid == before
    rename(last(booking), JAN)
    assert last(booking).uid != before


def test_name_of_who_claimed_the_place_stays() -> None:
    booking = group(event_factory())
    assert not rename(first(booking), JAN)
    assert first(booking).person.full_name == "Femke Zee"


def test_nobody_is_bombed_by_way_of_a_group() -> None:
    booking = group(event_factory())
    for _n in range(INVITED_AN_HOUR):
        rename(last(booking), JAN)
        mails()
        rename(last(booking), Guest())
    with pytest.raises(TooManyError):
        rename(last(booking), JAN)
    assert last(booking).invited_email == ""
    assert told("invited") == [JAN.email] * INVITED_AN_HOUR


def test_nobody_is_bombed_by_many_groups() -> None:
    for _n in range(INVITED_AN_HOUR + 2):
        group(event_factory(), guests=[JAN])
    assert told("invited") == [JAN.email] * INVITED_AN_HOUR


def test_one_contact_does_not_mail_half_the_world() -> None:
    booking = group(event_factory())
    for n in range(BY_ONE_A_DAY):
        rename(last(booking), Guest(email=f"p{n}@b.example"))
    with pytest.raises(TooManyError):
        rename(last(booking), JAN)


def test_added_people_have_a_place_while_there_is_one() -> None:
    event = event_factory(capacity=4)
    booking = group(event)
    add_guests(booking, [JAN])
    add_guests(booking, [Guest()])
    assert states_of(booking) == [State.CONFIRMED] * 4 + [State.WAITING]
    assert counters(event) == (4, 1)
    assert told("invited") == [JAN.email]


@pytest.mark.parametrize(
    ("fields", "barrier"),
    [
        ({"group_limit": 3}, Barrier.TOO_LARGE),
        ({"organisation_limit": 3}, Barrier.ORGANISATION_FULL),
    ],
)
def test_too_many_cannot_be_added(fields: dict, barrier: Barrier) -> None:
    booking = group(event_factory(**fields))
    with pytest.raises(BarredError) as refused:
        add_guests(booking, [Guest()])
    assert refused.value.barrier == barrier
    assert booking.registrations.count() == 3


def test_nobody_is_added_to_what_is_closed_or_not_confirmed() -> None:
    event = event_factory()
    unproven = group(event, is_verified=False, email="ander@b.example")
    with pytest.raises(RefusedError):
        add_guests(unproven, [Guest()])
    booking = group(event)
    Event.objects.filter(pk=event.pk).update(closes=timezone.now())
    with pytest.raises(RefusedError):
        add_guests(booking, [Guest()])
    assert event.registrations.count() == 6


def test_contact_of_an_invited_group_adds_without_the_link() -> None:
    event = event_factory(admits="domains", admits_domains=["zeevonk.example"])
    assert len(add_guests(group(event), [Guest()])) == 1


def test_place_that_nobody_claimed_is_given_up_with_a_mail_to_the_contact() -> None:
    booking = group(event_factory(capacity=3))
    cancel(last(booking))
    assert states_of(booking) == [State.CONFIRMED] * 2 + [State.CANCELLED]
    assert told("cancelled") == [CONTACT]


def test_all_are_given_up_at_once_and_the_queue_moves_up() -> None:
    event = event_factory(capacity=3)
    booking, other = group(event), register(event.pk, account())
    cancel_all(booking)
    cancel_all(booking)
    other.refresh_from_db()
    assert states_of(booking) == [State.CANCELLED] * 3
    assert (other.state, counters(event)) == (State.OFFERED, (1, 0))
    assert told("cancelled") == [CONTACT, CONTACT]  # the own place, with a calendar; and the rest


def test_too_late_gives_up_none() -> None:
    event = event_factory(capacity=2, cancel_until=timezone.now())
    booking = group(event, may_split=True)
    with pytest.raises(TooLateError):
        cancel_all(booking)
    assert states_of(booking) == [State.CONFIRMED] * 2 + [State.WAITING]


def test_sign_up_that_was_not_theirs_is_thrown_away_as_a_whole() -> None:
    booking = group(event_factory(), is_verified=False)
    give_up(first(booking))
    assert states_of(booking) == [State.CANCELLED] * 3
    assert told("cancelled") == []


def test_contact_who_leaves_an_offer_leaves_it_for_all() -> None:
    event = event_factory(capacity=2)
    holders = [registration_factory(event) for _n in range(2)]
    booking = group(event, 2)
    for holder in holders:
        cancel(holder)
    assert states_of(booking) == [State.OFFERED] * 2
    decline(last(booking))
    decline(last(booking))
    assert states_of(booking) == [State.CANCELLED] * 2
    assert told("offer") == [CONTACT]
