"""The home page: what is on, what others did, true numbers; in both languages, in few queries."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brink.home.models import HomePage
from brink.pages.models import Card
from tests.factories.events import event_factory, event_page
from tests.factories.pages import add_page, add_translation, make_card, publish

Tree = dict[str, HomePage]


def home(lang: str) -> BeautifulSoup:
    response = Client().get(f"/{lang}/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def story(tree: Tree, day: int, kind: str = "case", **fields: object) -> Card:
    """A story on the cards of both languages."""
    published = datetime(2026, 10, day, tzinfo=UTC)
    cover = f"verdienmodel/{kind}/0badcafe"
    cards = [
        make_card(tree[lang], lang=lang, kind=kind, published=published, cover=cover, **fields)
        for lang in ("nl", "en")
    ]
    return cards[0]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_home_of_an_empty_site_says_so(tree: Tree, lang: str) -> None:
    soup = home(lang)

    words = {"nl": "Er staat nu niets gepland.", "en": "Nothing is planned at the moment."}
    assert words[lang] in soup.text
    assert (
        soup.select_one("h1").text
        == {"nl": "Kom erbij op de brink", "en": "Join us on the green"}[lang]
    )
    assert not soup.select(".tally")


def test_home_shows_the_next_three_events_that_go_on(tree: Tree) -> None:
    now = timezone.now()
    for days in (40, 10, 30, 20):
        event_page(title=f"Over {days}", start=now + timedelta(days=days))
    event_page(title="Geweest", start=now - timedelta(days=2))
    event_page(title="Nu bezig", start=now - timedelta(hours=1))
    event_page(title="Gaat niet door", start=now + timedelta(days=1), status="cancelled")

    titles = [link.text for link in home("nl").select(".event-row__title a")]

    assert titles == ["Nu bezig", "Over 10", "Over 20"]


def test_home_shows_room_in_words_and_trees(tree: Tree) -> None:
    event = event_factory(capacity=24)
    type(event).objects.filter(pk=event.pk).update(taken=15)

    room = home("nl").select_one(".event-row__room")

    assert "Nog 9 plaatsen" in room.text
    assert room.select_one(".seats__taken")["d"].count("M") == 15
    assert room.select_one(".seats__free")["d"].count("M") == 9


def test_home_event_of_the_other_language_is_marked(tree: Tree) -> None:
    event_page("nl", title="Excursie", other_title="Field trip", summary="Naar Emmen.")

    row = home("en").select_one(".event-row")

    assert row.select_one(".event-row__title a").text == "Field trip"
    assert "in Dutch" in row.text
    assert row.select_one(".event-row__text")["lang"] == "nl"


def test_home_puts_a_case_first_then_a_failure(tree: Tree) -> None:
    for day in (1, 2, 3):
        story(tree, day, title=f"Verhaal {day}")
    story(tree, 9, "practice", title="Werkwijze")
    story(tree, 1, "failed", title="Mislukt")

    titles = [link.text for link in home("nl").select(".teaser h3 a")]

    assert titles == ["Verhaal 3", "Mislukt", "Werkwijze", "Verhaal 2"]


def test_home_prefers_stories_in_the_language_of_the_reader(tree: Tree) -> None:
    make_card(tree["nl"], title="Oud maar eigen", published=datetime(2026, 1, 1, tzinfo=UTC))
    make_card(tree["nl"], title="New but English", body_lang="en", title_lang="en")

    assert home("nl").select_one(".teaser--large h3 a").text == "Oud maar eigen"


def test_home_counts_truly(tree: Tree) -> None:
    story(tree, 1)
    story(tree, 2)
    story(tree, 1, "failed")
    past = timezone.now() - timedelta(days=9)
    event_page(start=past)
    event_page(start=past, status="cancelled")
    event_page()

    numbers = [number.text for number in home("nl").select(".tally b")]

    assert numbers == ["1 keer", "2 bedrijven", "1 mislukking"]
    assert [number.text for number in home("en").select(".tally b")] == [
        "1 time", "2 firms", "1 failure",
    ]  # fmt: skip


def test_home_has_no_dead_links(tree: Tree) -> None:
    event_page()

    for lang in ("nl", "en"):
        links = {link["href"] for link in home(lang).select("main a, header a, footer a")}
        inside = {link for link in links if link.startswith("/")}
        answers = {link: Client().get(link, follow=True).status_code for link in inside}
        assert set(answers.values()) == {200}, answers


@pytest.fixture
def filled(tree: Tree) -> Tree:
    """A home page with everything an editor can fill in."""
    dutch = add_page(tree["nl"], title="Voor ondernemers", slug="voor-ondernemers")
    english = add_translation(dutch, tree["en"], title="For firms", slug="for-firms")
    for lang, page in (("nl", dutch), ("en", english)):
        publish(
            tree[lang],
            hero_title="Vernieuwen doe je samen",
            hero_links=[("link", {"page": page, "label": "Zo doe je mee"})],
            entrances=[
                ("entrance", {"title": "Meedoen", "text": "Kom.", "label": "Doe mee", "page": page})
            ],
            sections=[
                ("section", {"key": "agenda", "title": "Binnenkort", "text": "", "empty": "Rust."}),
                ("section", {"key": "question", "title": "Een vraag?", "text": "", "empty": ""}),
            ],
            body=[("paragraph", f'<p><a linktype="page" id="{page.pk}">Begin hier</a></p>')],
        )
    return tree


def test_home_shows_what_the_editor_filled_in(filled: Tree) -> None:
    soup = home("nl")

    assert soup.select_one("h1").text == "Vernieuwen doe je samen"
    assert soup.select_one(".plan .button")["href"] == "/nl/voor-ondernemers/"
    assert soup.select_one("#next").text == "Binnenkort"
    assert "Rust." in soup.text
    assert soup.select_one("#question").text == "Een vraag?"
    entrances = soup.select('section[aria-labelledby="welcome"] .signpost li')
    assert [(e.span.text, e.a.text, e.a["href"], e.p.text) for e in entrances] == [
        ("Meedoen", "Doe mee", "/nl/voor-ondernemers/", "Kom.")
    ]
    assert home("en").select_one(".plan .button")["href"] == "/en/for-firms/"


def test_home_leads_to_a_trainee_only_where_a_link_is_marked(filled: Tree) -> None:
    assert "18 maanden" not in home("nl").text

    links = [{**dict(block.value), "for_trainees": True} for block in filled["nl"].hero_links]
    publish(filled["nl"], hero_links=[("link", value) for value in links])

    stops = home("nl").select('section[aria-labelledby="time"] .signpost a')
    assert (stops[-1].text, stops[-1]["href"]) == ("Werk met een trainee", "/nl/voor-ondernemers/")


def test_home_gives_failed_attempts_a_part_once_an_editor_wrote_its_words(tree: Tree) -> None:
    words = {"key": "failed", "title": "Toch de moeite", "text": "", "empty": "Word de eerste."}
    publish(tree["nl"], sections=[("section", words)])
    assert "Word de eerste." in home("nl").select_one('section[aria-labelledby="failed"]').text

    story(tree, 1, "failed", title="Mislukt")
    part = home("nl").select_one('section[aria-labelledby="failed"]')

    assert [link.text for link in part.select(".teaser h3 a")] == ["Mislukt"]
    assert part.select_one(".way")["href"] == "/nl/praktijkverhalen/?kind=failed"
    assert len(home("nl").select(".teaser")) == 1, "once on the page"


def test_home_map_counts_one_story(tree: Tree) -> None:
    story(tree, 1)
    assert home("nl").select_one(".plan__name--practice").text == "Praktijk: 1 verhaal"


def test_home_leaves_out_a_link_to_a_page_that_is_gone(filled: Tree) -> None:
    Card.objects.filter(path="/nl/voor-ondernemers/").delete()

    soup = home("nl")

    assert soup.select_one(".plan .button")["href"] == "/nl/agenda/"
    assert not soup.select('a[href=""], a[href="None"]')


@pytest.mark.parametrize("count", [1, 3])
def test_home_query_count(filled: Tree, count: int) -> None:
    for number in range(count):
        event_page(start=timezone.now() + timedelta(days=number + 1))
        story(filled, number + 1)
    home("nl")

    with CaptureQueriesContext(connection) as queries:
        home("nl")

    assert len(queries) == 10, [query["sql"][:120] for query in queries]
