"""The way to the servers that `ELASTICSEARCH_URL` names."""

from functools import lru_cache

from elasticsearch import Elasticsearch

from search.deadline import HeldNode

READ_SECONDS = 1.0


@lru_cache(maxsize=8)
def connect(hosts: tuple[str, ...]) -> Elasticsearch:
    """A client that asks again only where another server may answer, within the same deadline.

    Not after a time-out, which has used that up, nor for 429 or 503: who has much to do does not
    need more.
    """
    return Elasticsearch(
        list(hosts),
        node_class=HeldNode,
        request_timeout=READ_SECONDS,
        max_retries=len(hosts) - 1,
        retry_on_timeout=False,
        retry_on_status=(),
    )
