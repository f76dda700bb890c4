"""A masterclass as its reader sees it, in both languages."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from brink.pages.models import BrinkDocument
from events.models import Series
from masterclasses.models import MasterclassPage, Module, Teacher
from masterclasses.presentation import spell_minutes
from tests.factories.casestudies import firm, theme
from tests.factories.events import event_page
from tests.factories.masterclasses import masterclass_index, masterclass_page
from tests.factories.pages import add_translation, publish

pytestmark = pytest.mark.usefixtures("tree")

NL, EN = "/nl/masterclasses/rekenen/", "/en/masterclasses/rekenen/"


def read(client: Client, path: str = NL) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def sums(**fields: Any) -> MasterclassPage:
    return masterclass_page(title="Rekenen", slug="rekenen", **fields)


def with_module(page: MasterclassPage, **fields: Any) -> MasterclassPage:
    page.modules.add(Module(locale=page.locale, **{"title": "Meer", "minutes": 5, **fields}))
    return publish(page)


def in_days(days: float, **fields: Any) -> Any:
    return event_page(start=timezone.now() + timedelta(days=days), **fields)


def sittings(*pages: Any) -> list[tuple[str, Any]]:
    return [("event", page.page_ptr) for page in pages]


def full_masterclass(number: int) -> MasterclassPage:
    """A masterclass with `number` of everything that its page lists."""
    page = sums(
        sittings=sittings(*(in_days(9 + each) for each in range(number))),
        related=[("page", masterclass_page(title=f"Verwant {each}")) for each in range(number)],
    )
    for each in range(number):
        page.themes.add(theme(f"thema-{each}"))
        page.teachers.add(Teacher(name=f"Gea {each}", organisation=firm(), locale=page.locale))
        text = f'<p><a linktype="page" id="{page.related[each].value.pk}">meer</a></p>'
        module = Module(title=f"Deel {each}", minutes=5, text=text, locale=page.locale)
        page.modules.add(module)
    return publish(page)


@pytest.mark.parametrize("path", [NL, EN])
@pytest.mark.parametrize("number", [1, 3])
def test_masterclass_page_takes_eleven_queries(
    client: Client, path: str, number: int, django_assert_num_queries: Any
) -> None:
    full_masterclass(number)
    client.get(path)

    with django_assert_num_queries(11):
        soup = read(client, path)

    assert len(soup.select(".person")) == len(soup.select(".event-row")) == number
    assert len(soup.select(".modules > li")) == number + 1
    assert "Verwant 0" in soup.select_one(".related").get_text()


def test_masterclass_without_translation_is_shown_with_its_language(client: Client) -> None:
    sums(other_title="Arithmetic", bring="Je facturen", audience="Ondernemers")

    soup = read(client, EN)

    assert (soup.h1.get_text(), soup.h1.get("lang")) == ("Arithmetic", None)
    assert soup.select_one(".label--water").get_text() == "In Dutch"
    assert soup.select_one(".facts [lang=nl]").get_text() == "Ondernemers"
    assert not soup.select_one("ol.modules").has_attr("lang")
    assert {part.name for part in soup.select("ol.modules [lang=nl]")} == {"h3", "div"}
    assert soup.select_one("link[rel=canonical]")["href"].endswith(NL)
    assert not read(client).select("article [lang]:not(h1, .lead)")


def test_translation_stands_at_its_own_address(client: Client) -> None:
    page = sums()
    goals = [("goal", "You work it out.")]
    add_translation(page, masterclass_index("en"), title="Sums", slug="sums", learning_goals=goals)

    soup = read(client, "/en/masterclasses/sums/")

    assert "You work it out." in soup.get_text()
    assert "Je rekent het na." not in soup.get_text()
    assert not soup.select(".label--water")


@pytest.mark.parametrize(("path", "words"), [(NL, "Op locatie en online"), (EN, "On location")])
def test_sitting_both_ways_without_a_place_says_so(
    client: Client, path: str, words: str, caplog: Any
) -> None:
    caplog.set_level("DEBUG", logger="django.template")
    page = in_days(9, presence="hybrid", place=None, online_url="https://meet.example/x")
    sums(sittings=sittings(page))

    row = read(client, path).select_one(".event-row")

    assert words in row.get_text()
    assert "place" not in caplog.text


def test_sittings_to_come_stand_before_those_that_were(client: Client) -> None:
    pages = [in_days(-9, title="Toen"), in_days(30, title="Later"), in_days(9, title="Straks")]
    sums(sittings=sittings(*pages, in_days(-2, title="Pas")))

    rows = read(client).select(".event-row__title")

    assert [row.get_text(strip=True) for row in rows] == ["Straks", "Later", "Pas", "Toen"]


def test_next_sitting_is_offered_at_the_top(client: Client) -> None:
    off = in_days(5, title="Uit", status="cancelled")
    soon = in_days(9, title="Straks", slug="straks", capacity=12)
    sums(sittings=sittings(off, soon))

    box = read(client).select_one(".sign-up")

    assert box.h2.get_text() == "Doe het samen"
    assert box.select_one("a.button")["href"] == "/nl/agenda/straks/aanmelden/"


@pytest.mark.parametrize(("presence", "is_online"), [("room", False), ("online", True)])
def test_sitting_whose_place_is_not_known_is_not_called_online(
    client: Client, presence: str, is_online: bool
) -> None:
    sums(sittings=sittings(in_days(9, place=None, presence=presence)))

    assert ("Online" in read(client).select_one(".sign-up").get_text()) is is_online


@pytest.mark.parametrize("pages", ["none", "past", "hidden"])
def test_nothing_is_offered_when_nothing_is_to_come(client: Client, pages: str) -> None:
    event = in_days(-9 if pages == "past" else 9, title="Bijeenkomst")
    sums(sittings=[] if pages == "none" else sittings(event))
    if pages == "hidden":
        event.unpublish()

    soup = read(client)

    assert not soup.select(".sign-up")
    assert ("Bijeenkomst" in soup.get_text()) is (pages == "past")


def test_sitting_in_the_other_tree_is_shown_in_the_language_of_the_reader(client: Client) -> None:
    event = in_days(9, title="Straks", other_title="Soon")
    sums(sittings=sittings(event))

    assert read(client, EN).select_one(".event-row__title").get_text(strip=True) == "Soon"


def test_sitting_that_is_also_chosen_as_related_is_shown_once(client: Client) -> None:
    event = in_days(9, title="Straks")
    sums(sittings=sittings(event), related=[("page", event), ("page", masterclass_page())])

    soup = read(client)

    assert len(soup.select(".event-row")) == 1
    assert len(soup.select(".related .teaser")) == 1
    assert "Straks" not in soup.select_one(".related").get_text()


def test_documents_and_links_of_modules_can_be_taken_along(client: Client) -> None:
    document = BrinkDocument.objects.create(
        title="Werkblad", file=ContentFile(b"x" * 2048, name="werkblad.pdf")
    )
    page = with_module(sums(), document=document)
    with_module(page, title="Film", kind="video", link="https://film.example/1")

    soup = read(client)

    sheet, film = soup.select(".downloads li")
    assert sheet.a.get_text() == "Werkblad"
    assert sheet.small.get_text().startswith("PDF, 2,0")
    with closing(client.get(sheet.a["href"])) as response:
        assert response.status_code == 200
    assert (film.a.get_text(), film.a["href"]) == ("Film", "https://film.example/1")
    assert not soup.select("iframe, video[autoplay], embed, object")


def test_links_in_modules_lead_to_pages_and_keep_them(client: Client) -> None:
    other = masterclass_page(title="Meten", slug="meten")
    text = f'<p><a linktype="page" id="{other.pk}">meten</a></p>'
    page = with_module(sums(), text=text)

    assert text in list(page.link_sources())
    assert read(client).select_one(".modules a")["href"] == "/nl/masterclasses/meten/"
    assert read(client, EN).select_one(".modules a")["href"] == "/en/masterclasses/meten/"


def test_hostile_words_do_no_harm(client: Client) -> None:
    nasty = "<script>alert(1)</script>"
    page = masterclass_page(
        title=nasty, slug="rekenen", learning_goals=[("goal", nasty)], bring=nasty, audience=nasty
    )
    with_module(page, title=nasty)

    for path in (NL, EN, "/nl/masterclasses/"):
        assert not read(client, path).select("main script"), path
    assert read(client).h1.get_text() == nasty


def test_time_is_what_was_entered_or_what_the_modules_take(client: Client) -> None:
    page = with_module(sums(), minutes=45)
    assert "75 minuten" in read(client).select_one(".facts").get_text()

    publish(page, duration=150)
    assert "2½ uur" in read(client).select_one(".facts").get_text()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 minute"), (89, "89 minutes"), (90, "1½ hours"), (120, "2 hours"),
     (165, "2 hours 45 minutes"), (0, "0 minutes")],
)  # fmt: skip
def test_minutes_are_spelled_as_people_say_them(minutes: int, words: str) -> None:
    with override("en"):
        assert spell_minutes(minutes) == words


def test_words_of_a_masterclass_can_be_searched_without_their_markup() -> None:
    page = with_module(sums(bring="Je facturen"), text="<p>Een</p><p>twee</p>")

    text = page.search_text()
    modules = list(page.search_parts())

    assert "Je rekent het na." in text
    assert "Oefenen" not in text
    assert [(part.number, part.title, part.path) for part in modules] == [
        (1, "Oefenen", "#module-1"),
        (2, "Meer", "#module-2"),
    ]
    assert modules[1].text == "Een twee"


def test_the_place_that_search_names_for_a_module_is_on_the_page(client: Client) -> None:
    page = with_module(sums(), text="<p>Een</p>")

    places = [part.path for part in page.search_parts()]

    assert [place.get("id") for place in read(client).select(".modules > li")] == [
        place.removeprefix("#") for place in places
    ]


def test_masterclass_answers_reading_only(client: Client) -> None:
    sums()

    assert client.post(NL).status_code == 405


@pytest.mark.parametrize("takes_whole", [True, False])
def test_masterclass_given_as_a_series_shows_all_its_meetings(
    client: Client, takes_whole: bool
) -> None:
    series = Series.objects.create(title_nl="Leerlijn", title_en="Course", takes_whole=takes_whole)
    for number in (1, 2):
        in_days(number, title=f"Les {number}", series=series)
    in_days(3, title="Los")
    sums(sittings=[("series", series)])
    page = read(client)
    assert [t.get_text() for t in page.select(".event-row__title")] == ["Les 1", "Les 2"]
    (way,) = page.select(f'a[href="{reverse("events:enrol", args=[series.uid])}"]')
    assert ("alle" in way.get_text() or "all meetings" in way.get_text()) is takes_whole
    feed = client.get("/nl/masterclasses/rekenen/feed.ics").content.decode()
    assert feed.count("BEGIN:VEVENT") == 2


def test_series_that_is_over_takes_nobody(client: Client) -> None:
    series = Series.objects.create(title_nl="Leerlijn", title_en="Course")
    in_days(-9, title="Les 1", series=series)
    sums(sittings=[("series", series)])
    page = read(client)
    assert len(page.select(".event-row__title")) == 1
    assert not page.select(f'a[href*="{series.uid}"]')
