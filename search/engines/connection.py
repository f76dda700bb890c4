"""The way to the servers that `ELASTICSEARCH_URL` names."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from elasticsearch import Elasticsearch

from search.deadline import HeldNode

READ_SECONDS = 1.0
OPTIONS = ("ca_certs", "api_key")


class AddressError(ValueError):
    """An address asks for what there is not; a typing error must not make it less secure."""


@lru_cache(maxsize=8)
def connect(hosts: tuple[str, ...]) -> Elasticsearch:
    """A client that asks again only where another server may answer, within the same deadline.

    Not after a time-out, which has used that up, nor for 429 or 503: who has much to do does not
    need more.
    """
    return Elasticsearch(
        [address_of(host) for host in hosts],
        **credentials(hosts),
        node_class=HeldNode,
        request_timeout=READ_SECONDS,
        max_retries=len(hosts) - 1,
        retry_on_timeout=False,
        retry_on_status=(),
    )


def address_of(host: str) -> str:
    """Where a server is, without what we have to show there."""
    parts = urlsplit(host)
    place = parts.netloc.rpartition("@")[2]
    if parts.port is None:
        place += ":443" if parts.scheme == "https" else ":9200"
    return urlunsplit((parts.scheme, place, parts.path, "", ""))


def credentials(hosts: Sequence[str]) -> dict[str, Any]:
    """What any of the addresses says for all: `https://name:password@host?ca_certs=file`, or
    `?api_key=…`. Of two ways to be known the key counts.
    """
    found: dict[str, Any] = {}
    for parts in map(urlsplit, hosts):
        # A key is base64, in which a plus is no space.
        found |= dict(parse_qsl(parts.query.replace("+", "%2B")))
        if parts.username:
            found["basic_auth"] = (unquote(parts.username), unquote(parts.password or ""))
    if unknown := found.keys() - {*OPTIONS, "basic_auth"}:
        raise AddressError(f"ELASTICSEARCH_URL has unknown options: {', '.join(unknown)}")
    if (file := found.get("ca_certs")) and not Path(file).is_file():
        raise AddressError(f"ELASTICSEARCH_URL names a file that is not there: {file}")
    if "api_key" in found:
        found.pop("basic_auth", None)
    return found
