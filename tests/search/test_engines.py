"""What every engine must do: each test runs on the embedded one and on a real Elasticsearch."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from brink.pages.models import Card
from brink.pages.offer import Offer
from search.documents import COLUMNS, Document, make_document
from search.engines import EmbeddedEngine, Engine
from search.language import make_plan
from search.query import Hit, Query, Results, Sort
from tests.factories.pages import make_card

OFFERED = ("theme", "sector", "region", "status")


@pytest.fixture
def add(engine: Engine, page: Page) -> Any:
    """Put an item in the index: `add("Streekbrood", body="…", theme=["export"])` gives its key."""

    def add_item(title: str, **fields: Any) -> uuid.UUID:
        document = make_item(page, title, **fields)
        engine.index([document])
        engine.refresh()
        return document.key

    return add_item


def make_item(page: Page, title: str, **fields: Any) -> Document:
    lang, kind, key = fields.get("lang", "nl"), fields.get("kind", "case"), uuid.uuid4()
    published = fields.get("published", datetime(2026, 5, 1, tzinfo=UTC))
    start = fields.get("start")
    card = make_card(page, key=key, lang=lang, kind=kind, title=title, published=published)
    document = make_document(
        Offer(
            key=key,
            kind=kind,
            version=fields.get("version", 1),
            cards={lang: card},
            texts=fields.get("texts", {lang: fields.get("body", "")}),
            tags={lang: fields.get("tags", [])},
            facets={name: fields.get(name, []) for name in OFFERED},
            start=start,
            end=start + timedelta(hours=2) if start else None,
            published=published,
        )
    )
    assert document
    return document


def search(engine: Engine, text: str = "", **fields: Any) -> Results:
    fields = {"lang": "nl", "now": timezone.now(), **fields}
    return engine.search(Query(plan=make_plan(text, fields["lang"]), **fields))


def keys(results: Results) -> list[uuid.UUID]:
    return [hit.key for hit in results.hits]


def test_an_item_is_found_by_title_tag_and_text(engine: Engine, add: Any) -> None:
    key = add("Streekbrood op abonnement", body="De bakker rijdt rond.", tags=["korte keten"])
    add("Zelfroosteren", body="Drie ploegen plannen.")
    for text in ("streekbrood", "abonnementen", "bakker", "keten", '"korte keten"', "STREEKBROOD"):
        assert keys(search(engine, text)) == [key], text
    assert keys(search(engine, "kaas")) == []


def test_a_word_in_the_title_comes_before_one_in_the_text(engine: Engine, add: Any) -> None:
    text = add("Iets over brood", body="Een zin over kaas en nog wat meer woorden.")
    title = add("Kaas van het land", body="Een zin over melk en nog wat meer woorden.")
    assert keys(search(engine, "kaas")) == [title, text]


def test_both_of_two_words_must_be_there(engine: Engine, add: Any) -> None:
    both = add("Kaas en brood")
    add("Kaas")
    add("Brood")
    assert keys(search(engine, "brood kaas")) == [both]


def test_all_of_three_words_come_before_two_of_them(engine: Engine, add: Any) -> None:
    for other in ("Melk", "Appels", "Peren", "Wol"):
        add(other, body="Van het land, elke dinsdag.")
    two = add("Bij de melk", body="De bakker noemt de prijs, en de bakker weet de prijs.")
    all_three = add("Van het land", body="Op dinsdag noemt de bakker op het plein ook een prijs.")
    assert keys(search(engine, "prijs bakker dinsdag")) == [all_three, two]


def test_a_late_translation_must_be_in_the_title(engine: Engine, add: Any) -> None:
    add("From the village", lang="en", body="Of course the baker drives.")
    assert keys(search(engine, "koers")) == []
    title = add("Course on baking", lang="en")
    assert keys(search(engine, "koers")) == [title]


def test_words_in_quotes_must_stand_side_by_side(engine: Engine, add: Any) -> None:
    key = add("Van wens naar vraag", body="In twee gesprekken.")
    add("Van vraag naar wens", body="Wens en vraag.")
    assert keys(search(engine, '"wens naar vraag"')) == [key]
    assert keys(search(engine, '"vraag in twee"')) == [], "a phrase does not run on into the text"


def test_spellings_of_a_word_find_each_other(engine: Engine, add: Any) -> None:
    key = add("De mkb’er en e-commerce")
    add("Iets anders")
    for text in ("mkb'er", "mkber", "mkb-er", "ecommerce", "e-commerce", "E COMMERCE"):
        assert keys(search(engine, text)) == [key], text


def test_words_of_the_other_language_are_found_and_weigh_less(engine: Engine, add: Any) -> None:
    for number in range(4):  # a word that all items have weighs nothing in either language
        add(f"Iets anders {number}", lang="nl")
        add(f"Something else {number}", lang="en")
    own = add("Workshop", lang="nl")
    other = add("Workshop", lang="en", published=datetime(2026, 6, 1, tzinfo=UTC))
    assert keys(search(engine, "workshop", lang="nl")) == [own, other]
    assert keys(search(engine, "workshop", lang="en")) == [other, own]


def test_what_is_to_come_comes_before_what_was(engine: Engine, add: Any) -> None:
    now = timezone.now()
    past = add("Sectortafel", kind="event", start=now - timedelta(days=9))
    coming = add("Sectortafel", kind="event", start=now + timedelta(days=9))
    running = add("Sectortafel", kind="event", start=now - timedelta(hours=1))
    assert keys(search(engine, "sectortafel"))[-1] == past
    assert search(engine).facets["when"] == {"upcoming": 2, "past": 1}
    assert set(keys(search(engine, chosen={"when": ["upcoming"]}))) == {coming, running}
    assert keys(search(engine, chosen={"when": ["past"]})) == [past]


def test_what_is_called_off_is_not_to_come_until_its_day_is_over(engine: Engine, add: Any) -> None:
    def event(days: int, *status: str) -> Any:
        start = timezone.now() + timedelta(days=days)
        return add("Sectortafel", kind="event", start=start, status=list(status))

    coming, moved, off = event(9), event(9, "moved"), event(9, "cancelled")
    was_off = event(-9, "cancelled")
    add("Sectortafel")  # takes place on no day
    assert search(engine).facets["when"] == {"upcoming": 2, "cancelled": 1, "past": 1}
    assert set(keys(search(engine, chosen={"when": ["upcoming"]}))) == {coming, moved}
    assert keys(search(engine, chosen={"when": ["cancelled"]})) == [off]
    assert keys(search(engine, chosen={"when": ["past"]})) == [was_off]
    both = search(engine, sort=Sort.DATE, chosen={"when": ["upcoming", "cancelled"]})
    assert set(keys(both)) == {coming, moved, off}


def test_facets_count_among_the_choices_in_all_other_facets(engine: Engine, add: Any) -> None:
    one = add("Brood", theme=["export"], sector=["maak"])
    two = add("Brood", theme=["verdienmodel"], sector=["maak"])
    three = add("Brood", theme=["export"], sector=["zorg"])
    add("Kaas", theme=["export"], sector=["maak"])
    found = search(engine, "brood", chosen={"theme": ["export"]})
    assert set(keys(found)) == {one, three}
    assert found.total == 2
    assert found.facets["theme"] == {"export": 2, "verdienmodel": 1}
    assert found.facets["sector"] == {"maak": 1, "zorg": 1}
    both = search(engine, "brood", chosen={"theme": ["export", "verdienmodel"], "sector": ["maak"]})
    assert set(keys(both)) == {one, two}
    assert both.facets["sector"] == {"maak": 2, "zorg": 1}


def test_a_facet_has_more_options_than_ten(engine: Engine, add: Any) -> None:
    add("Brood", theme=[f"thema-{number}" for number in range(25)])
    assert len(search(engine, "brood").facets["theme"]) == 25


def test_kind_language_and_year_are_facets(engine: Engine, add: Any) -> None:
    add("Brood", published=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    add("Bread", lang="en", kind="practice", published=datetime(2025, 6, 1, tzinfo=UTC))
    facets = search(engine).facets
    assert facets["kind"] == {"case": 1, "practice": 1}
    assert facets["lang"] == {"nl": 1, "en": 1}
    assert facets["year"] == {"2026": 1, "2025": 1}, "it is the year of our own clock"


def test_everything_is_found_without_words_the_newest_first(engine: Engine, add: Any) -> None:
    days = [datetime(2026, month, 1, tzinfo=UTC) for month in (3, 5, 4)]
    old, new, middle = [add(f"Titel {day.month}", published=day) for day in days]
    assert keys(search(engine)) == [new, middle, old]


def test_pages_do_not_overlap(engine: Engine, add: Any) -> None:
    added = {add("Brood") for _number in range(7)}
    pages = [keys(search(engine, "brood", offset=start, size=3)) for start in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert {key for page in pages for key in page} == added


def test_a_page_too_deep_has_no_hits_and_the_true_total(engine: Engine, add: Any) -> None:
    add("Brood")
    found = search(engine, "brood", offset=99_980)
    assert (found.hits, found.total) == ([], 1)


def test_an_older_version_never_replaces_a_newer_one(engine: Engine, page: Page) -> None:
    new = make_item(page, "Kaas", version=5)
    old = make_document_of_words(new, "brood", version=4)
    engine.index([new])
    engine.index([old])
    engine.delete([new.key], version=4)
    engine.refresh()
    assert keys(search(engine, "kaas")) == [new.key]
    assert keys(search(engine, "brood")) == []
    engine.delete([new.key], version=6)
    engine.refresh()
    assert keys(search(engine, "kaas")) == []


def make_document_of_words(document: Document, words: str, version: int) -> Document:
    columns = {name: words if name == "title_nl" else "" for name in COLUMNS}
    return replace(document, columns=columns, version=version)


def test_what_is_not_there_can_be_deleted(engine: Engine) -> None:
    engine.delete([uuid.uuid4()], version=3)


def test_an_empty_index_finds_nothing(engine: Engine, add: Any) -> None:
    add("Brood")
    engine.clear()
    engine.refresh()
    assert search(engine).total == 0
    assert search(engine, "brood").hits == []


HOSTILE = [
    '"', 'a"b', "(*", "NEAR(", "AND", "OR NOT", "*", "/(a+)+$/", "title_nl : x", "{x} : y",
    "\x00", "brood\x00kaas", "😀", "x" * 5000, " ".join(f"woord{n}" for n in range(200)),
    "'; DROP TABLE search_words; --", "\\", "%", "' & | ! <-> :*", "ﬁ ½ ǅ ١٢", "\u202e\ufeff",
]  # fmt: skip


def test_no_query_is_an_error(engine: Engine, add: Any) -> None:
    add("Brood")
    for text in HOSTILE:
        assert isinstance(search(engine, text), Results), text


def test_hits_know_their_score(engine: Engine, add: Any) -> None:
    key = add("Brood")
    add("Kaas")
    found = search(engine, "brood")
    assert found.hits[0] == Hit(key, found.hits[0].score)
    assert found.hits[0].score > 0
    assert Card.objects.filter(key=key).exists()


def test_many_new_items_do_not_hide_the_old_one_that_was_chosen(
    engine: Engine, add: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("search.engines.embedded.CAP", 3)
    old = datetime(2025, 5, 1, tzinfo=UTC)
    failed = add("Brood", kind="failed", theme=["export"], published=old)
    past = add("Brood", kind="event", theme=["export"], published=old, start=old)
    for _number in range(5):
        add("Kaas", theme=["export", "verdienmodel"])
    one = search(engine, chosen={"kind": ["failed"]})
    assert (keys(one), one.total, one.is_capped) == ([failed], 1, False)
    assert one.facets["theme"] == {"export": 1}
    two = search(engine, chosen={"kind": ["failed", "event"], "year": ["2025"], "lang": ["nl"]})
    assert set(keys(two)) == {failed, past}
    assert two.facets["kind"] == {"failed": 1, "event": 1}
    assert keys(search(engine, chosen={"when": ["past"]})) == [past]
    assert search(engine, chosen={"kind": ["case"], "when": ["past"]}).facets["kind"] == {
        "event": 1
    }


def test_the_page_hears_that_more_was_found_than_counted(
    db: None, page: Page, monkeypatch: Any
) -> None:
    engine = EmbeddedEngine()
    engine.index([make_item(page, "Brood", theme=["export"]) for _number in range(4)])
    for cap, total, is_capped in ((4, 4, False), (3, 3, True)):
        monkeypatch.setattr("search.engines.embedded.CAP", cap)
        for chosen in ({}, {"theme": ["export"]}):
            found = search(engine, chosen=chosen)
            assert (found.total, found.is_capped) == (total, is_capped)
            assert found.facets["kind"] == {"case": total}


def test_no_more_than_the_cap_is_read_of_a_word_that_more_items_have(
    db: None, page: Page, monkeypatch: Any
) -> None:
    engine = EmbeddedEngine()
    texts = ("Broden", "Broodje", "Brood", "Brood", "Speltbrood")
    engine.index([make_item(page, text, theme=["export"]) for text in texts])
    for cap, total, is_capped in ((5, 5, False), (2, 2, True)):
        monkeypatch.setattr("search.engines.embedded.CAP", cap)
        found = search(engine, "brood")
        assert (found.total, found.matched, found.is_capped) == (total, total, is_capped)
        assert found.facets["kind"] == {"case": total}, "true, or at least"
