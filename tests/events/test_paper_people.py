"""The list to sign at the door and the badges: who stands on them, in what order, and what not."""

import time
from io import BytesIO

import pytest
import zxingcpp
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from events.models import Event, Needs
from events.paper.people import (
    BADGES,
    ON_A_SHEET,
    badge_sheets,
    badges_of,
    list_of,
    sign_in_sheet,
)
from tests.events.certified import text_of
from tests.events.pictures import pictures
from tests.factories.events import event_factory, person_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")
LANGUAGES = pytest.mark.parametrize("lang", ["nl", "en"])

#: As they sign up, and as the list has them.
NAMES = (
    ("Femke", "van der", "Berg"),
    ("Ömer", "", "Çelik"),
    ("Anne", "", "Bergsma"),
    ("Élodie", "", "Adam"),
    ("Zoë", "de", "Bakker"),
    ("Sjoerd", "", "Zijlstra"),
    ("Anne", "van den", "Berg"),
    ("Jan", "'t", "Hart"),
)
SORTED = [
    "Adam, Élodie",
    "Bakker, Zoë de",
    "Berg, Anne van den",
    "Berg, Femke van der",
    "Bergsma, Anne",
    "Çelik, Ömer",
    "Hart, Jan 't",
    "Zijlstra, Sjoerd",
]


def expect(event: Event, given: str, infix: str = "", family: str = "", **fields):
    person = person_factory(given=given, infix=infix, family=family)
    return registration_factory(event, fields.pop("state", "confirmed"), person=person, **fields)


@pytest.fixture
def event() -> Event:
    """In the room and online, with people of every kind."""
    event = event_factory(title="Zelf kaas maken", presence="hybrid", capacity=50)
    for names in NAMES:
        expect(event, *names, organisation="Bakkerij De Zeevonk")
    expect(event, "Online", "", "Kijker", seat="online")
    expect(event, "Wacht", "", "Lijst", state="waiting")
    expect(event, "Zegt", "", "Af", state="cancelled")
    return event


def names_on(event: Event) -> list[str]:
    return [name for name, _organisation in list_of(event)["rows"]]


def test_list_is_sorted_as_dutch_lists_are(event: Event) -> None:
    assert names_on(event) == SORTED


def test_who_chose_online_before_it_was_held_in_a_room_only_is_expected_there(
    event: Event,
) -> None:
    Event.objects.filter(pk=event.pk).update(presence="room")
    event.refresh_from_db()
    assert "Kijker, Online" in names_on(event)
    assert "Online Kijker" in str(badges_of(event))


def test_who_has_no_name_yet_stands_at_the_end(event: Event) -> None:
    expect(event, "", "", "", organisation="Hoekstra Kaas", email="")
    assert list_of(event)["rows"][-1] == ("", "Hoekstra Kaas")
    assert len(list_of(event)["rows"]) == len(NAMES) + 1
    assert "Hoekstra Kaas" not in str(badges_of(event))


@LANGUAGES
def test_sheet_has_all_names_and_room_for_more(event: Event, lang: str) -> None:
    with translation.override(lang):
        pdf = sign_in_sheet(event)
    reader, text = PdfReader(BytesIO(pdf)), text_of(pdf)
    assert reader.trailer["/Root"]["/Lang"].startswith(lang)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert all(name in text for name in SORTED)
    assert "Zelf kaas maken" in text
    for absent in ("Kijker", "Lijst", "Zegt", "@"):
        assert absent not in text


def test_neither_paper_has_diet_or_access(event: Event) -> None:
    for row in event.registrations.all():
        Needs.objects.create(registration=row, diet="Geheimdieet", access="Rolstoelgeheim")
    for pdf in (sign_in_sheet(event), badge_sheets(event)):
        assert "eheim" not in text_of(pdf)


@LANGUAGES
def test_badges_are_eight_on_a_sheet_and_filled_up(event: Event, lang: str) -> None:
    assert len(badges_of(event)["badges"]) == ON_A_SHEET
    expect(event, "Nummer", "", "Negen")
    made = badges_of(event)["badges"]
    assert len(made) == 2 * ON_A_SHEET
    assert sum(bool(badge["qr"]) for badge in made) == 9
    with translation.override(lang):
        pdf = badge_sheets(event)
    assert len(PdfReader(BytesIO(pdf)).pages) == 2
    assert "Femke van der Berg" in text_of(pdf)
    assert "Bakkerij De Zeevonk" in text_of(pdf)


def test_each_badge_can_be_scanned_at_the_door(event: Event) -> None:
    [sheet] = pictures(BADGES, badges_of(event), "nl")
    found = {square.text for square in zxingcpp.read_barcodes(Image.open(BytesIO(sheet)))}
    at_the_door = event.registrations.filter(state="confirmed", seat="room")
    assert found == set(at_the_door.values_list("code", flat=True))


def test_papers_of_nobody_are_papers_to_fill_in() -> None:
    event = event_factory()
    assert len(PdfReader(BytesIO(sign_in_sheet(event))).pages) == 1
    assert len(badges_of(event)["badges"]) == ON_A_SHEET
    assert len(PdfReader(BytesIO(badge_sheets(event))).pages) == 1


def test_long_names_stay_within_their_paper() -> None:
    """Each row is as high as any other, and each badge stays one badge: pages tell."""
    event = event_factory(title="Een erg lange titel van een bijeenkomst " * 5)
    for number in range(ON_A_SHEET):
        expect(event, "Maximiliaan" * 7, "van der von und", f"Düsterhöft {number} " * 5)
        expect(event, "X" * 80, "y" * 20, "Z" * 80, organisation="W" * 120)
    assert len(PdfReader(BytesIO(badge_sheets(event))).pages) == 2
    assert len(PdfReader(BytesIO(sign_in_sheet(event))).pages) == 2
    sheets = pictures(BADGES, badges_of(event), "nl")
    squares = [zxingcpp.read_barcodes(Image.open(BytesIO(sheet))) for sheet in sheets]
    assert [len(found) for found in squares] == [ON_A_SHEET, ON_A_SHEET], "a name covers a square"


@pytest.mark.parametrize("make", [sign_in_sheet, badge_sheets])
def test_people_are_read_in_one_query_however_many(make) -> None:
    event = event_factory()
    for number in range(3):
        expect(event, f"Nummer {number}", "", "Jansen")
    with CaptureQueriesContext(connection) as queries:
        make(event)
    assert sum("people_person" in query["sql"] for query in queries) == 1
    assert sum("events_registration" in query["sql"] for query in queries) == 1


@pytest.mark.slow
def test_three_hundred_people_take_a_moment() -> None:
    event = event_factory()
    for number in range(300):
        expect(event, f"Nummer {number}", "van de", "Jansen")
    start = time.monotonic()
    assert len(PdfReader(BytesIO(sign_in_sheet(event))).pages) > 10
    assert len(PdfReader(BytesIO(badge_sheets(event))).pages) == 38
    assert time.monotonic() - start < 20
