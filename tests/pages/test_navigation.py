"""Header and footer: menus from cards by one query, the way back, and the same page elsewhere."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from brink.home.models import HomePage
from brink.pages.models import PlainPage
from brink.pages.navigation import Navigation, ancestors
from tests.factories.pages import add_page, add_translation

Tree = dict[str, HomePage]


def page_at(path: str, **headers: str) -> BeautifulSoup:
    response = Client().get(path, headers=headers)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def about(tree: Tree) -> dict[str, PlainPage]:
    dutch = add_page(tree["nl"], title="Over Brink", slug="over", menu="guide", menu_order=2)
    english = add_translation(dutch, tree["en"], title="About", slug="about", menu="guide")
    return {"nl": dutch, "en": english}


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("nl", ["Agenda", "Praktijkverhalen", "Goede praktijken", "Masterclasses"]),
        ("en", ["Events", "Case studies", "Best practices", "Masterclasses"]),
    ],
)
def test_main_menu_in_its_order(about: dict, lang: str, names: list[str]) -> None:
    links = page_at(f"/{lang}/").select(".site-header__nav a")

    assert [link.text for link in links] == names
    assert all(link["href"].startswith(f"/{lang}/") for link in links)


def test_menu_marks_where_the_reader_is(about: dict) -> None:
    deeper = add_page(about["nl"], title="Het team", slug="team")

    top = page_at("/nl/over/").select_one('.site-footer a[href="/nl/over/"]')
    assert top is not None
    request = RequestFactory().get(deeper.url_path)
    assert Navigation(request).current == "/nl/over/"
    assert not page_at("/nl/over/").select(".site-header__nav [aria-current]")
    assert page_at("/nl/").select_one('.site-header__brand[aria-current="page"]')


def test_footer_shows_a_menu_only_when_it_has_items(about: dict) -> None:
    footer = page_at("/nl/over/").select_one(".site-footer")

    assert footer is not None
    assert [link.text for link in footer.select("#foot-guide ~ ul a")] == ["Over Brink"]
    assert footer.select_one("#foot-terms") is None


@pytest.mark.parametrize(
    ("lang", "other", "label"), [("en", "nl", "In Dutch"), ("nl", "en", "In het Engels")]
)
def test_footer_shows_an_item_without_translation_in_its_language(
    about: dict, tree: Tree, lang: str, other: str, label: str
) -> None:
    add_page(tree[other], title="Wie er werkt", slug="wie", menu="guide", menu_order=1)
    add_page(tree[other], title="Geen menu", slug="geen")

    items = {li.a.text: li for li in page_at(f"/{lang}/").select("#foot-guide ~ ul li")}

    assert set(items) == {about[lang].title, "Wie er werkt"}
    assert not items[about[lang].title].select(".label")
    foreign = items["Wie er werkt"]
    assert (foreign.a["lang"], foreign.a["hreflang"]) == (other, other)
    assert foreign.select_one(".label").text == label
    assert page_at(foreign.a["href"]).h1.text == "Wie er werkt"


def test_header_has_only_what_is_in_the_language_of_the_reader(about: dict, tree: Tree) -> None:
    add_page(tree["nl"], title="Kaart", slug="kaart", menu="main")

    assert "Kaart" in [link.text for link in page_at("/nl/").select(".site-header__nav a")]
    assert "Kaart" not in [link.text for link in page_at("/en/").select(".site-header__nav a")]


def test_breadcrumb_leads_home_by_published_pages(about: dict) -> None:
    add_page(about["nl"], title="Het team", slug="team")

    crumbs = page_at("/nl/over/team/").select(".breadcrumb li")

    assert [crumb.text for crumb in crumbs] == ["Brink", "Over Brink", "Het team"]
    assert crumbs[-1]["aria-current"] == "page"
    assert not page_at("/nl/").select(".breadcrumb")


def test_language_switch_leads_to_the_same_item(about: dict) -> None:
    link = page_at("/nl/over/").select_one(".site-header__tools a[hreflang]")
    back = page_at("/en/about/").select_one(".site-header__tools a[hreflang]")

    assert (link["href"], link["lang"]) == ("/en/about/", "en")
    assert (back["href"], back["lang"]) == ("/nl/over/", "nl")


def test_language_switch_keeps_the_query(about: dict) -> None:
    link = page_at("/nl/over/?thema=x&page=2").select_one(".site-header__tools a[hreflang]")

    assert link["href"] == "/en/about/?thema=x&page=2"


def test_language_switch_of_a_view_leads_to_the_translated_address(tree: Tree) -> None:
    request = RequestFactory().get("/nl/account/login/?next=/nl/")

    assert Navigation(request).twin_address("en") == "/en/account/login/?next=/nl/"


def test_head_names_canonical_and_translations(about: dict, settings: object) -> None:
    settings.BASE_URL = "https://brink.example"  # type: ignore[attr-defined]
    soup = page_at("/nl/over/")

    assert soup.select_one('link[rel="canonical"]')["href"] == "https://brink.example/nl/over/"
    found = {link["hreflang"]: link["href"] for link in soup.select('link[rel="alternate"]')}
    assert found == {
        "nl": "https://brink.example/nl/over/",
        "en": "https://brink.example/en/about/",
    }


def test_head_of_an_untranslated_item_points_to_the_language_of_its_body(
    tree: Tree, settings: object
) -> None:
    settings.BASE_URL = "https://brink.example"  # type: ignore[attr-defined]
    add_page(tree["nl"], title="Alleen Nederlands", slug="alleen", other_title="Dutch only")

    soup = page_at("/en/alleen/")

    assert soup.select_one('link[rel="canonical"]')["href"] == "https://brink.example/nl/alleen/"
    assert not soup.select('link[rel="alternate"]')


def test_page_of_anonymous_visitor_can_be_cached(about: dict) -> None:
    response = Client().get("/nl/over/")

    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_page_has_no_inline_style_or_script_and_fetches_from_us_only(about: dict) -> None:
    soup = page_at("/nl/over/")

    assert not soup.select("style, script:not([src]), [style], [onclick]")
    fetched = [tag.get("src") or tag.get("href") for tag in soup.select("img, script, link")]
    own = ("/", "http://testserver/")
    assert all(address.startswith(own) for address in fetched)


@pytest.mark.parametrize("count", [1, 3])
def test_plain_page_query_count(tree: Tree, count: int) -> None:
    for number in range(count):
        add_page(tree["nl"], title=f"Pagina {number}", slug=f"p{number}", menu="terms")
    page_at("/nl/p0/")

    with CaptureQueriesContext(connection) as queries:
        page_at("/nl/p0/")

    assert len(queries) == 3, [query["sql"][:90] for query in queries]


def test_ancestors_of_an_address() -> None:
    assert ancestors("/nl/agenda/x/") == ["/nl/", "/nl/agenda/", "/nl/agenda/x/"]
    assert ancestors("/") == []


def test_menus_are_read_without_reading_every_card(tree: Tree) -> None:
    if connection.vendor == "postgresql":  # which reads all there is where that is little
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")

    plan = Navigation(RequestFactory().get("/nl/over/")).wanted.explain()

    assert "card_menu" in plan
    assert "Seq Scan" not in plan
    assert not [line for line in plan.splitlines() if "SCAN" in line and "SUBQUERY" not in line]
