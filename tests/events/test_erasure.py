"""Erased means gone: from every table, log, version and mail that waits (test 33)."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, UploadedFile
from wagtail.users.models import UserProfile

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.people.guests import BusyError
from brink.people.models import Erasure, Person, User
from brink.people.privacy import erasure
from brink.people.privacy.subject import subject_at, subject_of
from events import links
from events.groups.claiming import claim
from events.letters import Letter, post_all
from events.models import Booking, Certificate, Registration
from events.registration import cancel
from events.tallies import tally
from tests.dump import places
from tests.events.applicants import guest, mails, states
from tests.events.groups import CONTACT, first, group, last
from tests.factories import marked
from tests.factories.events import event_factory, event_page, registration_factory
from tests.factories.marked import ADDRESS, DAY, MARKS, NAME, leave_traces
from tests.factories.people import staff, user_factory

pytestmark = pytest.mark.usefixtures("tree")
State = Registration.State


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    options = {"location": tmp_path}
    backend = "django.core.files.storage.FileSystemStorage"
    default = {"BACKEND": backend, "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": default}


def found() -> dict[str, list[str]]:
    return places(MARKS)


def test_nothing_of_an_erased_person_is_left_in_the_database(mailoutbox: list) -> None:
    user, past = leave_traces()
    before = tally([past])
    assert set(found()) == set(MARKS), "each mark is there to be erased"

    erasure.erase(subject_of(user))
    run_due()

    assert found() == {}
    assert tally([past]) == before
    assert not User.objects.filter(pk=user.pk).exists()
    assert [letter.to for letter in mailoutbox if ADDRESS in letter.to] == [[ADDRESS]]


def test_nothing_is_left_when_mail_went_out_before(mailoutbox: list) -> None:
    user, _past = leave_traces()
    run_due()
    mailoutbox.clear()

    erasure.erase(subject_of(user))
    run_due()

    assert found() == {}
    assert len([letter for letter in mailoutbox if ADDRESS in letter.to]) == 1


@pytest.mark.parametrize(
    "names",
    [["forget_letters", "forget_new_letters"], ["redact_work"], ["remove_account"], ["empty"]],
)
def test_without_one_part_the_dump_still_has_it(
    names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the dump sees what is left behind."""
    user, _past = leave_traces()
    Job.objects.filter(kind="mail").update(due=timezone.now() + DAY)  # sent, it is forgotten too
    for name in names:
        monkeypatch.setattr(erasure, name, lambda *args: None)

    erasure.erase(subject_of(user))
    run_due()

    assert found() != {}


def test_without_the_part_of_events_the_dump_still_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    user, _past = leave_traces()
    monkeypatch.setattr(erasure, "ERASERS", [])

    erasure.erase(subject_of(user))

    assert found() != {}


def test_erased_twice_is_once() -> None:
    user = marked.account()
    subject, uid = subject_of(user), user.person.uid

    erasure.erase(subject)
    erasure.erase(subject_at(ADDRESS))

    assert [row.person_uid for row in Erasure.objects.all()] == [uid]


def test_what_goes_wrong_half_way_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_busy(*_args: Any) -> None:
        raise BusyError

    user, _past = leave_traces()
    monkeypatch.setattr(erasure, "ERASERS", [*erasure.ERASERS, is_busy])

    with pytest.raises(BusyError):
        erasure.erase(subject_of(user))

    user.person.refresh_from_db()
    assert str(user.person) == NAME
    assert not Registration.objects.filter(state=State.CANCELLED).exists()


def test_place_that_comes_free_goes_to_who_waits_and_nobody_is_mailed_but_them(
    mailoutbox: list,
) -> None:
    user, event = marked.account(), event_factory(capacity=1)
    marked.sign_up(user, event)
    waiting = registration_factory(event, State.WAITING, email="wacht@b.example")
    run_due()
    mailoutbox.clear()

    erasure.erase(subject_of(user))
    run_due()

    waiting.refresh_from_db()
    assert states(event) == [State.CANCELLED, State.OFFERED]
    assert sorted(letter.to[0] for letter in mailoutbox) == ["wacht@b.example", ADDRESS]


def test_what_is_over_stays_as_it_was() -> None:
    user, past = marked.account(), marked.over()
    row = marked.attend(user, past)

    erasure.erase(subject_of(user))

    row.refresh_from_db()
    assert (row.state, row.role, bool(row.checked_in)) == (State.CONFIRMED, "owner", True)


def test_nobody_is_written_to_afterwards(mailoutbox: list) -> None:
    user, past = marked.account(), marked.over()
    row = marked.attend(user, past)
    erasure.erase(subject_of(user))
    run_due()
    mailoutbox.clear()

    post_all([Letter(row.pk, "materials", "materials:again")])
    run_due()

    assert mailoutbox == []


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


def test_guest_is_erased_by_their_address_and_others_stay() -> None:
    event = event_factory(capacity=10)
    guest = registration_factory(event, email=ADDRESS)
    other = registration_factory(event, email="ander@b.example", organisation="Zeevonk")

    erasure.erase(subject_at(ADDRESS))
    run_due()

    guest.refresh_from_db()
    other.refresh_from_db()
    assert (guest.state, guest.email) == (State.CANCELLED, "")
    assert (other.state, other.email, other.organisation) == (
        State.CONFIRMED, "ander@b.example", "Zeevonk",
    )  # fmt: skip
    assert places([ADDRESS]) == {}


def test_namesake_keeps_what_is_written_about_them() -> None:
    user, namesake = marked.account(), user_factory(email="zoe@ander.example")
    Person.objects.filter(user=namesake).update(given="Zoë", infix="", family="Merkteken")
    namesake.person.refresh_from_db()
    log(namesake.person, "wagtail.edit", user=staff(), title=NAME)

    erasure.erase(subject_of(user))

    assert str(Person.objects.get(user=namesake)) == NAME
    assert ModelLogEntry.objects.filter(label=NAME).count() == 1


def test_what_visitors_read_stays_as_it_is_published() -> None:
    page = event_page(organiser_email=ADDRESS)
    page.get_latest_revision_as_object().save_revision().publish()
    user = marked.account()

    erasure.erase(subject_of(user))

    page.refresh_from_db()
    assert page.organiser_email == ADDRESS
    assert page.live_revision.content["organiser_email"] == ADDRESS


def test_certificate_is_withdrawn_and_names_nobody() -> None:
    user, past = marked.account(), marked.over()
    marked.attend(user, past)

    erasure.erase(subject_of(user))

    certificate = Certificate.objects.get()
    assert (certificate.facts, bytes(certificate.pdf)) == ({}, b"")
    assert certificate.revoked


def test_files_go_as_well(tmp_path: Any) -> None:
    user = marked.account()
    assert [file for file in tmp_path.rglob("*") if file.is_file()]

    erasure.erase(subject_of(user))

    assert not [file for file in tmp_path.rglob("*") if file.is_file()]
    assert not UploadedFile.objects.exists()
    assert not UserProfile.objects.exists()


def test_log_of_the_site_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        user, _past = leave_traces()
        uid = user.person.uid
        run_due()
        erasure.erase(subject_of(user))
        run_due()

    ours = [r for r in caplog.records if r.name.split(".")[0] in ("brink", "events", "search")]
    text = "\n".join(record.getMessage() for record in ours)
    assert f"Erased person {uid}" in text
    assert not [mark for mark in MARKS if mark.casefold() in text.casefold()]


@pytest.mark.parametrize("is_sure", [True, False])
def test_command_erases_only_when_told_to(is_sure: bool) -> None:
    user, out = marked.account(), StringIO()
    User.objects.update(is_active=False)

    call_command("erase", ADDRESS.upper(), yes=is_sure, stdout=out)

    assert ("Erased." in out.getvalue()) == is_sure
    assert User.objects.filter(pk=user.pk).exists() != is_sure
    if is_sure:
        call_command("erase", "niemand@b.example", yes=True, stdout=out)
        assert "Nothing is held of this address." in out.getvalue()


def restored(uid: Any) -> Person:
    """As a backup brings somebody back: another row, the same uid."""
    Person.objects.filter(uid=uid).delete()
    return Person.objects.create(uid=uid, given="Zoë", family="Merkteken", email=ADDRESS)


def erased_guest() -> Any:
    person = Person.objects.create(given="Zoë", family="Merkteken", email=ADDRESS)
    erasure.erase(subject_at(ADDRESS))
    run_due()
    return person.uid


def test_backup_that_is_put_back_is_erased_again() -> None:
    uid = erased_guest()
    person, out = restored(uid), StringIO()

    for number in ("1", "0"):
        call_command("replay_erasures", stdout=out)
        assert out.getvalue().splitlines()[-1] == f"{number} people erased again."

    person.refresh_from_db()
    assert person.erased_at
    assert person.email == ""


@pytest.mark.parametrize("line", ["{}", "2026-11-30 03:00:00 INFO brink.x: Erased person {}"])
def test_backup_from_before_the_list_is_erased_by_a_list_or_a_log(line: str, tmp_path: Any) -> None:
    uid, out, file = erased_guest(), StringIO(), tmp_path / "list"
    call_command("replay_erasures", "--list", stdout=out)
    assert out.getvalue() == f"{uid}\n"
    stranger = Person.objects.create(given="Silke", email="silke@b.example")
    file.write_text(line.format(uid) + f"\nGET /x/{stranger.uid}\n")
    person = restored(uid)
    Erasure.objects.all().delete()

    call_command("replay_erasures", str(file), stdout=StringIO())

    person.refresh_from_db()
    stranger.refresh_from_db()
    assert (bool(person.erased_at), stranger.erased_at) == (True, None)
    assert Erasure.objects.get().person_uid == uid


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
