"""The page itself, in both languages."""

import re
from typing import Any

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.pages.models import PlainPage
from brink.themes.models import Theme
from search import breaker
from search.engines import ElasticsearchEngine, EmbeddedEngine, Engine
from tests.factories.events import event_page
from tests.factories.pages import add_page, add_translation, publish

pytestmark = pytest.mark.django_db
ADDRESSES = {"nl": "/nl/zoeken/", "en": "/en/search/"}


def get(client: Client, lang: str = "nl", **params: Any) -> str:
    response = client.get(ADDRESSES[lang], params)
    assert response.status_code == 200
    return response.content.decode()


def titles(html: str) -> list[str]:
    """The titles in the list of results, as text."""
    results = re.search(r'<ol class="results strips".*?</ol>', html, re.S)
    found = re.findall(r"<h2><a [^>]*>(.*?)</a></h2>", results.group(), re.S) if results else []
    return [re.sub(r"<[^>]+>", "", title) for title in found]


@pytest.fixture
def bread(engine: Engine, tree: dict[str, HomePage]) -> PlainPage:
    page = add_page(tree["nl"], title="Streekbrood", summary="De bakker rijdt rond.")
    settle(engine)
    return page


def settle(engine: Engine) -> None:
    run_due()
    engine.refresh()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_address_is_in_the_language_of_the_reader(lang: str) -> None:
    with translation.override(lang):
        assert reverse("search:results") == ADDRESSES[lang]


def test_a_result_is_a_heading_with_a_link_in_an_ordered_list(
    client: Client, bread: PlainPage
) -> None:
    html = get(client, q="streekbrood")
    assert titles(html) == ["Streekbrood"]
    assert f'<a href="{bread.url_path}"' in html
    assert "<mark>Streekbrood</mark>" in html
    assert "<strong>1 resultaat voor streekbrood</strong>" in html
    assert 'value="streekbrood"' in html


def test_an_item_in_one_language_is_found_by_readers_of_the_other(
    client: Client, engine: Engine, tree: dict[str, HomePage]
) -> None:
    page = add_page(
        tree["nl"], title="Streekbrood", summary="De bakker.", other_title="Regional bread"
    )
    settle(engine)
    html = get(client, "en", q="bread")
    assert titles(html) == ["Regional bread"]
    assert "In Dutch" in html
    assert f'href="/en/{page.slug}/" hreflang="nl"' in html
    assert '<p lang="nl">De bakker.</p>' in html
    assert titles(get(client, "en", q="bakker")) == ["Regional bread"]


def test_an_item_in_both_languages_is_one_result_in_the_readers(
    client: Client, engine: Engine, bread: PlainPage, tree: dict[str, HomePage]
) -> None:
    add_translation(bread, tree["en"], title="Regional bread", summary="Streekbrood, in English.")
    settle(engine)
    assert titles(get(client, "nl", q="streekbrood")) == ["Streekbrood"]
    assert titles(get(client, "en", q="streekbrood")) == ["Regional bread"]


def test_choices_narrow_the_list_and_can_be_taken_away(
    client: Client, engine: Engine, bread: PlainPage
) -> None:
    event_page(title="Streekbrood proeven")
    settle(engine)
    html = get(client, q="streekbrood", kind="event")
    assert titles(html) == ["Streekbrood proeven"]
    assert re.search(r'value="event" checked><label[^>]*>Bijeenkomst <span[^>]*>1<', html)
    assert re.search(r'value="page"><label[^>]*>Pagina <span[^>]*>1<', html)
    assert '<a class="chosen__item" href="?q=streekbrood">bijeenkomst' in html
    both = get(client, q="streekbrood", kind=["event", "page"])
    assert len(titles(both)) == 2
    assert '<input type="hidden" name="q" value="streekbrood">' in html


def test_a_choice_nobody_knows_is_left_out_with_a_note(client: Client, bread: PlainPage) -> None:
    html = get(client, q="streekbrood", theme="<b>bestaat-niet</b>")
    assert titles(html) == ["Streekbrood"]
    assert "We kennen theme=&lt;b&gt;bestaat-niet&lt;/b&gt; niet." in html


def test_an_order_that_there_is_not_is_told_and_left_out(client: Client) -> None:
    html = get(client, q="brood", sort="<b>prijs")
    assert "We kennen sort=&lt;b&gt;prijs niet." in html


def test_html_in_a_title_stays_text(client: Client, engine: Engine, bread: PlainPage) -> None:
    publish(bread, title="<img src=x onerror=alert(1)> brood", summary="<script>brood</script>")
    settle(engine)
    html = get(client, q='brood <script>"')
    assert "<img src=x" not in html
    assert "<script>" not in html
    assert "&lt;<mark>script</mark>&gt;<mark>brood</mark>&lt;/<mark>script</mark>&gt;" in html


def test_nothing_found_leads_somewhere_and_keeps_what_was_typed(
    client: Client, bread: PlainPage
) -> None:
    Theme.objects.update_or_create(
        code="export", defaults={"label_nl": "Uitvoer", "label_en": "Export"}
    )
    html = get(client, q="paardenfokkerij", kind="page")
    assert titles(html) == []
    assert 'value="paardenfokkerij"' in html
    assert '<a href="?q=paardenfokkerij">' in html
    assert '<a href="?theme=export" rel="nofollow">Uitvoer</a>' in html
    assert "0 resultaten voor paardenfokkerij" in html


def test_without_a_query_everything_is_there_the_newest_first(
    client: Client, engine: Engine, bread: PlainPage, tree: dict[str, HomePage]
) -> None:
    add_page(tree["nl"], title="Boerenkaas", slug="kaas")
    settle(engine)
    html = get(client)
    assert titles(html) == ["Boerenkaas", "Streekbrood"]
    assert "Past het best" not in html


def test_orders_can_be_chosen_and_keep_the_search(client: Client, bread: PlainPage) -> None:
    html = get(client, q="streekbrood", kind="page")
    assert 'href="?q=streekbrood&amp;kind=page&amp;sort=newest"' in html
    newest = get(client, q="streekbrood", sort="newest")
    assert '<strong aria-current="true">Nieuwste</strong>' in newest
    assert '<input type="hidden" name="sort" value="newest">' in newest
    assert titles(get(client, q="streekbrood", sort="; DROP")) == ["Streekbrood"]


def test_results_come_in_pages(client: Client, engine: Engine, tree: dict[str, HomePage]) -> None:
    for number in range(21):
        add_page(tree["nl"], title=f"Brood {number}", slug=f"brood-{number}")
    settle(engine)
    first, second = get(client, q="brood"), get(client, q="brood", page=2)
    assert len(titles(first)) == 20
    assert len(titles(second)) == 1
    assert not set(titles(first)) & set(titles(second))
    assert 'href="?q=brood&amp;page=2"' in first
    assert '<ol class="results strips" start="21">' in second


@pytest.mark.parametrize("page", ["0", "-1", "2", "10000", "999999", "abc", "1e9", "\x00", "٣"])
def test_a_page_that_does_not_exist_is_a_404(client: Client, bread: PlainPage, page: str) -> None:
    assert client.get(ADDRESSES["nl"], {"q": "streekbrood", "page": page}).status_code == 404


def test_search_engines_do_not_list_results(client: Client, bread: PlainPage) -> None:
    response = client.get(ADDRESSES["nl"], {"q": "streekbrood"})
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex, follow">' in response.content.decode()


def test_only_reading_is_possible(client: Client, bread: PlainPage) -> None:
    assert client.post(ADDRESSES["nl"], {"q": "x"}).status_code == 405
    assert client.head(ADDRESSES["nl"], {"q": "streekbrood"}).status_code == 200


HOSTILE = [
    '"', 'a"b', "(*", "NEAR(", "AND", "*", "/(a+)+$/", "\x00", "brood\x00", "😀", "x" * 5000,
    " ".join(f"woord{n}" for n in range(200)), "'; --", "%", "{{ x }}", "\ud83d",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_input_is_an_error(client: Client, bread: PlainPage, lang: str) -> None:
    for text in HOSTILE:
        raw = text.encode("utf-8", "surrogatepass")
        get(client, lang, q=raw, theme=raw, year=raw, when=raw, sort=raw, kind=[raw] * 60)


def test_bytes_that_are_no_text_are_no_error(client: Client, bread: PlainPage) -> None:
    assert client.get(f"{ADDRESSES['nl']}?q=%ff%fe&theme=%80").status_code == 200


def test_a_result_that_is_gone_from_the_database_is_not_shown(
    client: Client, engine: Engine, bread: PlainPage
) -> None:
    PlainPage.objects.filter(pk=bread.pk).update(live=False)
    html = get(client, q="streekbrood")
    assert titles(html) == []
    assert "0 resultaten" in html


#: With fewer than three results the words are counted, and the engine is asked for fewer of them.
#: One of them is of the first search in a while of a process: whether editors changed a rule.
QUERIES = {"EmbeddedEngine": {1: 13, 3: 10}, "ElasticsearchEngine": {1: 9, 3: 8}}


@pytest.mark.parametrize("many", [1, 3])
def test_queries_are_few_and_equal_for_one_and_many(
    client: Client,
    engine: Engine,
    tree: dict[str, HomePage],
    many: int,
    django_assert_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(breaker, "cache", LocMemCache("page", {}))  # a site's may be a table
    for number in range(many):
        event_page(title=f"Brood proeven {number}")
    settle(engine)
    with django_assert_num_queries(QUERIES[engine.__class__.__name__][many]):
        html = get(client, q="brood proeven en meer", kind="event")
    assert len(titles(html)) == many


def test_a_withdrawn_page_is_not_quoted_while_its_item_is_still_found(
    client: Client, engine: Engine, tree: dict[str, HomePage]
) -> None:
    """The index hears of it later, by a job; what a reader sees comes from the database."""
    dutch = add_page(tree["nl"], title="Streekbrood", summary="De bakker rijdt rond.")
    body = [("paragraph", "<p>The secret recipe has rye in it.</p>")]
    english = add_translation(dutch, tree["en"], title="Regional bread", body=body)
    settle(engine)
    assert "<mark>recipe</mark>" in get(client, "en", q="recipe")
    assert "rye" not in get(client, q="recipe"), "a Dutch reader comes to the Dutch text"
    english.unpublish()
    html = get(client, "en", q="recipe")
    assert titles(html) == ["Streekbrood"], "the job of the index did not run yet"
    assert "rye" not in html
    assert "De bakker rijdt rond." in html


@pytest.mark.elasticsearch
def test_a_stale_hit_does_not_take_away_the_way_to_the_next_page(
    client: Client, elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]
) -> None:
    """A server still has what was hidden by a bulk update; no page may be lost by that."""
    pages = [add_page(tree["nl"], title="Brood", slug=f"brood-{n}") for n in range(21)]
    settle(elasticsearch)
    PlainPage.objects.filter(pk=pages[-1].pk).update(live=False)
    first, second = get(client, q="brood"), get(client, q="brood", page=2)
    assert 'href="?q=brood&amp;page=2"' in first
    assert len({*links(first), *links(second)}) == 20


def links(html: str) -> list[str]:
    return re.findall(r'<h2><a href="([^"]+)"', html)


@pytest.mark.parametrize("text", ["😀", "-'-"])
def test_a_query_without_words_says_that_there_was_nothing_to_look_for(
    client: Client, bread: PlainPage, text: str
) -> None:
    html = get(client, q=text)
    quoted = text.replace("'", "&#x27;")
    assert titles(html) == ["Streekbrood"]
    assert "<strong>1 resultaat</strong>" in html
    assert f"In “{quoted}” staat geen woord, dus er was niets om naar te zoeken." in html
    assert f'value="{quoted}"' in html, "it stays in the field"
    assert f"There is no word in “{quoted}”" in get(client, "en", q=text)
    assert "geen woord" not in get(client)
    assert "geen woord" not in get(client, q="brood")


def test_what_was_counted_in_part_is_told_as_that(
    client: Client, tree: dict[str, HomePage], settings: Any, monkeypatch: Any
) -> None:
    settings.ELASTICSEARCH_URL = []
    monkeypatch.setattr("search.engines.embedded.CAP", 1)
    for number in range(2):
        add_page(tree["nl"], title="Brood", slug=f"brood-{number}")
    settle(EmbeddedEngine())
    only = "we zochten alleen in de nieuwste"
    assert f"<strong>Zeker 1 resultaat; {only}</strong>" in get(client)
    assert f"<strong>Zeker 1 resultaat voor brood; {only}</strong>" in get(client, q="brood")
    told = "At least 1 result for brood; we looked at the newest only"
    assert told in get(client, "en", q="brood")
