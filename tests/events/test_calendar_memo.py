"""Bodies that were read lately: made once, bounded, safe between threads."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from events.calendar import memo
from events.calendar.memo import bodies, remember


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(memo, "MOST_BODIES", 3)
    monkeypatch.setattr(memo, "MOST_BYTES", 100)
    bodies.clear()
    yield
    bodies.clear()


def test_body_is_made_once() -> None:
    made = []

    bodies = [remember("a", lambda: made.append(1) or b"body") for _twice in range(2)]

    assert bodies == [b"body", b"body"]
    assert made == [1]


def test_body_that_is_empty_is_a_body() -> None:
    remember("a", lambda: b"")

    assert remember("a", lambda: b"other") == b""


def test_one_that_was_read_longest_ago_makes_room() -> None:
    for etag in "abc":
        remember(etag, etag.encode)
    remember("a", lambda: b"x")
    remember("d", lambda: b"d")

    assert list(memo.bodies) == ["c", "a", "d"]


def test_bytes_are_bounded() -> None:
    for etag in "abc":
        remember(etag, lambda: b"x" * 40)

    assert list(memo.bodies) == ["b", "c"]
    assert remember("huge", lambda: b"x" * 101) == b"x" * 101
    assert list(memo.bodies) == []


def test_threads_each_get_the_body_of_their_etag() -> None:
    etags = [str(number % 7) for number in range(2_000)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda etag: remember(etag, lambda: etag.encode()), etags))

    assert found == [etag.encode() for etag in etags]
    assert len(memo.bodies) <= 3


def test_failure_is_not_kept() -> None:
    with pytest.raises(ZeroDivisionError):
        remember("a", lambda: 1 // 0)

    assert remember("a", lambda: b"body") == b"body"
