"""What is found when little has the words as they were typed, and what the page says about it."""

import time
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.themes.models import EventType
from search import breaker, reading
from search.engines import ElasticsearchEngine, EmbeddedEngine, Engine, EngineFailure
from search.language import make_plan
from search.language.plan import MOST_CONCEPTS
from search.language.tiers import loosened
from search.models import Word
from search.query import Query, Results
from search.vocabulary import speller_for
from tests.factories.events import event_page
from tests.factories.pages import add_page, publish
from tests.search.test_page import get, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(engine: Engine, tree: dict[str, HomePage]) -> Any:
    def add_item(title: str, summary: str = "") -> Any:
        number = tree["nl"].get_children().count()
        page = add_page(tree["nl"], title=title, summary=summary, slug=f"item-{number}")
        run_due()
        engine.refresh()
        return page

    return add_item


def text_of(client: Client, lang: str = "nl", **params: Any) -> str:
    return unescape(get(client, lang, **params))


def test_a_typo_is_looked_past_and_put_right(client: Client, add: Any) -> None:
    add("Innovatie in de zorg")
    html = text_of(client, q="inovatie zorg")
    assert titles(html) == ["Innovatie in de zorg"]
    assert "Niets gevonden met “inovatie zorg”. Deze resultaten gaan over “innovatie zorg”." in html
    assert '<a href="?q=innovatie+zorg">Bedoelde je “innovatie zorg”?</a>' in html
    assert "<mark>Innovatie</mark>" in html
    assert "Did you mean “innovatie zorg”?" in text_of(client, "en", q="inovatie zorg")


def test_a_better_spelling_keeps_the_choices(client: Client, add: Any) -> None:
    add("Innovatie in de zorg")
    html = get(client, q="inovatie", kind="page")
    assert 'href="?q=innovatie&amp;kind=page"' in html


def test_a_spelling_further_off_is_only_offered(client: Client, add: Any) -> None:
    add("Kunststof")
    html = text_of(client, q="kunstof")
    assert titles(html) == []
    assert '<a href="?q=kunststof">Bedoelde je “kunststof”?</a>' in html


def test_fewer_of_the_words_will_do_when_nothing_has_all(client: Client, add: Any) -> None:
    add("Boerenkaas")
    html = text_of(client, q="boerenkaas ruimtevaart")
    assert titles(html) == ["Boerenkaas"]
    assert "Niets had al deze woorden." in html


def test_what_has_all_words_comes_first_and_the_rest_after_it(client: Client, add: Any) -> None:
    add("Boerenkaas boerenkaas boerenkaas")
    add("Markt", "Met boerenkaas, en over ruimtevaart.")
    html = text_of(client, q="boerenkaas ruimtevaart")
    assert titles(html) == ["Markt", "Boerenkaas boerenkaas boerenkaas"]
    assert "Weinig had al deze woorden." in html


def test_what_only_mentions_one_of_the_words_is_no_answer(client: Client, add: Any) -> None:
    add("Open herberg", "De hond mag mee naar binnen.")
    add("Een hond op de werkvloer")
    add("Uitlaten", "Over schoorstenen.")
    add("Lassen", "Met een robot.")
    assert titles(text_of(client, q="hond uitlaten")) == ["Uitlaten", "Een hond op de werkvloer"]
    assert titles(text_of(client, q="melkrobot")) == []
    add("Robot aan de lijn")
    assert titles(text_of(client, q="melkrobot")) == ["Robot aan de lijn"]


def test_with_fewer_words_none_may_be_there_by_a_translation(client: Client, add: Any) -> None:
    add("Broeikas")
    assert titles(get(client, "en", q="greenhouse")) == ["Broeikas"]
    assert titles(get(client, "en", q="greenhouse snorkelling")) == []


def test_with_three_results_nothing_looser_is_looked_for(client: Client, add: Any) -> None:
    for number in range(3):
        add(f"Boerenkaas op de markt {number}")
    add("Boerenkaas")
    html = text_of(client, q="boerenkaas markt")
    assert len(titles(html)) == 3
    assert "al deze woorden" not in html


def test_a_choice_of_facets_makes_no_search_looser(client: Client, add: Any) -> None:
    for number in range(3):
        add(f"Boerenkaas op de markt {number}")
    add("Boerenkaas")
    html = text_of(client, q="boerenkaas markt", kind="event")
    assert titles(html) == []
    assert "al deze woorden" not in html


def test_what_we_do_not_have_is_not_found_by_likeness(client: Client, add: Any) -> None:
    add("Een mening over de zorg")
    html = text_of(client, q="bitcoin mining")
    assert titles(html) == []
    assert "Bedoelde je" not in html


def test_words_in_quotes_are_taken_as_they_are(client: Client, add: Any) -> None:
    add("Innovatie")
    html = text_of(client, q='"inovatie"')
    assert titles(html) == []
    assert "Bedoelde je" not in html


def test_an_event_is_found_by_what_it_is_in_both_languages(
    client: Client, engine: Engine, tree: dict[str, HomePage]
) -> None:
    labels = {"label_nl": "Bedrijfsbezoek", "label_en": "Company visit"}
    kind = EventType.objects.create(code="bezoek", **labels)
    event_page(title="Samen bakken", type=kind)
    run_due()
    engine.refresh()
    for lang, text in [("nl", "bedrijfsbezoeken"), ("en", "company visit"), ("nl", "bijeenkomst")]:
        assert titles(get(client, lang, q=text)) == ["Samen bakken"], text


def test_a_translation_finds_what_is_in_the_other_language(client: Client, add: Any) -> None:
    add("Schapenkaas uit het dorp")
    assert titles(get(client, "en", q="sheep cheese")) == ["Schapenkaas uit het dorp"]
    add("Subsidie voor het dorp")
    assert titles(get(client, "en", q="grants")) == ["Subsidie voor het dorp"]


def test_the_vocabulary_follows_what_is_published(add: Any) -> None:
    page = add("Boerenkaas", "Met schimmel")
    assert speller_for(["boerenkas"]).nearest("boerenkas", 1) == ["boerenkaas"]
    publish(page, summary="Met korst")
    run_due()
    words = dict(Word.objects.values_list("word", "items"))
    assert (words["boerenkaas"], words["korst"], words["schimmel"]) == (1, 1, 0)
    page.unpublish()
    run_due()
    assert speller_for(["boerenkas", "korst"]).known == set()


class Slow:
    """A server that answers once, and then fails or takes all the time that is left."""

    def __init__(self, *, fails: bool) -> None:
        self.asked = 0
        self.fails = fails

    def search(self, query: Query, seconds: float) -> Results:
        self.asked += 1
        if self.asked == 1:
            return EmbeddedEngine().search(query)
        if not self.fails:
            time.sleep(seconds)
        raise EngineFailure("no answer in time")


@pytest.fixture
def typo(tree: dict[str, HomePage], settings: Any) -> Query:
    settings.ELASTICSEARCH_URL = []
    add_page(tree["nl"], title="Innovatie in de zorg")
    run_due()
    return Query(make_plan("inovatie zorg", "nl"), "nl", timezone.now())


@pytest.mark.elasticsearch
def test_a_server_takes_as_many_words_as_a_query_may_have(
    elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]
) -> None:
    """Each in all its ways, in both tiers: it refuses too many clauses."""
    firms = "landbouwbedrijf familiebedrijf bedrijfsoverdracht bedrijfsopvolging bedrijfsmodel"
    work = "personeelstekort samenwerkingsvorm prijsbepaling kennissessie sectortafel vraagstuk"
    plan = make_plan(f"{firms} {work} duurzaamheid", "nl")
    assert len(plan.concepts) == MOST_CONCEPTS
    looser = loosened(plan, {})
    assert looser
    query = Query(looser, "nl", timezone.now(), better=(plan,))
    assert elasticsearch.search(query).hits == []


def test_a_server_that_has_no_time_for_a_second_question_did_not_fail(
    typo: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "server", lambda: Slow(fails=False))
    monkeypatch.setattr(reading, "READ_SECONDS", 0.5)

    for _number in range(breaker.FAILURES):
        answer = reading.find_widely(typo)
        assert (answer.is_fallback, answer.results.matched) == (False, 0)

    assert breaker.since() is None


def test_a_server_that_fails_at_a_second_question_is_asked_no_third(
    typo: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Slow(fails=True)
    monkeypatch.setattr(reading, "server", lambda: server)

    answer = reading.find_widely(typo)

    assert answer.is_fallback
    assert answer.results.matched == 1
    assert server.asked == 2
