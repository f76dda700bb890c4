"""Who came: scanned, typed, found by name; once, late, undone, and refused."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.models import Job
from brink.people.models import User
from events.door.check_in import Outcome, Scan, check_in, mark_absent, mark_present
from events.models import CheckIn, Event, Registration
from tests.factories.events import event_factory, person_factory, registration_factory

Tree = dict[str, HomePage]
How = CheckIn.How


@pytest.fixture
def event(tree: Tree) -> Event:
    """It began half an hour ago."""
    return event_factory(start=timezone.now() - timedelta(minutes=30))


def comer(event: Event, state: str = "confirmed", **fields: Any) -> Registration:
    person = person_factory(given="Femke", infix="van der", family="Zee")
    return registration_factory(event, state, person=person, **fields)


def scan(row: Registration, **fields: Any) -> Scan:
    return Scan(row.code or "", fields.pop("how", How.SCAN), **fields)


def ago(minutes: int) -> Any:
    return timezone.now() - timedelta(minutes=minutes)


def test_scan_notes_who_came_when_how_and_by_whom(event: Event) -> None:
    row, host = comer(event), User.objects.create_user("jikke@brink.example")
    done = ago(1)

    result = check_in(event.pk, scan(row, by=host, done=done))

    row.refresh_from_db()
    line = row.check_ins.get()
    assert (row.checked_in, line.done, line.how, line.by) == (done, done, "scan", host)
    assert (result.outcome, result.is_done) == (Outcome.IN, True)
    assert (
        result.sentence == "Femke van der Zee is binnen." or "Femke van der Zee" in result.sentence
    )
    assert [each.what for each in row.history.all()] == ["checked in"]


def test_same_scan_sent_again_is_one_line_and_the_same_answer(event: Event) -> None:
    row = comer(event)
    once = scan(row)

    results = [check_in(event.pk, once) for _n in range(3)]

    assert [result.outcome for result in results] == [Outcome.IN] * 3
    assert (row.check_ins.count(), row.history.count()) == (1, 1)


def test_second_scan_of_a_code_changes_nothing_and_says_so(event: Event) -> None:
    row, first = comer(event), ago(20)
    check_in(event.pk, scan(row, done=first))

    result = check_in(event.pk, scan(row, how=How.CODE))

    row.refresh_from_db()
    assert (result.outcome, result.is_done, row.checked_in) == (Outcome.AGAIN, True, first)
    assert row.history.count() == 1


def test_undo_takes_somebody_out_and_can_itself_be_undone(event: Event) -> None:
    row = comer(event)
    check_in(event.pk, scan(row, done=ago(9)))

    undone = check_in(event.pk, scan(row, is_undo=True, done=ago(8)))
    row.refresh_from_db()
    assert (undone.outcome, row.checked_in) == (Outcome.OUT, None)

    again = check_in(event.pk, scan(row, done=ago(7)))
    row.refresh_from_db()
    assert (again.outcome, row.checked_in is not None) == (Outcome.IN, True)
    assert [each.what for each in row.history.all()] == [
        "checked in",
        "check-in undone",
        "checked in",
    ]


def test_undo_of_who_is_not_in_changes_nothing(event: Event) -> None:
    row = comer(event)

    result = check_in(event.pk, scan(row, is_undo=True))

    row.refresh_from_db()
    assert (result.outcome, row.checked_in, row.history.count()) == (Outcome.OUT, None, 0)


def test_scans_that_arrive_late_count_by_when_they_were_done(event: Event) -> None:
    """A phone without network scanned at 10:00; another scanned and undid at 10:05 and 10:06."""
    row, ten = comer(event), ago(10)
    check_in(event.pk, scan(row, done=ten + timedelta(minutes=5)))
    check_in(event.pk, scan(row, done=ten + timedelta(minutes=6), is_undo=True))

    late = check_in(event.pk, scan(row, done=ten))

    row.refresh_from_db()
    assert (late.outcome, row.checked_in, row.check_ins.count()) == (Outcome.OUT, None, 3)


@pytest.mark.parametrize("is_undo", [True, False])
def test_scan_that_was_long_under_way_stays_before_what_followed_it(
    event: Event, is_undo: bool
) -> None:
    """Five seconds on the network make it seem later than what was pressed after it."""
    row, host = comer(event), User.objects.create_user("jikke@brink.example")
    check_in(event.pk, scan(row, by=host, done=ago(9)))
    slow, pressed = ago(5) + timedelta(seconds=5), ago(5) + timedelta(seconds=3)
    check_in(event.pk, scan(row, by=host, done=slow, is_undo=not is_undo))

    result = check_in(event.pk, scan(row, by=host, done=pressed, is_undo=is_undo))

    row.refresh_from_db()
    assert (row.checked_in is None) is is_undo
    assert result.outcome == (Outcome.OUT if is_undo else Outcome.IN)
    assert all(line.done <= line.received for line in row.check_ins.all())


@pytest.mark.parametrize("how", [How.SCAN, How.DESK])
def test_order_of_sending_says_nothing_of_two_who_scan(event: Event, how: CheckIn.How) -> None:
    """Neither of two hosts, nor of a phone and a desk."""
    row, host = comer(event), User.objects.create_user("jikke@brink.example")
    other = host if how == How.DESK else User.objects.create_user("wiebe@brink.example")
    check_in(event.pk, scan(row, by=other, how=how, done=ago(4), is_undo=True))

    check_in(event.pk, scan(row, by=host, done=ago(5)))

    row.refresh_from_db()
    assert row.checked_in is None


def test_earlier_scan_that_arrives_late_moves_the_hour_back(event: Event) -> None:
    row, ten = comer(event), ago(10)
    check_in(event.pk, scan(row, done=ago(5)))

    check_in(event.pk, scan(row, done=ten))

    row.refresh_from_db()
    assert row.checked_in == ten


def test_phone_whose_clock_is_fast_does_nothing_later_than_now(event: Event) -> None:
    row = comer(event)

    check_in(event.pk, scan(row, done=timezone.now() + timedelta(hours=3)))

    line = row.check_ins.get()
    assert line.done <= line.received <= timezone.now()


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("waiting", Outcome.WAITING),
        ("offered", Outcome.OFFERED),
        ("pending", Outcome.PENDING),
        ("unconfirmed", Outcome.UNCONFIRMED),
        ("cancelled", Outcome.GONE),
        ("expired", Outcome.GONE),
        ("lapsed", Outcome.GONE),
        ("refused", Outcome.GONE),
    ],
)
def test_only_who_has_a_place_gets_in(event: Event, state: str, outcome: Outcome) -> None:
    row = comer(event, state)

    result = check_in(event.pk, scan(row))

    row.refresh_from_db()
    assert (result.outcome, result.is_done) == (outcome, False)
    assert "Femke van der Zee" in result.sentence
    assert (row.checked_in, row.check_ins.count(), row.history.count()) == (None, 0, 0)


def test_code_of_another_event_is_told_and_names_nobody(event: Event) -> None:
    stranger = comer(event_factory())

    result = check_in(event.pk, scan(stranger))

    assert (result.outcome, result.registration) == (Outcome.ELSEWHERE, None)
    assert "Femke" not in result.sentence
    assert CheckIn.objects.count() == 0


@pytest.mark.parametrize("code", ["AAAA-AAAA", "", "https://b.example/x"])
def test_code_that_nobody_has_is_told(event: Event, code: str) -> None:
    comer(event)

    assert check_in(event.pk, Scan(code, How.CODE)).outcome == Outcome.UNKNOWN


def test_name_of_a_scan_at_another_event_opens_nothing(event: Event) -> None:
    """Who sends the uid of somebody else's scan gets no name and leaves no line."""
    other, mine = comer(event_factory()), comer(event)
    uid = uuid4()
    CheckIn.objects.create(uid=uid, registration=other, how="scan")

    result = check_in(event.pk, scan(mine, uid=uid))

    assert (result.is_done, result.registration, mine.check_ins.count()) == (False, None, 0)


@pytest.mark.parametrize(
    ("hours", "outcome"), [(-13, "other-day"), (-11, "in"), (14, "in"), (16, "other-day")]
)
def test_door_is_open_around_the_event(event: Event, hours: int, outcome: str) -> None:
    row = comer(event)

    with time_machine.travel(event.start + timedelta(hours=hours), tick=False):
        assert check_in(event.pk, scan(row)).outcome == outcome


@pytest.mark.parametrize("hours", [-13, 16])
@pytest.mark.parametrize(("how", "is_undone"), [(How.NAME, False), (How.DESK, True)])
def test_only_a_desk_takes_somebody_out_on_another_day(
    event: Event, hours: int, how: CheckIn.How, is_undone: bool
) -> None:
    row = comer(event, checked_in=event.start)

    with time_machine.travel(event.start + timedelta(hours=hours), tick=False):
        result = check_in(event.pk, scan(row, how=how, is_undo=True))

    row.refresh_from_db()
    assert result.outcome == (Outcome.OUT if is_undone else Outcome.OTHER_DAY)
    assert (row.checked_in is None) is is_undone


def test_scan_of_that_day_counts_also_when_it_is_sent_the_next(event: Event) -> None:
    row, done = comer(event), timezone.now()

    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert check_in(event.pk, scan(row, done=done)).outcome == Outcome.IN


def test_nobody_comes_to_what_is_cancelled(event: Event) -> None:
    row = comer(event)
    Event.objects.filter(pk=event.pk).update(status="cancelled")

    assert check_in(event.pk, scan(row)).outcome == Outcome.CALLED_OFF


def test_desk_marks_who_was_there_when_it_is_over(event: Event) -> None:
    row, host = comer(event), User.objects.create_user("jikke@brink.example")

    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        assert mark_present(row, host).outcome == Outcome.IN
        assert mark_present(row, host).outcome == Outcome.AGAIN
        assert mark_absent(row, host).outcome == Outcome.OUT

    row.refresh_from_db()
    assert (row.checked_in, row.check_ins.last().how) == (None, "desk")


def test_desk_marks_nobody_before_the_day(tree: Tree) -> None:
    assert mark_present(comer(event_factory()), None).outcome == Outcome.OTHER_DAY


@pytest.mark.parametrize(("days", "number"), [(0, 0), (9, 1)])
def test_certificates_are_looked_at_again_when_it_is_over(
    event: Event, days: int, number: int
) -> None:
    """Until then the planned job will see who was there."""
    Event.objects.filter(pk=event.pk).update(gives_certificate=True)
    row = comer(event)
    planned = Job.objects.filter(kind="events.certify").count()

    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        mark_present(row, None)
        mark_present(row, None)

    assert Job.objects.filter(kind="events.certify").count() == planned + number
