"""Find, whatever happens: Elasticsearch answers, or else the embedded engine does."""

import logging
from dataclasses import dataclass, replace
from time import monotonic

from search import breaker
from search.breaker import Turn
from search.engines import EmbeddedEngine, EngineFailure, server
from search.engines.connection import READ_SECONDS
from search.language import Plan, Tier, make_plan
from search.language.spelling import offer_edits, search_edits
from search.language.tiers import loosened, put_right, unknown_words, words_of
from search.query import Query, Results
from search.rules.memo import current_book
from search.vectors import fusion
from search.vocabulary import items_with, speller_for

logger = logging.getLogger(__name__)

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
    return Conversation().begin(query)


def find_widely(query: Query) -> Answer:
    """What a page shows: what has the words, in their order or, switched on, by meaning as well."""
    if not fusion.is_wanted(query):
        return find_by_tiers(query)
    answer = find_by_tiers(fusion.widened(query))
    asked = replace(answer.query, offset=query.offset, size=query.size)
    return replace(answer, results=fusion.fuse(answer.results, asked), query=asked)


def find_by_tiers(query: Query) -> Answer:
    """What has the words; where that is little, words put right; then fewer of them (search.md 4).

    What fits better stays first. Readers wait for a server no longer than for one question.
    """
    talk = Conversation()
    answer = talk.begin(query)
    if answer.is_enough:
        return answer
    answer = replace(answer, exact=answer.results.matched)
    answer = ask_put_right(talk, answer)
    looser = loosened(query.plan, items_with(words_of(query.plan)))
    return answer if answer.is_enough or not looser else ask_also(talk, answer, looser)


def ask_put_right(talk: "Conversation", answer: Answer) -> Answer:
    """The same with the words that no language has put right, if the index has near ones."""
    query = answer.query
    wrong = unknown_words(query.plan)
    speller = speller_for(wrong)
    answer = replace(answer, offer=put_right(query.plan, speller, offer_edits))
    text = put_right(query.plan, speller, search_edits)
    if not text:
        return answer
    return ask_also(talk, answer, read_right(text, query.lang))


def read_right(text: str, lang: str) -> Plan:
    return make_plan(text, lang, book=current_book(), tier=Tier.TYPOS)


def ask_also(talk: "Conversation", answer: Answer, plan: Plan) -> Answer:
    """What this plan finds too; the answer as it was where it finds no more."""
    query = replace(answer.query, plan=plan, better=answer.query.plans)
    wider = talk.go_on(query)
    if wider is None or wider.results.matched <= answer.results.matched:
        return answer
    return replace(wider, offer=answer.offer, exact=answer.exact)


class Conversation:
    """The questions of one page: they share one turn, and the second that the server has."""

    def __init__(self) -> None:
        self.engine = server()
        self.turn = breaker.take_turn() if self.engine else Turn.NO
        self.until = monotonic() + READ_SECONDS
        self.has_answer = False

    @property
    def is_over(self) -> bool:
        """Whether the server has answered and its second is used up, which is no failure."""
        return self.has_answer and monotonic() >= self.until

    def begin(self, query: Query) -> Answer:
        return self.answer(query, self.ask_server(query))

    def go_on(self, query: Query) -> Answer | None:
        """None when the server has no time left: what it answered before stands."""
        results = self.ask_server(query)
        return None if results is None and self.is_over else self.answer(query, results)

    def answer(self, query: Query, results: Results | None) -> Answer:
        if results is None:
            results, is_fallback = EmbeddedEngine().search(query), self.engine is not None
            return Answer(results, query, is_fallback)
        return Answer(results, query)

    def ask_server(self, query: Query) -> Results | None:
        """None when there is none, it does not answer in time, or it is being left alone."""
        if self.engine is None or self.turn is Turn.NO or self.is_over:
            return None
        try:
            results = self.engine.search(query, max(0.0, self.until - monotonic()))
        except EngineFailure as error:
            self.give_up(error)
            return None
        self.note_answer()
        return results

    def give_up(self, error: EngineFailure) -> None:
        self.turn = Turn.NO
        if not self.is_over:
            logger.warning("Elasticsearch failed, the embedded engine answers: %s", error)
            breaker.note_failure()

    def note_answer(self) -> None:
        if self.turn is Turn.TRIAL:
            breaker.close()
        self.turn, self.has_answer = Turn.YES, True
