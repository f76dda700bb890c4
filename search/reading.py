"""Find, whatever happens: Elasticsearch answers, or else the embedded engine does."""

import logging
from dataclasses import dataclass, replace
from time import monotonic

from search.engines import ElasticsearchEngine, EmbeddedEngine, EngineFailure, server
from search.engines.connection import READ_SECONDS
from search.language import Plan, Tier, make_plan
from search.language.spelling import offer_edits, search_edits
from search.language.tiers import loosened, put_right, unknown_words
from search.query import Query, Results
from search.vocabulary import speller_for

logger = logging.getLogger(__name__)

#: After a failure the server is left alone this long, so that not every reader waits for it.
PAUSE_SECONDS = 5.0


class Pause:
    """Until when this process does not ask the server."""

    def __init__(self) -> None:
        self.until = 0.0

    def is_on(self) -> bool:
        return monotonic() < self.until

    def begin(self) -> None:
        self.until = monotonic() + PAUSE_SECONDS

    def end(self) -> None:
        self.until = 0.0


pause = Pause()


#: With this many results nothing looser is looked for.
ENOUGH = 3


@dataclass(frozen=True)
class Answer:
    """`query` is what was asked in the end; its plan's tier tells how loosely.

    `exact` is how much has all that was typed; `offer` is the text put right, to be chosen.
    `is_fallback`: Elasticsearch was meant to answer and did not.
    """

    results: Results
    query: Query
    is_fallback: bool = False
    offer: str = ""
    exact: int = 0

    @property
    def is_enough(self) -> bool:
        return self.results.matched >= ENOUGH or not self.query.plan


def find(query: Query) -> Answer:
    """What has the words, and no more than that."""
    return ask(query, monotonic() + READ_SECONDS)


def find_widely(query: Query) -> Answer:
    """What has the words; where that is little, words put right; then fewer of them (search.md 4).

    What fits better stays first. Readers wait for a server no longer than for one question.
    """
    until = monotonic() + READ_SECONDS
    answer = ask(query, until)
    if answer.is_enough:
        return answer
    answer = replace(answer, exact=answer.results.matched)
    answer = ask_put_right(answer, until)
    looser = loosened(query.plan)
    return answer if answer.is_enough or not looser else ask_also(answer, looser, until)


def ask_put_right(answer: Answer, until: float) -> Answer:
    """The same with the words that no language has put right, if the index has near ones."""
    query = answer.query
    wrong = unknown_words(query.plan)
    speller = speller_for(wrong)
    answer = replace(answer, offer=put_right(query.plan, speller, offer_edits))
    text = put_right(query.plan, speller, search_edits)
    if not text:
        return answer
    return ask_also(answer, make_plan(text, query.lang, tier=Tier.TYPOS), until)


def ask_also(answer: Answer, plan: Plan, until: float) -> Answer:
    """What this plan finds too; the answer as it was where it finds no more."""
    query = replace(answer.query, plan=plan, better=answer.query.plans)
    wider = ask(query, until)
    if wider.results.matched <= answer.results.matched:
        return answer
    return replace(wider, offer=answer.offer, exact=answer.exact)


def ask(query: Query, until: float) -> Answer:
    engine = server()
    if engine is None:
        return Answer(EmbeddedEngine().search(query), query)
    results = ask_server(engine, query, until)
    if results is None:
        return Answer(EmbeddedEngine().search(query), query, is_fallback=True)
    return Answer(results, query)


def ask_server(engine: ElasticsearchEngine, query: Query, until: float) -> Results | None:
    """None when the server does not answer in time, or is being left alone."""
    if pause.is_on():
        return None
    try:
        results = engine.search(query, max(0.0, until - monotonic()))
    except EngineFailure as error:
        logger.warning("Elasticsearch failed, the embedded engine answers: %s", error)
        pause.begin()
        return None
    pause.end()
    return results
