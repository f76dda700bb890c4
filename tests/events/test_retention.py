"""How long what is kept of who signs up: a day before it stays, after it is gone, and only once."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import Model

from brink.jobs import daily
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.people.models import Organisation, Person
from brink.people.privacy.retention import NIGHTLY, RULES, apply, retain
from events.desk.team import put_in_team
from events.models import (
    Answer,
    Booking,
    Certificate,
    CheckIn,
    Event,
    Feedback,
    HistoryLine,
    Invitee,
    Mailing,
    Needs,
    PersonalFeed,
    Question,
    Registration,
    Series,
)
from events.tallies import tally
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import organisation_factory, user_factory

pytestmark = pytest.mark.usefixtures("tree")
DAY = timedelta(days=1)
State = Registration.State


@pytest.fixture
def event() -> Event:
    return event_factory(title="Excursie", capacity=20)


def someone(event: Event, state: str = State.CONFIRMED, **fields: Any) -> Registration:
    fields = {"organisation": "Bakkerij De Zeevonk", "role": "owner", **fields}
    return registration_factory(event, state, **fields)


def needs_of(event: Event) -> Model:
    return Needs.objects.create(registration=someone(event), diet="geen noten")


def invitee_of(event: Event) -> Model:
    return Invitee.objects.create(event=event, email="genodigd@b.example")


def mailing_of(event: Event) -> Model:
    texts = dict.fromkeys(("subject_nl", "subject_en", "text_nl", "text_en"), "Beste Roelf")
    mailing = Mailing.objects.create(event=event, **texts)
    mailing.registrations.add(someone(event))
    return mailing


def member_of(event: Event) -> Model:
    return put_in_team(event, user_factory(), "staff")


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("needs", needs_of),
        ("guest-list", invitee_of),
        ("mailing", mailing_of),
        ("team", member_of),
    ],
)
def test_row_goes_when_its_days_are_over(
    event: Event, code: str, make: Callable[[Event], Model]
) -> None:
    row, rule = make(event), RULES[code]
    rows = type(row)._default_manager

    for moment, there in ((event.end + rule.kept, 1), (event.end + rule.kept + DAY, 0)):
        with time_machine.travel(moment, tick=False):
            assert apply(rule) == 1 - there
            assert apply(rule) == 0
        assert rows.count() == there


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.CONFIRMED, "registration"),
        *((state, "waiting-list") for state in State.values if state != State.CONFIRMED),
    ],
)
def test_registration_is_forgotten_and_stays_counted(event: Event, state: str, code: str) -> None:
    organisation_factory(name="Bakkerij De Zeevonk", kind=Organisation.Kind.SME)
    row, rule = someone(event, state), RULES[code]
    uid, before = row.uid, tally([event])

    with time_machine.travel(event.end + rule.kept, tick=False):
        assert apply(rule) == 0
    with time_machine.travel(event.end + rule.kept + DAY, tick=False):
        assert apply(rule) == 1
        assert apply(rule) == 0

    row.refresh_from_db()
    assert (row.email, row.organisation, row.code, row.person.email) == ("", "", None, "")
    assert (row.state, row.role, row.organisation_kind) == (state, "owner", "sme")
    assert "Roelf" not in str(row.person)
    assert row.uid != uid, "links in old mail lead nowhere"
    assert tally([event]) == before
    assert before[0]["kind"] == "sme"


def test_what_hangs_on_a_registration_goes_with_it(event: Event) -> None:
    row = someone(event, checked_in=event.start)
    CheckIn.objects.create(registration=row, how=CheckIn.How.SCAN)
    HistoryLine.objects.create(registration=row, what="first", note="Roelf belde")
    Feedback.objects.create(event=event, day=event.end.date())

    with time_machine.travel(event.end + 91 * DAY):
        apply(RULES["registration"])

    row.refresh_from_db()
    assert row.checked_in, "who came is counted"
    assert not CheckIn.objects.exists()
    assert HistoryLine.objects.get().note == ""
    assert Feedback.objects.exists(), "it names nobody"


@pytest.mark.parametrize(("said", "kept"), [(14, 14), (90, 90), (365, 90)])
def test_answer_is_kept_as_long_as_its_question_says_and_no_longer_than_ninety_days(
    event: Event, said: int, kept: int
) -> None:
    question = Question.objects.create(
        event=event, code="a", label_nl="Wat?", label_en="What?", keep_days=said
    )
    Answer.objects.create(registration=someone(event), question=question, value="Iets")

    with time_machine.travel(event.end + kept * DAY, tick=False):
        assert apply(RULES["answers"]) == 0
    with time_machine.travel(event.end + kept * DAY + DAY, tick=False):
        assert apply(RULES["answers"]) == 1
        assert apply(RULES["answers"]) == 0


def test_sign_up_that_was_never_confirmed_is_forgotten_before_the_event(event: Event) -> None:
    row = someone(event, State.EXPIRED)

    with time_machine.travel(row.changed + 7 * DAY, tick=False):
        assert apply(RULES["unproven"]) == 0
    with time_machine.travel(row.changed + 8 * DAY, tick=False):
        assert apply(RULES["unproven"]) == 1

    row.refresh_from_db()
    assert row.email == ""


def test_meetings_of_a_series_are_forgotten_with_the_last(event: Event) -> None:
    series = Series.objects.create(title_nl="Reeks", title_en="Series")
    last = event_factory(start=event.start + 100 * DAY)
    Event.objects.filter(pk__in=[event.pk, last.pk]).update(series=series)
    rows = [someone(event), someone(last)]

    with time_machine.travel(event.end + 95 * DAY):
        assert apply(RULES["registration"]) == 0
    with time_machine.travel(last.end + 91 * DAY):
        assert apply(RULES["registration"]) == len(rows)


def test_account_stays_and_is_no_longer_tied_to_what_it_was_at(event: Event) -> None:
    user = user_factory()
    row = someone(event, person=user.person)

    with time_machine.travel(event.end + 91 * DAY):
        apply(RULES["registration"])

    row.refresh_from_db()
    user.person.refresh_from_db()
    assert row.person != user.person
    assert user.person.erased_at is None


def test_owner_of_a_certificate_keeps_it_and_the_way_to_erase_it(event: Event) -> None:
    row = someone(event)
    Certificate.objects.create(person=row.person, event=event, facts={"name": "Roelf Kamminga"})
    person = row.person

    with time_machine.travel(event.end + 91 * DAY):
        apply(RULES["registration"])

    row.refresh_from_db()
    person.refresh_from_db()
    assert (row.person == person, person.erased_at) == (False, None)
    assert person.email


def test_group_is_forgotten_with_its_contact_once_nobody_of_it_is_left(event: Event) -> None:
    contact = someone(event).person
    booking = Booking.objects.create(contact=contact, email=contact.email, organisation="Zeevonk")
    Registration.objects.update(booking=booking)
    guest = someone(event, booking=booking, email="", invited_email="gast@b.example")

    with time_machine.travel(event.end + 8 * DAY):
        assert apply(RULES["invited-address"]) == 1
        assert apply(RULES["booking"]) == 0
    with time_machine.travel(event.end + 91 * DAY):
        apply(RULES["registration"])
        assert apply(RULES["booking"]) == 1
        assert apply(RULES["booking"]) == 0

    assert not Booking.objects.exists()
    assert not Person.objects.filter(pk__in=[contact.pk, guest.person_id], erased_at=None).exists()


def test_calendar_address_of_a_guest_goes_when_nothing_is_in_it(event: Event) -> None:
    row = someone(event)
    PersonalFeed.objects.create(email=row.email, name="telefoon", token_hash="a")

    with time_machine.travel(event.end + 89 * DAY):
        assert apply(RULES["idle-feed"]) == 0
    with time_machine.travel(event.end + 91 * DAY):
        apply(RULES["registration"])
        assert apply(RULES["idle-feed"]) == 1


def test_site_may_keep_something_shorter(event: Event, settings: Any) -> None:
    settings.RETENTION = {"registration": 10}
    someone(event)

    with time_machine.travel(event.end + 11 * DAY):
        assert apply(RULES["registration"]) == 1


def test_each_night_all_rules_are_done_by_jobs(event: Event) -> None:
    row = someone(event)
    with time_machine.travel(event.end + 91 * DAY, tick=False):
        retain({})
        retain({})
        assert Job.objects.filter(kind="people.forget").count() == len(RULES)
        run_due()

    row.refresh_from_db()
    assert row.email == ""
    assert NIGHTLY in daily.KINDS


@pytest.mark.parametrize("is_dry", [True, False])
def test_command_says_what_is_removed_and_a_dry_run_removes_nothing(
    event: Event, is_dry: bool
) -> None:
    row, out = someone(event), StringIO()
    options = {"dry_run": is_dry, "why": True}

    with time_machine.travel(event.end + 91 * DAY):
        call_command("retention", stdout=out, **options)

    [line] = [line for line in out.getvalue().splitlines() if line.startswith("registration ")]
    assert line.split()[:4] == ["registration", "90", "days", "1"]
    assert ("Nothing was removed." in out.getvalue()) == is_dry
    row.refresh_from_db()
    assert bool(row.email) == is_dry


def test_every_rule_says_what_for_how_long_and_why() -> None:
    assert all(rule.days > 0 and len(rule.why) > 20 and str(rule.what) for rule in RULES.values())


def test_portions_do_not_lose_anybody(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brink.people.privacy.retention.BATCH", 2)
    for _number in range(5):
        someone(event)
    told: list[int] = []

    with time_machine.travel(event.end + 91 * DAY):
        assert apply(RULES["registration"], told.append) == 5

    assert told == [2, 2, 1]
    assert not Registration.objects.exclude(email="").exists()
