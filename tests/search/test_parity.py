"""The same questions on every engine: the same first answer, the same counts.

The corpus is that of the demo content. `FIRST` holds on each engine and each database by itself;
the sixty queries are asked of the embedded engine and of Elasticsearch side by side.
"""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from search.engines import ElasticsearchEngine, EmbeddedEngine, Engine
from search.language import make_plan
from search.query import Query, Results
from tests.search.corpus import key_of, make_corpus

FIRST = {
    "nl": {
        "streekbrood": "cs01",
        "zelf roosteren werkvloer zelfroosteren": "cs02",
        "schapenkaas": "cs03",
        "wijkzorg intake": "cs04",
        "warmtepompadvies": "cs06",
        "makelaars": "cs07",
        "intervisiekring": "bp03",
        "overdrachtsweek afstuderen": "bp06",
        "klantgesprekken": "ev13",
        "AVG": "ev07",
        "slotcongres": "ev24",
        "weerstand intervisie": "ev12",
    },
    "en": {
        "regional bread": "cs01",
        "self-rostering": "cs02",
        "sheep cheese": "cs03",
        "heat pump": "cs06",
        "estate agent": "cs07",
        "peer coaching circle": "bp03",
    },
}
SIXTY = {
    "nl": (
        *FIRST["nl"], "ritplanning", "kunststof productpaspoort", "herberg", "sensordashboard",
        "bedrijfsoverdracht", "softwarestudio prijs", "nulmeting", "sectortafel zorg",
        "innovatiecafé", "verdienmodellen", "export", "van excel naar inzicht", "prototype",
        '"van wens naar vraag"', "geld subsidie", "duurzaamheid keten", "studenten mkb",
        "excursie circulair",
    ),
    "en": (
        *FIRST["en"], "district nursing intake", "route planning", "product passport plastic",
        "inn", "sensor dashboard", "business transfer", "software pricing", "baseline measurement",
        "sector table", "innovation café", "export order", "spreadsheet", "prototype interviews",
        '"question in two conversations"', "funding grants", "sustainability chain", "students",
        "company visit", "resistance", "closing conference", "privacy", "trainee", "welding",
    ),
}  # fmt: skip

#: Where engines, which weigh the length of a text differently, disagree about the first answer.
#: PostgreSQL has one length for all parts of an item, so a title helps it a little less. In both
#: databases ways of one worth are one, so a text with two translations of a word has more of it;
#: each by itself they agreed no better, and the golden set was found less well.
CLOSE = {"baseline measurement", "intervisiekring", "sector table"}
CLOSE_CALLS = {"sqlite": CLOSE, "postgresql": CLOSE | {'"van wens naar vraag"'}}


@pytest.fixture
def corpus(page: Page) -> Any:
    return make_corpus(page)


def ask(engine: Engine, text: str, lang: str, **chosen: list[str]) -> Results:
    query = Query(make_plan(text, lang), lang, NOW, chosen=chosen, size=50)
    return engine.search(query)


NOW = timezone.now()


@pytest.mark.slow
def test_the_first_answer_is_the_right_one(engine: Engine, corpus: Any) -> None:
    engine.index(corpus)
    engine.refresh()
    names = {key_of(f"{kind}{n:02}"): f"{kind}{n:02}" for kind in KINDS for n in range(1, 30)}
    firsts = {
        lang: {text: first_of(ask(engine, text, lang), names) for text in FIRST[lang]}
        for lang in FIRST
    }
    assert firsts == FIRST


KINDS = ("cs", "bp", "mc", "ev")


def first_of(results: Results, names: dict) -> str | None:
    return names[results.hits[0].key] if results.hits else None


@pytest.mark.elasticsearch
def test_both_engines_find_and_count_the_same(
    elasticsearch: ElasticsearchEngine, corpus: Any
) -> None:
    embedded = EmbeddedEngine()
    for engine in (embedded, elasticsearch):
        engine.index(corpus)
        engine.refresh()
    different = set()
    for lang, texts in SIXTY.items():
        for text in texts:
            for chosen in ({}, {"kind": ["case", "event"]}):
                ours = ask(embedded, text, lang, **chosen)
                theirs = ask(elasticsearch, text, lang, **chosen)
                assert {hit.key for hit in ours.hits} == {hit.key for hit in theirs.hits}, text
                assert (ours.total, ours.facets) == (theirs.total, theirs.facets), text
                if [hit.key for hit in ours.hits[:1]] != [hit.key for hit in theirs.hits[:1]]:
                    different.add(text)
    assert different <= CLOSE_CALLS[connection.vendor]
