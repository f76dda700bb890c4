"""A colleague makes a place in a group their own: once, with a proven address, and alone."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brink.jobs.models import Job
from brink.people.models import Person
from events.access import BarredError, Barrier
from events.answering import decline
from events.applicant import Applicant
from events.approval import approve, change_answers
from events.confirmations import mail_again
from events.groups import links as booking_links
from events.groups.booking import GroupRequest, Guest, TakenError, book_group
from events.groups.claiming import claim
from events.groups.contact import cancel_all, rename
from events.models import Event, Question, Registration
from events.registration import RefusedError, cancel, register
from tests.events.applicants import account, guest, mails
from tests.events.groups import CONTACT, contact, first, group, last, states_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State
JAN = "jan@zeevonk.example"

pytestmark = pytest.mark.usefixtures("tree")


def jan(**fields: object) -> Applicant:
    known = {"email": JAN, "given": "Jan", "family": "Boer", "language": "en", "is_verified": True}
    return Applicant(**{**known, **fields})


def told(occasion: str) -> list[str]:
    mails()
    found = Job.objects.filter(kind="mail", key__startswith=f"mail:{occasion}:").order_by("pk")
    return [letter.payload["to"] for letter in found]


def test_claimed_place_has_mail_and_identity_of_its_own() -> None:
    before = last(group(event_factory()))
    row = claim(before, jan())
    assert (row.email, row.language, row.person.full_name) == (JAN, "en", "Jan Boer")
    assert row.claimed
    assert row.uid != before.uid
    assert told("confirmed") == [CONTACT, JAN]
    letter = Job.objects.filter(kind="mail", key__startswith="mail:confirmed:").last()
    assert letter.payload["invitation"]


def test_claiming_twice_is_once() -> None:
    booking = group(event_factory())
    row = claim(last(booking), jan())
    assert claim(last(booking), jan()) == row
    assert told("confirmed") == [CONTACT, JAN]


def test_place_is_claimed_by_the_first() -> None:
    booking = group(event_factory())
    claim(last(booking), jan())
    assert claim(last(booking), jan(email="piet@b.example")).email == JAN


def test_place_that_was_given_up_is_not_claimed() -> None:
    booking = group(event_factory())
    cancel(last(booking))
    assert claim(last(booking), jan()).claimed is None


def test_place_of_a_group_that_is_not_confirmed_is_not_claimed() -> None:
    booking = group(event_factory(), is_verified=False)
    assert claim(last(booking), jan()).claimed is None


def test_who_has_a_place_already_takes_no_second() -> None:
    event = event_factory()
    registration_factory(event, email=JAN)
    booking = group(event)
    with pytest.raises(TakenError):
        claim(last(booking), jan())
    with pytest.raises(TakenError):
        claim(last(booking), jan(email=CONTACT))
    assert last(booking).claimed is None


def test_sign_up_that_was_never_confirmed_gives_way() -> None:
    event = event_factory()
    known = register(event.pk, guest(JAN))
    row = claim(last(group(event)), jan())
    known.refresh_from_db()
    assert (known.state, row.state) == (State.EXPIRED, State.CONFIRMED)


def test_account_that_claims_has_the_place_and_who_was_named_goes() -> None:
    row = last(group(event_factory()))
    rename(row, Guest("Jan", "", "Boer", JAN))
    row.refresh_from_db()
    mine = account(given="Silke")
    claimed = claim(row, mine)
    assert claimed.person == mine.person
    assert not Person.objects.filter(pk=row.person_id).exists()
    assert claimed.invited_email == ""


@pytest.mark.parametrize(
    ("fields", "barrier"),
    [
        ({"admits": "domains", "admits_domains": ["zeevonk.example"]}, Barrier.DOMAIN),
        ({"admits": "accounts"}, Barrier.ACCOUNT),
    ],
)
def test_event_for_some_is_for_those_who_claim_too(fields: dict, barrier: Barrier) -> None:
    event = event_factory(**fields)
    booking = group(event, person=account().person if "domains" not in fields.values() else None)
    with pytest.raises(BarredError) as refused:
        claim(last(booking), jan(email="jan@elders.example"))
    assert refused.value.barrier == barrier
    assert last(booking).claimed is None


def test_who_was_let_in_with_a_group_needs_no_invitation() -> None:
    event = event_factory(admits="invited")
    known = contact(is_verified=True, invitation=event.invitation_code)
    booking = book_group(event.pk, GroupRequest(known, [Guest()]))
    assert claim(last(booking), jan()).claimed


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"end": timezone.now()}])
def test_nothing_is_claimed_of_what_is_off_or_over(fields: dict) -> None:
    event = event_factory()
    booking = group(event)
    start = {"start": fields["end"] - (event.end - event.start)} if "end" in fields else {}
    Event.objects.filter(pk=event.pk).update(**fields, **start)
    with pytest.raises(RefusedError):
        claim(last(booking), jan())


def test_answers_are_those_of_who_claims() -> None:
    event = event_factory()
    question = Question.objects.create(event=event, code="q", label_nl="Waarom?", label_en="Why?")
    row = claim(last(group(event)), jan(answers={"q": "Daarom"}))
    assert row.answers.get().question == question


def test_place_that_waits_can_be_claimed_and_its_owner_hears_how_it_goes_on() -> None:
    event = event_factory(capacity=1)
    holder = registration_factory(event)
    booking = group(event, 2, comes=False, may_split=True)
    claim(booking.registrations.order_by("position")[0], jan())
    assert told("claimed") == [JAN]
    cancel(holder)
    assert told("offer") == [CONTACT]
    decline(booking.registrations.get(state=State.OFFERED))
    assert told("cancelled")[-1] == JAN


def test_owner_hears_when_the_contact_gives_it_all_up() -> None:
    booking = group(event_factory())
    claim(last(booking), jan())
    cancel_all(booking)
    assert sorted(told("cancelled")) == [CONTACT, CONTACT, JAN]


def test_owner_can_cancel_and_the_others_stay() -> None:
    booking = group(event_factory())
    cancel(claim(last(booking), jan()))
    assert states_of(booking) == [State.CONFIRMED] * 2 + [State.CANCELLED]
    assert told("cancelled") == [JAN]


def test_colleague_is_asked_once_the_organiser_approved() -> None:
    event = event_factory(needs_approval=True)
    booking = group(event, guests=[Guest("Jan", "", "Boer", JAN)])
    assert told("invited") == []
    approve(last(booking), by=None)
    assert told("invited") == [JAN]
    assert told("confirmed") == []
    assert len(told("group")) == 1  # when it was asked for
    approve(first(booking), by=None)
    assert told("confirmed") == [CONTACT]
    assert len(told("group")) == 2


def test_links_to_claim_die_with_the_claim_the_cancellation_and_another_address() -> None:
    booking = group(event_factory(), 4)
    rows = list(booking.registrations.order_by("position"))[1:]
    links = [booking_links.claim_address(row).split("/")[-2] for row in rows]
    proofs = [booking_links.proof_address(row, JAN).split("/")[-2] for row in rows]
    assert [booking_links.read_claim(link) for link in links] == rows
    claim(rows[0], jan(email="piet@b.example"))
    cancel(rows[1])
    rename(rows[2], Guest(email="ander@b.example"))
    assert [booking_links.read_claim(link) for link in links] == [None] * 3
    assert [booking_links.read_proof(proof) for proof in proofs] == [None] * 3


def test_own_proof_leads_to_the_place_for_ever() -> None:
    row = last(group(event_factory()))
    proof = booking_links.proof_address(row, JAN).split("/")[-2]
    claimed = claim(row, jan())
    found = booking_links.read_proof(proof)
    assert found is not None
    assert found.is_theirs
    assert found.registration == claimed


def test_owner_whose_new_answers_are_looked_at_hears_it_and_so_does_their_calendar() -> None:
    event = event_factory(needs_approval=True)
    Question.objects.create(event=event, code="q", label_nl="Waarom?", label_en="Why?")
    row = claim(last(group(event)), jan(answers={"q": "Daarom"}))
    approve(row, by=None)
    assert told("confirmed") == [JAN]
    before = len(told("pending"))
    change_answers(row, {"q": "Hierom"})
    assert told("pending")[before:] == [JAN]
    letter = Job.objects.filter(kind="mail", key__startswith="mail:pending:").latest("pk")
    assert letter.payload["invitation"]["name"] == "cancellation.ics"


@pytest.mark.parametrize("again", ["register", "mail"])
def test_owner_who_asks_how_they_wait_hears_it_themselves(again: str) -> None:
    event = event_factory(capacity=1)
    registration_factory(event)
    row = claim(first(group(event, 2, comes=False, may_split=True)), jan())
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        if again == "register":
            register(event.pk, guest(JAN))
        else:
            mail_again(row)
        assert told("waiting") == [JAN]


def test_contact_who_never_proved_the_group_gets_its_mail_again() -> None:
    event = event_factory()
    booking = group(event, 2, is_verified=False)
    with time_machine.travel(timezone.now() + timedelta(minutes=15)):
        mail_again(first(booking))
    assert told("confirm") == [CONTACT, CONTACT]


def test_claim_leaves_the_number_of_the_last_calendar_message_alone() -> None:
    """Letters write it without the lock of the event, at the same moment perhaps."""
    booking = group(event_factory())
    with CaptureQueriesContext(connection) as done:
        claim(last(booking), jan())
    written = [
        each["sql"] for each in done if each["sql"].startswith('UPDATE "events_registration"')
    ]
    assert written
    assert not [sql for sql in written if '"sequence" =' in sql]
