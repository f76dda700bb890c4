"""Certificates of a series: who came often enough gets one, as one and the same person."""

import pytest

from brink.people import guests
from brink.people.forms import PersonForm
from brink.people.models import Person, User
from brink.people.privacy.correcting import correct
from events.certificates.issuing import revoke
from events.certificates.making import certify
from events.models import Event
from tests.events.certified import a_series, held, names, run_jobs, valid, visitor
from tests.factories.events import event_factory, person_factory

pytestmark = pytest.mark.usefixtures("tree")

FEMKE = {"given": "Femke", "family": "Zee", "email": "femke@zee.example"}


def evenings(count: int, **fields) -> list[Event]:
    series = a_series(**fields)
    return [held(days_ago=20 - 2 * n, series=series, gives_certificate=False) for n in range(count)]


@pytest.mark.parametrize(
    ("minimum", "visits", "is_given"),
    [(2, 1, False), (2, 2, True), (2, 3, True), (None, 2, False), (None, 3, True), (9, 3, True)],
)
def test_series_asks_for_as_many_meetings(minimum: int | None, visits: int, is_given: bool) -> None:
    meetings = evenings(3, minimum_sittings=minimum)
    person = person_factory(given="Femke", family="Zee")
    for meeting in meetings:
        fields = {"checked_in": meeting.start if meeting in meetings[:visits] else None}
        visitor(meeting, person=person, **fields)
    run_jobs()
    assert names() == (["Femke Zee"] if is_given else [])
    for certificate in valid():
        assert certificate.facts["meetings"] == visits
        assert certificate.facts["hours"] == str(3 * visits)
        assert certificate.facts["title"] == "Avonden over kaas"
        assert len(certificate.facts["days"]) == visits


def test_guest_who_signs_up_for_each_meeting_reaches_the_number() -> None:
    """Another person each time, of one name and address; the last one has it, and once."""
    meetings = evenings(3, minimum_sittings=2)
    rows = [visitor(each, **FEMKE) for each in meetings[:2]]
    visitor(meetings[0], given="Ans", email="ans@zee.example")
    run_jobs()
    [certificate] = valid()
    assert (certificate.person, certificate.facts["meetings"]) == (rows[1].person, 2)
    visitor(meetings[2], **FEMKE)
    certify({"event": meetings[2].pk})
    assert valid() == [certificate]


def test_people_who_share_a_mailbox_are_counted_apart() -> None:
    """Two of the bakery sign up with its address, each to other meetings; a third comes to all."""
    meetings = evenings(3, minimum_sittings=2)
    mailbox = "info@zeevonk.example"
    for meeting, given in zip(meetings, ("Femke", "Ans", "Femke"), strict=True):
        visitor(meeting, given=given, family="Zee", email=mailbox)
    run_jobs()
    assert [(each.facts["name"], each.facts["meetings"]) for each in valid()] == [("Femke Zee", 2)]


def test_one_of_a_mailbox_who_had_one_leaves_the_other_theirs() -> None:
    meetings = evenings(2, minimum_sittings=1)
    mailbox = "info@zeevonk.example"
    visitor(meetings[0], given="Femke", family="Zee", email=mailbox)
    visitor(meetings[1], given="Ans", family="Zee", email=mailbox)
    run_jobs()
    assert names() == ["Ans Zee", "Femke Zee"]


def test_same_name_is_known_in_other_spelling() -> None:
    meetings = evenings(2, minimum_sittings=2)
    visitor(meetings[0], given="Femke", family="Zee", email="femke@zee.example")
    visitor(meetings[1], given="FEMKE ", family="zee", email="femke@zee.example")
    run_jobs()
    assert [each.facts["meetings"] for each in valid()] == [2]


def test_same_name_at_another_address_is_somebody_else() -> None:
    meetings = evenings(2, minimum_sittings=2)
    visitor(meetings[0], given="Jan", family="Boer", email="jan@zee.example")
    visitor(meetings[1], given="Jan", family="Boer", email="jan@land.example")
    run_jobs()
    assert valid() == []


def test_colleague_with_the_address_of_an_account_is_not_the_account() -> None:
    meetings = evenings(2, minimum_sittings=2)
    user = User.objects.create_user("info@zeevonk.example", "x")
    user.emailaddress_set.create(email=user.email, verified=True)
    femke = person_factory(user=user, given="Femke", family="Zee", email=user.email)
    visitor(meetings[0], person=femke)
    visitor(meetings[1], given="Ans", family="Zee", email=user.email)
    run_jobs()
    assert valid() == []


def test_guest_with_an_account_since_is_one_with_it() -> None:
    meetings = evenings(3, minimum_sittings=3)
    user = User.objects.create_user("femke@zee.example", "x")
    user.emailaddress_set.create(email="femke@zee.example", verified=True)
    user.emailaddress_set.create(email="other@zee.example", verified=True)
    name = {"given": "Femke", "family": "Zee"}
    visitor(meetings[0], email="femke@zee.example", **name)
    visitor(meetings[1], email="other@zee.example", **name)
    own = person_factory(user=user, email="third@zee.example", **name)
    visitor(meetings[2], person=own)
    run_jobs()
    assert [each.facts["meetings"] for each in valid()] == [3]


@pytest.mark.parametrize("state", ["unconfirmed", "cancelled"])
def test_address_that_is_not_proven_counts_for_nobody(state: str) -> None:
    meetings = evenings(2, minimum_sittings=2)
    visitor(meetings[0], given="Bep", email="")
    stranger = visitor(meetings[0], given="Ans", email="femke@zee.example")
    type(stranger).objects.filter(pk=stranger.pk).update(state=state)
    visitor(meetings[1], given="Femke", email="femke@zee.example")
    visitor(meetings[1], given="Bep", email="")
    run_jobs()
    assert valid() == []


def test_guest_who_had_one_revoked_gets_no_other_as_somebody_new() -> None:
    meetings = evenings(2, minimum_sittings=1)
    visitor(meetings[0], **FEMKE)
    run_jobs()
    revoke(valid()[0], by=None, reason="Was not there")
    visitor(meetings[1], **FEMKE)
    certify({"event": meetings[1].pk})
    assert valid() == []


def rename(person: Person, family: str) -> None:
    """As its owner does, and whatever follows from it."""
    data = {"given": person.given, "family": family, "language": person.language}
    form = PersonForm(data, instance=person)
    assert form.is_valid()
    correct(form)
    run_jobs()


def test_guest_who_corrects_one_sign_up_has_one_certificate() -> None:
    """The certificate follows the last sign-up; the first two still have the old name."""
    meetings = evenings(3, minimum_sittings=2)
    rows = [visitor(each, **FEMKE) for each in meetings]
    run_jobs()
    rename(rows[2].person, "Zeevonk")
    certify({"event": meetings[2].pk})
    assert [(each.facts["name"], each.facts["meetings"]) for each in valid()] == [
        ("Femke Zeevonk", 3)
    ]


def test_guest_who_corrects_their_sign_ups_one_by_one_has_one_certificate() -> None:
    """After the second, two meetings are of the new name, and the certificate of the old one."""
    meetings = evenings(3, minimum_sittings=2)
    rows = [visitor(each, **FEMKE) for each in meetings]
    run_jobs()
    for row in rows:
        rename(row.person, "Zeevonk")
        certify({"event": meetings[2].pk})
        assert len(valid()) == 1
    assert names() == ["Femke Zeevonk"]


def test_account_that_takes_another_name_has_one_certificate() -> None:
    """One sign-up with the account, and as a guest with its address those that are enough."""
    meetings = evenings(3, minimum_sittings=2)
    user = User.objects.create_user("femke@zee.example", "x")
    user.emailaddress_set.create(email=user.email, verified=True)
    own = person_factory(user=user, **{**FEMKE, "email": "own@zee.example"})
    for each in meetings[:2]:
        visitor(each, **FEMKE)
    visitor(meetings[2], person=own)
    run_jobs()
    rename(own, "Zeevonk")
    certify({"event": meetings[2].pk})
    assert names() == ["Femke Zeevonk"]


def test_certificate_that_was_revoked_stays_away_after_another_name() -> None:
    meetings = evenings(2, minimum_sittings=1)
    rows = [visitor(each, **FEMKE) for each in meetings]
    run_jobs()
    revoke(valid()[0], by=None, reason="Was not there")
    rename(rows[1].person, "Zeevonk")
    certify({"event": meetings[1].pk})
    assert valid() == []


def test_name_that_is_corrected_to_that_of_the_others_counts_with_them() -> None:
    meetings = evenings(2, minimum_sittings=2)
    wrong = visitor(meetings[0], **{**FEMKE, "family": "Zeee"})
    visitor(meetings[1], **FEMKE)
    run_jobs()
    assert valid() == []
    rename(wrong.person, "Zee")
    assert [(each.facts["name"], each.facts["meetings"]) for each in valid()] == [("Femke Zee", 2)]


def test_guest_of_another_name_counts_once_an_account_took_them_over() -> None:
    meetings = evenings(2, minimum_sittings=2)
    user = User.objects.create_user(FEMKE["email"], "x")
    own = person_factory(user=user, **FEMKE)
    guest = visitor(meetings[0], **{**FEMKE, "given": "F."})
    visitor(meetings[1], person=own)
    run_jobs()
    assert valid() == []
    guests.claim(guest.person, user=user)
    run_jobs()
    assert [(each.person, each.facts["meetings"]) for each in valid()] == [(own, 2)]


def test_certificate_of_one_meeting_names_it_as_its_series_does() -> None:
    series = a_series(gives_certificate=False, pattern_nl="{title}, avond {n} van {total}")
    visitor(held(title="Kaas", series=series))
    event_factory(series=series)
    run_jobs()
    assert [each.facts["title"] for each in valid()] == ["Kaas, avond 1 van 2"]


def test_series_gives_none_before_its_last_meeting_is_over() -> None:
    [first, second] = evenings(2, minimum_sittings=1)
    event_factory(series=first.series)
    person = person_factory()
    visitor(first, person=person)
    visitor(second, person=person)
    run_jobs()
    assert valid() == []


def test_meeting_that_was_called_off_cannot_be_missed() -> None:
    meetings = evenings(3, minimum_sittings=3)
    Event.objects.filter(pk=meetings[1].pk).update(status="cancelled")
    person = person_factory()
    for meeting in (meetings[0], meetings[2]):
        visitor(meeting, person=person)
    run_jobs()
    assert [each.facts["meetings"] for each in valid()] == [2]


def test_rule_of_a_series_that_is_set_afterwards_counts() -> None:
    [meeting] = evenings(1, gives_certificate=False)
    visitor(meeting)
    run_jobs()
    assert valid() == []
    meeting.series.gives_certificate = True
    meeting.series.save()
    run_jobs()
    assert len(valid()) == 1
