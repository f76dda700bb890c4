"""Round trips: what is written is read back, by three parsers that know nothing of us."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.calendar.file import join
from events.models import Place
from tests.events.calendars import calendar
from tests.events.parsers import PARSERS, entries, unfolded
from tests.events.test_calendar import row

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: The instants at which the clocks change in the Netherlands.
CHANGES = {
    "spring 2026": datetime(2026, 3, 29, 1, tzinfo=UTC),
    "autumn 2026": datetime(2026, 10, 25, 1, tzinfo=UTC),
    "spring 2027": datetime(2027, 3, 28, 1, tzinfo=UTC),
    "autumn 2027": datetime(2027, 10, 31, 1, tzinfo=UTC),
}
#: From before to after: the missing hour lies at 0, the doubled one from -60 to 60.
OFFSETS = (-1440, -150, -90, -60, -59, -30, -1, 0, 1, 29, 59, 60, 61, 120, 1440)
LENGTHS = (1, 30, 60, 90, 180, 1440, 4320)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("change", CHANGES)
def test_instants_are_the_same_over_a_clock_change(change: str, parser: str) -> None:
    wanted = {
        f"{offset}x{length}": (
            CHANGES[change] + offset * MINUTE,
            CHANGES[change] + (offset + length) * MINUTE,
        )
        for offset in OFFSETS
        for length in LENGTHS
    }
    rows = [row(uid=uid, start=start, end=end) for uid, (start, end) in wanted.items()]

    found = PARSERS[parser](calendar(rows, "nl"))

    read = {entry.uid.partition("@")[0]: (entry.start, entry.end) for entry in found}
    assert read == wanted


def test_hour_that_comes_twice_is_written_in_utc_and_no_other() -> None:
    times = [CHANGES["autumn 2026"] + offset * MINUTE for offset in (-61, -60, 0, 59, 60)]

    lines = unfolded(calendar([row(start=start) for start in times], "nl"))

    assert [line for line in lines if line.startswith("DTSTART") and "1970" not in line] == [
        "DTSTART;TZID=Europe/Amsterdam:20261025T015900",
        "DTSTART:20261025T000000Z",
        "DTSTART:20261025T010000Z",
        "DTSTART:20261025T015900Z",
        "DTSTART;TZID=Europe/Amsterdam:20261025T030000",
    ]


def test_long_line_is_folded_without_cutting_a_character() -> None:
    title = "Kom naar Súdwest-Fryslân 👩‍👩‍👧 " * 12

    content = calendar([row(words={"title": title})], "nl")

    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # half a character would be an error
    assert entries(content)[0].summary == title.strip()


@pytest.mark.parametrize(
    "hostile", ["\r\nSTATUS:CANCELLED", "\nBEGIN:VEVENT", "\r", "\u2028X:1", "\x85END:VEVENT"]
)
@pytest.mark.parametrize("where", ["title", "summary"])
def test_line_end_in_a_text_starts_no_property(hostile: str, where: str) -> None:
    content = calendar([row(words={where: f"Excursie{hostile}"})], "nl")

    [entry] = entries(content)
    assert entry.status == "CONFIRMED"
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert "X:1" not in unfolded(content)


def test_name_of_a_calendar_starts_no_property() -> None:
    name = 'x\r\nX-EVIL:1\nNAME:y\x00\u2028"z;,'

    content = join([], name=name, source="http://testserver/nl/agenda/feed.ics?q=%22a%0D%0AX:1")

    lines = unfolded(content)
    assert not [line for line in lines if line.startswith(("X-EVIL", "X:1"))]
    assert lines.count(r'NAME:x X-EVIL:1 NAME:y"z\;\,') == 1


hostile_text = st.text(max_size=300) | st.text(
    alphabet="\x00\r\n\t;,:\\\"'^=%n é😀\u200dŷ\u2028\x85\ufeff\u202e", max_size=200
)


@pytest.mark.slow
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(title=hostile_text, summary=hostile_text, place=hostile_text, link=hostile_text)
def test_hostile_words_leave_one_event_that_all_parsers_read_alike(
    title: str, summary: str, place: str, link: str
) -> None:
    path = f"/nl/agenda/{link}/"
    words = {"title": title, "summary": summary, "path": path, "title_lang": "en"}
    hostile = row(words=words, place=Place(name=place), presence="hybrid")

    content = calendar([hostile, row(uid="cd34")], "nl", title)

    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    first, second = entries(content)
    assert (first.uid, second.uid) == ("ab12@testserver", "cd34@testserver")
    assert (first.status, first.sequence) == ("CONFIRMED", 0)
    assert first.summary == " ".join(first.summary.split())
    assert first.url.isascii()
    assert second.summary == "Excursie"


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    length=st.integers(1, 60 * 24 * 9),
)
def test_any_instant_comes_back(start: datetime, length: int) -> None:
    start = start.replace(second=0, microsecond=0)

    [entry] = entries(calendar([row(start=start, end=start + length * MINUTE)], "nl"))

    assert (entry.start, entry.end) == (start, start + length * MINUTE)
