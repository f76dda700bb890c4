"""The page that tells how to have the agenda in one's own calendar."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from brink.themes.models import Theme
from events.clients import CLIENTS
from events.qr import qr_code
from tests.factories.events import event_page, event_type

pytestmark = pytest.mark.django_db

PAGES = {"nl": "/nl/agenda/abonneren/", "en": "/en/events/subscribe/"}
FEEDS = {"nl": "/nl/agenda/feed.ics", "en": "/en/events/feed.ics"}
QUERY = "theme=export&type=workshop"


def read(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def links(soup: BeautifulSoup) -> list[str]:
    return [link["href"] for link in soup.select("main .calendar-links a")]


@pytest.fixture
def theme(tree: dict) -> Theme:
    theme = Theme.objects.create(code="export", label_nl="Export", label_en="Exports")
    event_page(title="Kringloop", themes=[theme])
    event_page(title="Brood", type=event_type("bezoek"))
    return theme


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("query", ["", QUERY])
@pytest.mark.parametrize("lang", PAGES)
def test_page_links_to_the_feed_of_its_choices_in_each_calendar(
    client: Client, lang: str, query: str
) -> None:
    tail = FEEDS[lang] + (f"?{query}" if query else "")

    webcal, google, outlook, work, file = links(read(client, f"{PAGES[lang]}?{query}"))

    assert webcal == f"webcal://testserver{tail}"
    assert urlsplit(google).netloc == "calendar.google.com"
    assert parse_qs(urlsplit(google).query) == {"cid": [webcal]}
    for address, host in ((outlook, "outlook.live.com"), (work, "outlook.office.com")):
        assert urlsplit(address)[:3] == ("https", host, "/calendar/0/addfromweb")
        asked = parse_qs(urlsplit(address).query)
        assert asked["url"] == [f"http://testserver{tail}"]
        assert asked["name"][0].startswith("Brink")
        assert "+" not in address, "Outlook shows a plus as a plus"
    assert file == tail
    assert icalendar.Calendar.from_ical(client.get(file).content).events


@pytest.mark.usefixtures("theme")
def test_page_shows_the_canonical_address_of_any_spelling(client: Client) -> None:
    soup = read(client, f"{PAGES['nl']}?type=workshop&theme=export&type=workshop")

    assert soup.select_one("#feed-address")["value"] == f"http://testserver{FEEDS['nl']}?{QUERY}"
    assert soup.select_one("#feed-address").has_attr("readonly")


@pytest.mark.usefixtures("theme")
def test_page_says_what_was_chosen_and_how_much_it_is(client: Client) -> None:
    soup = read(client, f"{PAGES['nl']}?theme=export")

    assert soup.select_one("[role=status]").get_text() == "1 bijeenkomst"
    assert [link["href"] for link in soup.select(".chosen a")] == ["?", "?"]
    assert soup.select_one("#f-theme-export").has_attr("checked")
    assert soup.select_one("form.facets")["action"] == PAGES["nl"]
    assert soup.select_one("meta[name=robots]")["content"].startswith("noindex")


@pytest.mark.usefixtures("theme")
def test_page_counts_what_is_to_come_from_whichever_list_one_comes(client: Client) -> None:
    soup = read(client, f"{PAGES['nl']}?theme=export&past=1")

    assert soup.select_one("[role=status]").get_text() == "1 bijeenkomst"
    assert links(soup)[-1] == f"{FEEDS['nl']}?theme=export"


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("lang", PAGES)
def test_page_tells_of_each_client_what_to_press_and_what_it_does(
    client: Client, lang: str
) -> None:
    soup = read(client, PAGES[lang])

    names = [heading.get_text() for heading in soup.select(".clients h3")]
    rows = {row.th.get_text(): row.select("td") for row in soup.select("tbody tr")}
    assert names == list(rows)
    assert len(names) == len(CLIENTS)
    assert all(cell.get_text(strip=True) for cells in rows.values() for cell in cells)
    google = next(cells for name, cells in rows.items() if name.startswith("Google"))
    assert "24" in google[0].get_text()


@pytest.mark.usefixtures("theme")
def test_page_leads_to_itself_in_the_other_language(client: Client) -> None:
    soup = read(client, f"{PAGES['nl']}?{QUERY}")

    assert soup.select_one(f"header a[href='{PAGES['en']}?{QUERY}']")
    assert soup.select_one(".breadcrumb a[href='/nl/agenda/']")


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("query", ["theme=niets", "type=%00", "organiser=niemand", "month=2026-13"])
def test_page_says_what_it_does_not_know(client: Client, query: str) -> None:
    soup = read(client, f"{PAGES['nl']}?{query}")

    assert soup.select_one("main .notice")
    assert links(soup)[-1] == FEEDS["nl"]
    assert soup.select("form.facets input[type=checkbox]")


@pytest.mark.usefixtures("theme")
def test_page_asks_nothing_of_other_hosts_and_has_no_code_in_it(client: Client) -> None:
    soup = read(client, PAGES["nl"])

    assert not soup.select("[style], [onclick]")
    assert [script["src"] for script in soup.select("script")] == ["/static/js/copy.js"]
    assert soup.select_one("button[data-copy]").has_attr("hidden")


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_as_many_queries_as_the_agenda_less_its_cards(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _each in range(number):
        event_page()
    client.get(PAGES["nl"])

    with django_assert_num_queries(3):
        client.get(PAGES["nl"])


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("lang", PAGES)
def test_agenda_leads_to_the_page_with_the_same_choices(client: Client, lang: str) -> None:
    agenda = {"nl": "/nl/agenda/", "en": "/en/events/"}[lang]

    assert read(client, f"{agenda}?{QUERY}").select_one(f"a[href='{PAGES[lang]}?{QUERY}']")
    assert read(client, agenda).select_one(f"a[href='{PAGES[lang]}']")


def test_page_is_for_reading_only(tree: dict, client: Client) -> None:
    assert client.post(PAGES["nl"]).status_code == 405


def test_square_is_drawn_without_style_and_left_out_when_it_would_not_fit() -> None:
    drawing = qr_code("https://brink.example/nl/agenda/abonneren/")

    assert drawing.startswith("<svg ")
    assert "viewBox" in drawing
    assert "style" not in drawing
    assert 'fill="#fff"' in drawing
    assert qr_code("https://brink.example/?q=" + "a" * 3000) == ""


@pytest.mark.usefixtures("theme")
def test_page_with_the_longest_words_is_shown(client: Client) -> None:
    response = client.get(PAGES["nl"], {"q": "é" * 500, "organiser": [f"x{n}" for n in range(99)]})

    assert response.status_code == 200
