"""The agenda as a visitor reads it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from brink.themes.models import Region, Theme
from events.models import Place
from tests.factories.events import event_page, event_type

pytestmark = pytest.mark.django_db
INDEXES = {"nl": "/nl/agenda/", "en": "/en/events/"}
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def titles(soup: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in soup.select(".event-row__title a")]


def counts(soup: BeautifulSoup, name: str) -> dict[str, str]:
    boxes = soup.select(f"input[type=checkbox][name={name}]")
    return {box["value"]: box.parent.select_one(".facets__count").get_text() for box in boxes}


@pytest.fixture
def november() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.create(code="export", label_nl="Buitenland", label_en="Exports")


@pytest.mark.parametrize("lang", INDEXES)
@pytest.mark.parametrize("number", [1, 3, 24])
def test_agenda_takes_six_queries_for_any_number(
    tree: dict, client: Client, lang: str, number: int, django_assert_num_queries: Any
) -> None:
    for _each in range(number):
        event_page(capacity=5, place=Place.objects.create(name="Zaal"))
    client.get(INDEXES[lang])  # labels and style sheet are in memory from now on

    with django_assert_num_queries(6):
        soup = read(client, INDEXES[lang])

    assert len(titles(soup)) == min(number, 20)


def test_agenda_shows_what_is_to_come_and_past_what_has_been(
    tree: dict, client: Client, november: None
) -> None:
    event_page(title="Gisteren", start=NOW - timedelta(days=1))
    event_page(title="Nu bezig", start=NOW - timedelta(hours=1))
    event_page(title="Straks", start=NOW + timedelta(hours=5))
    event_page(title="Morgen", start=NOW + timedelta(days=1))

    assert titles(read(client, "/nl/agenda/")) == ["Nu bezig", "Straks", "Morgen"]
    assert titles(read(client, "/nl/agenda/?past=1")) == ["Gisteren"]
    assert "1 eerdere bijeenkomst" in read(client, "/nl/agenda/").get_text()
    assert "3 bijeenkomsten die nog komen" in read(client, "/nl/agenda/?past=1").get_text()


def test_events_stand_under_the_month_in_which_they_start(
    tree: dict, client: Client, november: None
) -> None:
    event_page(title="Een", start=datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    event_page(title="Twee", start=datetime(2026, 12, 31, 23, 0, tzinfo=UTC))

    soup = read(client, "/nl/agenda/")

    headings = [heading.get_text() for heading in soup.select("h2.month")]
    assert headings == ["december 2026", "januari 2027"]


def test_filter_narrows_and_can_be_taken_away(tree: dict, client: Client, theme: Theme) -> None:
    event_page(title="Bezoek aan export", type=event_type("bezoek"), themes=[theme])
    event_page(title="Workshop export", themes=[theme])
    event_page(title="Workshop", presence="online")

    soup = read(client, "/nl/agenda/?type=workshop&theme=export")

    assert titles(soup) == ["Workshop export"]
    links = {a["href"]: a.get_text(" ", strip=True) for a in soup.select(".chosen a")}
    assert links["?theme=export"].startswith("Workshop")
    assert links["?type=workshop"].startswith("Buitenland")
    assert links["?"] == "Toon alles"
    assert soup.select_one("#f-type-workshop").has_attr("checked")
    webcal = soup.select_one("a[href^='webcal:']")["href"]
    assert webcal == "webcal://testserver/nl/agenda/feed.ics?theme=export&type=workshop"


def test_option_is_counted_beside_the_other_choices(
    tree: dict, client: Client, theme: Theme
) -> None:
    event_page(type=event_type("bezoek"), themes=[theme])
    event_page(themes=[theme])
    event_page()

    soup = read(client, "/nl/agenda/?theme=export&type=bezoek")

    assert counts(soup, "type") == {"bezoek": "1", "workshop": "1"}
    assert counts(soup, "theme") == {"export": "1"}


def test_repeated_filter_finds_either(tree: dict, client: Client) -> None:
    event_page(title="Een", type=event_type("bezoek"))
    event_page(title="Twee", type=event_type("intervisie"))
    event_page(title="Drie")

    soup = read(client, "/nl/agenda/?type=bezoek&type=intervisie")

    assert set(titles(soup)) == {"Een", "Twee"}


def test_region_finds_what_lies_in_it(tree: dict, client: Client) -> None:
    level = Region.Level
    province = Region.objects.create(
        code="drenthe", label_nl="Drenthe", label_en="Drenthe", level=level.PROVINCE
    )
    town = Region.objects.create(
        code="emmen", label_nl="Emmen", label_en="Emmen", level=level.MUNICIPALITY, parent=province
    )
    event_page(title="In Emmen", place=Place.objects.create(name="Hal", municipality=town))
    event_page(title="Elders")

    soup = read(client, "/nl/agenda/?region=drenthe")

    assert titles(soup) == ["In Emmen"] == titles(read(client, "/nl/agenda/?region=emmen"))
    assert counts(soup, "region") == {"drenthe": "1"}


def test_month_filter_and_season_agree(tree: dict, client: Client, november: None) -> None:
    event_page(title="December", start=datetime(2026, 12, 5, 9, tzinfo=UTC))
    event_page(title="Maart", start=datetime(2027, 3, 5, 9, tzinfo=UTC))

    whole = read(client, "/nl/agenda/")
    december = read(client, "/nl/agenda/?month=2026-12")

    assert [a.get("href") for a in whole.select(".season a")] == [
        None, "#m2026-12", None, None, "#m2027-03", None,
    ]  # fmt: skip
    assert titles(december) == ["December"]
    assert december.select(".season a")[4]["href"] == "?month=2027-03"


@pytest.mark.parametrize("query", ["month=2026-13", "type=x", "region=%00", "theme='\"<b>"])
def test_unknown_choice_is_left_out_with_a_note(tree: dict, client: Client, query: str) -> None:
    event_page(title="Excursie")

    soup = read(client, f"/nl/agenda/?{query}")

    assert titles(soup) == ["Excursie"]
    assert "We slaan" in soup.select_one(".notice").get_text()
    assert soup.select_one(".notice b") is None


def test_page_that_is_not_there_is_404(tree: dict, client: Client) -> None:
    for _each in range(21):
        event_page()

    for page in ("0", "3", "-1", "x", "99999999999999999999", "1.0"):
        assert client.get(f"/nl/agenda/?page={page}").status_code == 404, page


def test_pages_divide_the_list_and_keep_the_choices(tree: dict, client: Client) -> None:
    for _each in range(22):
        event_page()

    first = read(client, "/nl/agenda/?type=workshop")
    second = read(client, "/nl/agenda/?type=workshop&page=2")

    assert len(titles(first)) == 20
    assert len(titles(second)) == 2
    assert not set(titles(first)) & set(titles(second))
    assert first.select_one("a[rel=next]")["href"] == "?type=workshop&page=2"


@pytest.mark.parametrize(("query", "way"), [("?type=workshop", "?"), ("", "/nl/agenda/abonneren/")])
def test_empty_list_leads_somewhere(tree: dict, client: Client, query: str, way: str) -> None:
    event_type()

    soup = read(client, f"/nl/agenda/{query}")

    assert soup.select_one(".split__main .notice a")["href"] == way


def test_cancelled_and_moved_events_say_so_with_their_notice(tree: dict, client: Client) -> None:
    event_page(title="Uit", status="cancelled", notice="De zaal is niet vrij.", capacity=5)
    event_page(title="Om", status="moved", notice="Een uur later.", capacity=5)

    soup = read(client, "/nl/agenda/")
    rows = {row.select_one("a").get_text(): row for row in soup.select(".event-row")}

    assert "event-row--cancelled" in rows["Uit"]["class"]
    assert "Geannuleerd" in rows["Uit"].get_text()
    assert "De zaal is niet vrij." in rows["Uit"].get_text()
    assert "Verplaatst" in rows["Om"].get_text()
    assert "Een uur later." in rows["Om"].get_text()


def test_event_without_translation_is_listed_with_its_language(tree: dict, client: Client) -> None:
    event_page(title="Kringloop", other_title="Circle", status="moved", notice="Een uur later.")
    event_page(title="Streekbrood")

    soup = read(client, "/en/events/")
    circle, bread = soup.select(".event-row__title a")

    assert circle.get_text() == "Circle"
    assert not circle.has_attr("lang")
    assert circle["hreflang"] == bread["hreflang"] == "nl"
    assert bread["lang"] == "nl"
    assert soup.select_one(".event-row__text")["lang"] == "nl"
    assert "in Dutch" in soup.select_one(".event-row").get_text()


def test_link_to_the_meeting_is_not_in_the_list(tree: dict, client: Client) -> None:
    event_page(presence="online", online_url="https://live.example/geheim")

    assert b"geheim" not in client.get("/nl/agenda/").content


def test_post_is_405(tree: dict, client: Client) -> None:
    assert client.post("/nl/agenda/").status_code == 405
