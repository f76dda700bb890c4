"""Erased means gone: from every table, log, version and mail that waits (test 33)."""

from typing import Any

import pytest
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
from events.letters import Letter, post_all
from events.models import Certificate, Registration
from events.tallies import tally
from tests.dump import places
from tests.events.applicants import states
from tests.factories import marked
from tests.factories.events import event_factory, event_page, registration_factory
from tests.factories.marked import ADDRESS, DAY, MARKS, NAME, leave_traces
from tests.factories.people import staff, user_factory
from tests.factories.storage import files_apart

__all__ = ["files_apart"]  # fixture

pytestmark = pytest.mark.usefixtures("tree")
State = Registration.State


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
