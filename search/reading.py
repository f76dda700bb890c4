"""Find, whatever happens: Elasticsearch answers, or else the embedded engine does."""

import logging
from dataclasses import dataclass
from time import monotonic

from search.engines import ElasticsearchEngine, EmbeddedEngine, EngineFailure, server
from search.query import Query, Results

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


@dataclass(frozen=True)
class Answer:
    """`is_fallback`: Elasticsearch was meant to answer and did not."""

    results: Results
    is_fallback: bool = False


def find(query: Query) -> Answer:
    engine = server()
    if engine is None:
        return Answer(EmbeddedEngine().search(query))
    results = ask_server(engine, query)
    if results is None:
        return Answer(EmbeddedEngine().search(query), is_fallback=True)
    return Answer(results)


def ask_server(engine: ElasticsearchEngine, query: Query) -> Results | None:
    """None when the server does not answer, or is being left alone."""
    if pause.is_on():
        return None
    try:
        results = engine.search(query)
    except EngineFailure as error:
        logger.warning("Elasticsearch failed, the embedded engine answers: %s", error)
        pause.begin()
        return None
    pause.end()
    return results
