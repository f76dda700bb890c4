"""The engines of search: the embedded one, always; Elasticsearch beside it when it is named."""

from django.conf import settings

from search.engines.base import Engine, EngineAway, EngineFailure
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine

__all__ = [
    "ElasticsearchEngine",
    "EmbeddedEngine",
    "Engine",
    "EngineAway",
    "EngineFailure",
    "server",
]


def server() -> ElasticsearchEngine | None:
    """Elasticsearch, if `ELASTICSEARCH_URL` names it."""
    if not settings.ELASTICSEARCH_URL:
        return None
    return ElasticsearchEngine(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX)
