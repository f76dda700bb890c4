"""The organiser's files, opened again as a spreadsheet would."""

import csv
import io
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from brink.people.cells import guard
from brink.people.models import User
from events.desk import exports
from events.desk.registrations import TOOK_FILE
from events.models import Answer, Event, Needs, Question, Registration
from tests.events.desks import log_in, member
from tests.events.sheets import address, body, desk, read_csv, rows_of
from tests.factories.events import event_factory, person_factory, registration_factory

__all__ = ["desk"]  # fixture

pytestmark = pytest.mark.usefixtures("tree")
WINTER, SUMMER = datetime(2027, 1, 13, 12, tzinfo=UTC), datetime(2027, 7, 13, 12, tzinfo=UTC)
FORMULAS = ["=1+1", "+31612345678", "-2", "@SUM(A1)", "\tx", "\rx", " =1"]
HOSTILE = [*FORMULAS, "0123", "12345678901234567"]


def test_files_are_buttons_in_sight_with_the_filters_of_the_list(desk: Client) -> None:
    event = event_factory()
    page = BeautifulSoup(desk.get(address(event=event.pk)).content, "html.parser")
    links = {a["href"]: a for a in page.select("a.w-header-button[href*=export]")}
    wanted = [address(event=event.pk, export=kind) for kind in ("xlsx", "csv")]
    assert list(links) == wanted
    labels = [a.get_text(strip=True) for a in links.values()]
    assert ["XLSX" in labels[0], "CSV" in labels[1]] == [True, True]
    assert not page.select("[data-controller~=w-dropdown] a[href*=export]")


def test_csv_is_what_a_dutch_excel_reads(desk: Client) -> None:
    person = person_factory(given="Jildou", infix="op 't", family="Land; Zn", email="j@b.example")
    event = event_factory(title="Excursie ﬁjn", start=WINTER)
    registration_factory(event, person=person, role="staff", organisation='De "Otter"')
    response = desk.get(address(export="csv"))
    raw = body(response)
    assert raw.startswith("\ufeff".encode())
    assert raw.count(b"\r\n") == 2
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    heading, line = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";")
    assert heading[:3] == ["Bijeenkomst", "Begin", "Achternaam"]
    assert line[:8] == [
        "Excursie ﬁjn", "13-01-2027 13:00", "Land; Zn", "op 't", "Jildou", "j@b.example",
        'De "Otter"', "Medewerker in een bedrijf",
    ]  # fmt: skip


@pytest.mark.parametrize(("lang", "heading"), [("en", "Event"), ("nl", "Bijeenkomst")])
def test_files_have_the_language_of_the_editor_and_the_clock_of_the_event(
    desk: Client, lang: str, heading: str
) -> None:
    user = User.objects.get(email="staff@brink.example")
    profile = {"preferred_language": lang, "current_time_zone": "America/New_York"}
    UserProfile.objects.create(user=user, **profile)
    registration_factory(event_factory(title="Excursie", start=WINTER))
    csv_lines = read_csv(desk.get(address(export="csv")))
    sheet = load_workbook(io.BytesIO(body(desk.get(address(export="xlsx"))))).active
    xlsx_lines = list(sheet.iter_rows(values_only=True))
    assert csv_lines[0] == list(xlsx_lines[0])
    assert csv_lines[0][0] == heading
    assert csv_lines[1][1] == "13-01-2027 13:00"
    assert xlsx_lines[1][1] == datetime(2027, 1, 13, 13, 0)
    assert csv_lines[1][8] == xlsx_lines[1][8]
    shown = {"en": "13:00", "nl": "13.00 uur"}[lang]
    assert shown in desk.get(address()).content.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_cell_is_text_and_keeps_its_digits(text: str) -> None:
    line = b"".join(exports.as_csv(["Name"], [[text]])).decode("utf-8-sig").split("\r\n", 1)[1]
    (cell,) = next(csv.reader(io.StringIO(line, newline=""), delimiter=";"))
    assert cell == f"'{text}"


def test_csv_cell_that_harms_nobody_stays_as_it_is() -> None:
    for text in ("Femke", "van der Zee", "10-12", "a=b", "0,5", "123"):
        assert guard(text) == text


def test_xlsx_has_real_types_and_no_formula(desk: Client) -> None:
    event = event_factory(title="=HYPERLINK(1)", start=SUMMER)
    for text in HOSTILE:
        registration_factory(event, organisation=text)
    registration_factory(event, organisation="a\x0bb")
    sheet = load_workbook(io.BytesIO(body(desk.get(address(export="xlsx"))))).active
    lines = list(sheet.iter_rows(min_row=2))
    assert len(lines) == len(HOSTILE) + 1
    for line in lines:
        assert line[0].value == "=HYPERLINK(1)"
        assert {cell.data_type for cell in line if cell.value} <= {"s", "d"}
        assert line[1].value == datetime(2027, 7, 13, 14, 0)
        assert line[1].number_format == exports.DATE_FORMAT
        assert line[9].is_date
    found = {line[6].value for line in lines}
    assert {"0123", "=1+1", "ab", "+31612345678"} <= found
    assert sheet.freeze_panes == "A2"


def with_answers(event: Event) -> Registration:
    """Somebody who answered each kind of question, and told what they eat."""
    row = registration_factory(event, seat="online", checked_in=WINTER, approved=WINTER)
    answers = {
        "text": ("text", "=1+1", ""),
        "choice": ("choice", "tram", "Tram | Tram\nBus | Bus"),
        "several": ("several", ["bus", "gone"], "Tram | Tram\nBus | Bus"),
        "yes": ("yes-no", True, ""),
        "number": ("number", 3, ""),
    }
    for order, (code, (kind, value, options)) in enumerate(answers.items()):
        question = Question.objects.create(
            event=event, code=code, kind=kind, label_nl=f"{code}?", label_en=f"{code}, please?",
            options=options.splitlines(), order=order,
        )  # fmt: skip
        Answer.objects.create(registration=row, question=question, value=value)
    Needs.objects.create(registration=row, diet="geen noten", access="rolstoel")
    return row


def test_file_of_one_event_has_its_answers_and_no_needs(desk: Client) -> None:
    event = event_factory(presence="hybrid", online_url="https://video.example", start=WINTER)
    with_answers(event)
    registration_factory(event, person=person_factory(family="Zz"))
    heading, answered, other = read_csv(desk.get(address(export="csv", event=event.pk)))
    assert heading[-5:] == ["text?", "choice?", "several?", "yes?", "number?"]
    assert answered[-5:] == ["'=1+1", "Tram", "Bus, gone", "Ja", "3"]
    assert other[-5:] == [""] * 5
    assert answered[11:15] == ["online", "", "13-01-2027 13:00", "13-01-2027 13:00"]
    for query in ({"event": event.pk}, {}):
        for kind in ("csv", "xlsx"):
            content = body(desk.get(address(export=kind, **query)))
            assert b"noten" not in content
    assert "noten" not in str(rows_of(desk, event=event.pk))


def test_needs_are_in_a_file_for_who_manages_the_event_and_asks(desk: Client) -> None:
    event, other = event_factory(), event_factory()
    with_answers(event)
    registration_factory(event, person=person_factory(family="Zz"))
    for query in ({"event": event.pk}, {}):
        assert desk.get(address(export="csv", needs=1, **query)).status_code in (302, 403)
    client = log_in(member(event))
    shown = client.get(address(event=event.pk)).content.decode()
    assert "needs=1" in shown
    assert "needs=1" not in desk.get(address(event=event.pk)).content.decode()
    _heading, first, second = read_csv(client.get(address(export="csv", needs=1, event=event.pk)))
    assert (first[-2:], second[-2:]) == (["geen noten", "rolstoel"], ["", ""])
    stranger = log_in(member(other))
    response = stranger.get(address(export="csv", needs=1, event=event.pk))
    assert b"noten" not in response.content
    assert response.status_code in (302, 403)


@pytest.mark.parametrize("number", [1, 3])
def test_file_takes_as_many_queries_for_three(
    desk: Client, number: int, django_assert_num_queries
) -> None:
    event = event_factory()
    with_answers(event)
    for _n in range(number - 1):
        registration_factory(event)
    where = address(export="csv", event=event.pk)
    desk.get(where)
    with django_assert_num_queries(15):
        desk.get(where)


def test_log_says_who_took_which_file() -> None:
    event = event_factory()
    user = member(event)
    client = log_in(user)
    client.get(address(event=event.pk))
    assert not ModelLogEntry.objects.filter(action=TOOK_FILE).exists()
    rows_of(client, event=event.pk)
    rows_of(client, event=event.pk, needs=1)
    rows_of(client)
    entries = ModelLogEntry.objects.filter(action=TOOK_FILE).order_by("pk")
    assert {entry.user for entry in entries} == {user}
    assert [entry.data["needs"] for entry in entries] == [False, True, False]
    about = [(entry.content_type.model, entry.object_id) for entry in entries]
    assert about == [("event", str(event.pk))] * 2 + [("user", str(user.pk))]
    words = [entry.formatter.format_message(entry) for entry in entries]
    assert words[0] == words[2] != words[1]
