"""What readers ask, from rare words to common ones; and how long an engine and a page take."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from bench.clock import Clock
from bench.items import Items
from bench.printing import row, say
from bench.prose import HOUSE, SEED, single_terms
from bench.requests import get
from search.engines import ElasticsearchEngine, EmbeddedEngine
from search.language import make_plan
from search.models import Word
from search.query import Query

#: The share of documents that have the word.
SHARES = {"rare": 0.0013, "middling": 0.046, "common": 0.4}
#: Three things that have at least so many ways to be said.
CONCEPTS, WAYS = 3, 6
EACH = 10
#: Without an account it only says where to go.
FRAME = "/nl/zoeken/bewaard/"

Questions = dict[str, list[str]]


def make_questions(items: Items) -> Questions:
    """By class, the words that stand in about as many documents as the class is of."""
    words = items.prose["nl"].telling
    counts = dict(Word.objects.filter(word__in=words).values_list("word", "items"))
    found = {
        name: sorted(counts, key=lambda word: (abs(counts[word] - share * items.number), word))
        for name, share in SHARES.items()
    }
    questions = {name: nearest[:EACH] for name, nearest in found.items()}
    return questions | {"all": [HOUSE], "three": list(three_concepts(items))}


def three_concepts(items: Items) -> Iterator[str]:
    """Words with many others that mean the same, thrown together."""
    dice = random.Random(SEED)  # noqa: S311  (the same questions each time)
    many = [word for word in items.prose["nl"].telling if word in single_terms("nl")]
    many = [word for word in many if len(make_plan(word, "nl").concepts[0].ways) >= WAYS]
    for _each in range(EACH):
        yield " ".join(dice.sample(many, CONCEPTS))


def ask_embedded(questions: Questions, rounds: int) -> None:
    """The engine alone: what is found, its facets, the best twenty."""
    clock, matched = Clock(), {}
    for name, texts in questions.items():
        for text in texts:
            query = Query(make_plan(text, "nl"), "nl", timezone.now())
            found = EmbeddedEngine().search(query)
            matched.setdefault(name, []).append(counted(found.matched, is_capped=found.is_capped))
            clock.run(name, lambda query=query: EmbeddedEngine().search(query), rounds=rounds)
    say("\n" + row("embedded engine", "p50 ms", "p95 ms", "most", "our CPU p50", "found"))
    say(row("---", "---:", "---:", "---:", "---:", "---"))
    for name in questions:
        cpu = f"{clock.median(f'{name} cpu'):.1f}"
        say(row(name, *figures(clock, name), cpu, most_often(matched[name])))


def counted(matched: int, *, is_capped: bool) -> str:
    return f"at least {matched}" if is_capped else f"{matched}"


def figures(clock: Clock, name: str) -> list[str]:
    return [f"{clock.of_100(name, number):.1f}" for number in (50, 95, 100)]


def most_often(found: Sequence[str]) -> str:
    return f"{found[0]} … {found[-1]}" if len(found) > 1 else found[0]


@contextmanager
def took() -> Iterator[list[float]]:
    """The milliseconds that the server says it needed, answer by answer."""
    noted: list[float] = []
    ask = ElasticsearchEngine.ask

    def ask_and_note(engine: ElasticsearchEngine, body: dict[str, Any]) -> Any:
        answer = ask(engine, body)
        noted.append(answer["took"])
        return answer

    with patch.object(ElasticsearchEngine, "ask", ask_and_note):
        yield noted


def ask_pages(questions: Questions, rounds: int) -> None:
    """Whole requests, through all middleware, with the template and its marks.

    The frame is a page of the site that says next to nothing and asks no engine.
    """
    clock, missed = Clock(), 0
    addresses = {name: [address_of(text) for text in texts] for name, texts in questions.items()}
    addresses["frame"] = [FRAME]
    with took() as noted:
        for name, asked in addresses.items():
            for address in asked:
                get(address)
                for _round in range(rounds):
                    noted.clear()
                    clock.run(name, lambda address=address: get(address))
                    missed += bool(settings.ELASTICSEARCH_URL) and not noted and name != "frame"
                    note(clock, name, sum(noted))
    titles = ("p50 ms", "p95 ms", "took p50", "p95", "page − took p50", "p95", "our CPU p50", "p95")
    say("\n" + row("page", *titles))
    say(row("---", *["---:"] * len(titles)))
    for name in addresses:
        found = (name, f"{name} took", f"{name} rest", f"{name} cpu")
        cells = [f"{clock.of_100(each, number):.1f}" for each in found for number in (50, 95)]
        say(row(name, *cells))
    if missed:
        say(f"\n  {missed} pages had no answer of the server within its second.")


def note(clock: Clock, name: str, took: float) -> None:
    """A page has up to three questions."""
    clock.times.setdefault(f"{name} took", []).append(took)
    clock.times.setdefault(f"{name} rest", []).append(clock.times[name][-1] - took)


def address_of(text: str) -> str:
    return f"/nl/zoeken/?{urlencode({'q': text})}"
