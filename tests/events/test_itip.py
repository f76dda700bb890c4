"""Requests and cancellations to one person, as parsers of others read them (RFC 5546)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.people.models import Person
from events import itip
from events.models import Registration, Series
from events.queries import EventRow
from tests.events.parsers import entries, unfolded
from tests.events.test_calendar import row as event_row

MOMENT = datetime(2026, 11, 25, 12, tzinfo=UTC)


def attending(row: EventRow, **fields: Any) -> Registration:
    name = fields.pop("name", "Jikke")
    defaults = {"email": "jikke@b.example", "language": "nl", "sequence": 3}
    defaults |= {"state": "confirmed", "seat": "online"}
    person = Person(given=name, family="Hoekstra")
    return Registration(event=row.event, person=person, **{**defaults, **fields})


def request(row: EventRow | None = None, **fields: Any) -> icalendar.Event:
    row = row or event_row()
    content = itip.request(attending(row, **fields), row, MOMENT)
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["METHOD"] == "REQUEST"
    [found] = calendar.walk("VEVENT")
    return found


def test_request_names_one_attendee_who_need_not_answer() -> None:
    attendee = request()["ATTENDEE"]
    assert str(attendee) == "mailto:jikke@b.example"
    assert dict(attendee.params) == {
        "CN": "Jikke Hoekstra",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }


def test_request_has_the_number_of_the_attendee_and_the_moment_of_the_mail() -> None:
    found = request()
    assert (found["SEQUENCE"], found["STATUS"]) == (3, "CONFIRMED")
    assert found["DTSTAMP"].dt == MOMENT


def test_request_is_the_same_bytes_each_time() -> None:
    row = event_row()
    assert len({itip.request(attending(row, alarm=60), row, MOMENT) for _twice in range(2)}) == 1


@override_settings(DEFAULT_FROM_EMAIL="Brink <post@brink.example>")
def test_organiser_is_who_people_know_and_the_site_sends_on_their_behalf() -> None:
    theirs = request(event_row(organiser_email="lab@b.example", organiser_name="Lab"))
    assert str(theirs["ORGANIZER"]) == "mailto:lab@b.example"
    assert dict(theirs["ORGANIZER"].params) == {"CN": "Lab", "SENT-BY": "mailto:post@brink.example"}

    own = event_row(organiser_email="Jikke@b.example", organiser_name="Lab")
    assert str(request(own)["ORGANIZER"]) == "mailto:post@brink.example", "not by oneself"
    ours = request()["ORGANIZER"]
    assert (str(ours), dict(ours.params)) == ("mailto:post@brink.example", {"CN": "Brink"})


@pytest.mark.parametrize("presence", ["online", "hybrid"])
def test_who_comes_online_has_the_link_itself(presence: str) -> None:
    found = request(event_row(presence=presence, online_url="https://video.example/x?a=1"))
    assert str(found["CONFERENCE"]) == "https://video.example/x?a=1"
    assert "https://video.example/x?a=1" in found["DESCRIPTION"]


def test_meeting_in_a_room_has_no_link() -> None:
    found = request(event_row(presence="room", online_url="https://video.example/x"))
    assert "CONFERENCE" not in found
    assert "video.example" not in found.to_ical().decode()


@pytest.mark.parametrize(("minutes", "count"), [(None, 0), (15, 1), (1440, 1)])
def test_calendar_rings_when_the_person_chose_it(minutes: int | None, count: int) -> None:
    alarms = request(alarm=minutes).walk("VALARM")
    assert [alarm["ACTION"] for alarm in alarms] == ["DISPLAY"] * count
    assert [alarm["TRIGGER"].dt for alarm in alarms] == [timedelta(minutes=-(minutes or 0))] * count


def test_cancellation_takes_the_event_out_and_rings_no_more() -> None:
    row = event_row(presence="online", online_url="https://video.example/x")
    calendar = icalendar.Calendar.from_ical(itip.cancel(attending(row, alarm=15), row, MOMENT))
    [found] = calendar.walk("VEVENT")
    assert (calendar["METHOD"], found["STATUS"], found["SEQUENCE"]) == ("CANCEL", "CANCELLED", 3)
    assert found["UID"] == request(row)["UID"]
    assert not found.walk("VALARM")
    assert "video.example" not in found.to_ical().decode()


def test_cancellation_gives_no_answer_in_the_name_of_the_attendee() -> None:
    content = itip.cancel(attending(event_row()), event_row(), MOMENT)
    [found] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(found["ATTENDEE"]) == "mailto:jikke@b.example"
    assert "PARTSTAT" not in found["ATTENDEE"].params


def test_cancellation_works_when_the_page_is_off_the_site() -> None:
    row = event_row()
    [found] = icalendar.Calendar.from_ical(itip.cancel(attending(row), None, MOMENT)).walk("VEVENT")
    full = request(row)
    for name in ("UID", "DTSTART", "DTEND", "ORGANIZER", "ATTENDEE", "SEQUENCE", "DTSTAMP"):
        assert found[name] == full[name], name
    assert found["STATUS"] == "CANCELLED"


def test_meeting_of_a_series_that_repeats_is_asked_for_by_itself() -> None:
    series = Series(title_nl="Leerkring", uid="ff00", repeats=True)
    row = event_row(series=series, occurrence=datetime(2026, 12, 17, 12, tzinfo=UTC))
    found = request(row)
    [off] = icalendar.Calendar.from_ical(itip.cancel(attending(row), None, MOMENT)).walk("VEVENT")
    assert found["UID"] == off["UID"] == "ab12@testserver"
    assert "RECURRENCE-ID" not in found


def test_request_is_in_the_language_of_the_person() -> None:
    online = event_row(presence="online", online_url="https://video.example/x")
    assert request(online, language="nl")["DESCRIPTION"].startswith("Online meedoen")
    assert request(online, language="en")["DESCRIPTION"].startswith("Taking part online")


@pytest.mark.parametrize(
    ("email", "uri"),
    [
        ("o'brien+x@b.example", "mailto:o'brien+x@b.example"),
        ("50%&/?#=x@b.example", "mailto:50%25%26%2F%3F%23%3Dx@b.example"),
        ("jikke@súdwest.example", "mailto:jikke@xn--sdwest-pya.example"),
    ],
)
def test_address_is_one_of_the_net(email: str, uri: str) -> None:
    assert itip.mailto(email) == uri


HOSTILE = (
    'Jan "Kees"; de Vries, lid: x',
    "a\r\nATTENDEE:mailto:evil@b.example",
    "a\nEND:VEVENT\rBEGIN:VEVENT",
    "NUL\x00 en \x07bel",
    "^n ^' ^^ caret",
    "👩‍👩‍👧 Súdwest-Fryslân",
    "x" * 10_000,
    "\\n \\, \\;",
)


def read_back(name: str) -> tuple[str, str]:
    """The name of the attendee as two parsers read it; vobject leaves the signs of RFC 6868."""
    row = event_row(organiser_name=name, organiser_email="lab@b.example")
    content = itip.request(attending(row, name=name), row, MOMENT)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)
    lines = unfolded(content)
    for prefix in ("BEGIN:VEVENT", "ATTENDEE;", "ORGANIZER", "END:VEVENT", "METHOD:"):
        assert len([line for line in lines if line.startswith(prefix)]) == 1, prefix
    [entry] = entries(content)
    assert entry.sequence == 3
    [first] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    second = vobject.readOne(content.decode()).vevent.attendee.params["CN"]
    signs = {"^^": "^", "^n": "\n", "^'": '"'}
    assert str(first["ATTENDEE"]) == "mailto:jikke@b.example"
    return first["ATTENDEE"].params["CN"], re.sub(
        r"\^[\^n']", lambda sign: signs[sign[0]], ",".join(second)
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_name_is_one_name_to_two_parsers(name: str) -> None:
    first, second = read_back(name)
    assert first == second
    assert "Hoekstra" in first
    assert "\n" not in first


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(name=st.text(max_size=200))
def test_any_name_comes_back(name: str) -> None:
    first, second = read_back(name)
    assert first == second
    assert first == itip.one_line(f"{name} Hoekstra".replace("\\", ""))
