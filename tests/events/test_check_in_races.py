"""Two phones at one door: what they do at the same moment follows one on the other.

First the negative control: without the lock of the event both think that they were the first.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from brink.home.tree import build_tree
from events.door import check_in as rules
from events.door.check_in import Outcome, Result, Scan, check_in
from events.models import CheckIn, Event, Registration
from events.registration import PresentError, cancel
from tests.events.at_once import PATIENCE, at_once
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.django_db(transaction=True)
PHONES = 4
State = Registration.State


@pytest.fixture
def row() -> Registration:
    build_tree()
    event = event_factory(start=timezone.now() + timedelta(minutes=30))
    return registration_factory(event)


def scan(row: Registration) -> Scan:
    return Scan(row.code or "", CheckIn.How.SCAN)


def outcomes(results: list[Result]) -> Counter[str]:
    return Counter(str(result.outcome) for result in results)


def test_without_the_lock_each_phone_thinks_it_was_the_first(
    row: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    gap = threading.Barrier(PHONES, timeout=PATIENCE)
    judge = rules.judge

    @contextmanager
    def unlocked(event_id: int) -> Iterator[Event]:
        yield Event.objects.get(pk=event_id)

    def judge_together(*args: Any) -> Outcome:
        gap.wait()
        return judge(*args)

    monkeypatch.setattr(rules, "locked", unlocked)
    monkeypatch.setattr(rules, "judge", judge_together)

    found = outcomes(at_once([partial(check_in, row.event_id, scan(row)) for _n in range(PHONES)]))

    assert found["in"] > 1


def test_of_two_phones_one_is_the_first(row: Registration) -> None:
    found = outcomes(at_once([partial(check_in, row.event_id, scan(row)) for _n in range(PHONES)]))

    row.refresh_from_db()
    assert found == {"in": 1, "again": PHONES - 1}
    assert (row.check_ins.count(), row.history.filter(what="checked in").count()) == (PHONES, 1)


def test_one_scan_that_is_sent_twice_at_once_is_one_line(row: Registration) -> None:
    once = scan(row)

    found = outcomes(at_once([partial(check_in, row.event_id, once) for _n in range(PHONES)]))

    assert found == {"in": PHONES}
    assert row.check_ins.count() == 1


def test_who_cancels_while_the_code_is_scanned_is_in_only_if_the_scan_came_first(
    row: Registration,
) -> None:
    def give_up() -> bool:
        try:
            cancel(row)
        except PresentError:
            return False
        return True

    result, has_cancelled = at_once([partial(check_in, row.event_id, scan(row)), give_up])

    row.refresh_from_db()
    is_in = (Outcome.IN, False, State.CONFIRMED, True)
    is_gone = (Outcome.GONE, True, State.CANCELLED, False)
    assert (result.outcome, has_cancelled, row.state, bool(row.checked_in)) in (is_in, is_gone)
