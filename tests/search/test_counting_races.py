"""Ten processes that count the same query at the same moment."""

from collections.abc import Callable
from functools import partial
from threading import Barrier

import pytest
from django.utils import timezone

from search.counting.tally import Tally
from search.models import AskedQuery
from tests.events.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def add() -> None:
    tally = Tally()
    for query in ("brood", "kaas"):
        tally.note_search(query, "nl", is_empty=False)
        tally.note_click(query, "nl", 2)
    tally.write()
    while tally.counted:  # SQLite lets one write at a time, and somebody may have waited in vain
        tally.write()


def read_and_save(seen: Callable[[], object]) -> None:
    """What adding in Python would do."""
    row = AskedQuery.objects.get(query="brood")
    seen()
    row.searches += 1
    row.save()


def test_ten_at_once_are_all_counted() -> None:
    at_once([add] * 10)
    numbers = AskedQuery.objects.order_by("query").values_list("searches", "clicks", "ranks")
    assert list(numbers) == [(10, 10, 20)] * 2


def test_control_numbers_added_in_python_get_lost() -> None:
    AskedQuery.objects.create(query="brood", lang="nl", day=timezone.localdate())
    all_have_read = Barrier(3, timeout=30)
    at_once([partial(read_and_save, all_have_read.wait)] * 3)
    assert AskedQuery.objects.get().searches == 1
