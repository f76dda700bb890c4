"""Erasing somebody of a group: the contact, a member, and what the others keep."""

import pytest
from django.test import Client
from django.utils import timezone

from brink.jobs.models import Job
from brink.people.privacy import erasure
from brink.people.privacy.subject import subject_at, subject_of
from events import links
from events.groups.claiming import claim
from events.models import Booking, Registration
from events.registration import cancel
from tests.events.applicants import guest, mails, states
from tests.events.groups import CONTACT, first, group, last
from tests.factories import marked
from tests.factories.events import event_factory, registration_factory
from tests.factories.marked import ADDRESS
from tests.factories.storage import files_apart

__all__ = ["files_apart"]  # fixture

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


def test_group_loses_what_nobody_else_took_over() -> None:
    user, event = marked.account(), event_factory(capacity=10)
    booking = marked.lead(user, event)
    femke = booking.registrations.get(invited_email="femke@b.example")
    Registration.objects.filter(pk=femke.pk).update(email="femke@b.example", claimed=timezone.now())

    erasure.erase(subject_of(user))

    femke.refresh_from_db()
    booking.refresh_from_db()
    assert sorted(states(event)) == [State.CANCELLED, State.CANCELLED, State.CONFIRMED]
    assert (femke.state, femke.email) == (State.CONFIRMED, "femke@b.example")
    assert (booking.email, booking.organisation) == ("", "")


def test_place_in_a_group_of_somebody_else_stays_theirs() -> None:
    event = event_factory(capacity=10)
    booking = marked.be_invited(event)

    erasure.erase(subject_at(ADDRESS))

    row = booking.registrations.get(claimed=None)
    assert (row.state, row.invited_email, str(row.person)) == (State.CONFIRMED, "", "")
    assert Booking.objects.get().email == "silke@b.example"


def test_member_of_a_group_without_its_contact_answers_for_themselves(client: Client) -> None:
    event = event_factory(capacity=1)
    holder = registration_factory(event)
    booking = group(event, 2, comes=False, may_split=True)
    member = claim(first(booking), guest("lid@b.example", is_verified=True))

    erasure.erase(subject_at(CONTACT))
    cancel(holder)

    assert states(event) == [State.CANCELLED, State.OFFERED, State.CANCELLED]
    mails("offer")
    offers = Job.objects.filter(kind="mail", key__startswith="mail:offer:")
    assert [job.payload["to"] for job in offers] == ["lid@b.example"]
    client.post(links.path("offer", member), {"answer": "accept"})
    member.refresh_from_db()
    assert (member.state, member.booking) == (State.CONFIRMED, None)


def test_group_of_which_all_claimed_a_place_is_offered_one_once_its_contact_is_gone() -> None:
    """It kept a place empty, as it stays together; alone they need not."""
    event = event_factory(capacity=2)
    holder, _other = registration_factory(event), registration_factory(event)
    booking = group(event, 2, comes=False)
    for number, row in enumerate(booking.registrations.order_by("position")):
        claim(row, guest(f"lid{number}@b.example", is_verified=True))
    cancel(holder)
    assert states(event)[2:] == [State.WAITING] * 2

    erasure.erase(subject_at(CONTACT))

    assert states(event)[2:] == [State.OFFERED, State.WAITING]


def test_member_who_is_erased_leaves_the_group_of_the_others() -> None:
    event = event_factory()
    booking = group(event, 3)
    claim(last(booking), guest("lid@b.example", is_verified=True))

    erasure.erase(subject_at("lid@b.example"))

    assert states(event) == [State.CONFIRMED, State.CONFIRMED, State.CANCELLED]
    booking.refresh_from_db()
    assert booking.email == CONTACT
