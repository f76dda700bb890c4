"""What a server is told to write, and what its refusals mean."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from elasticsearch import ApiError, TransportError
from elasticsearch.helpers import ScanError

from search.deadline import within
from search.documents import Document
from search.engines.base import EngineAway, EngineFailure
from search.engines.mapping import as_source

Result = TypeVar("Result")

#: For one call of a writer, whatever the other side does. Its connection gives up sooner.
LONGEST_SECONDS = 60.0
#: It may be better later: we may not (now), too slow, too much; and all from 500 on.
LATER = {401, 403, 408, 429}
#: What a proxy's page leads to, in the client itself.
NONSENSE = (AttributeError, KeyError, TypeError, ValueError)


def carry_out(call: Callable[[], Result], seconds: float = LONGEST_SECONDS) -> Result:
    """What the call gives; a failure tells whether the server is away or does not want it."""
    try:
        return within(seconds, call)
    except ApiError as error:
        raise kind_of_failure(error.status_code)(repr(error)) from error
    except (TransportError, ScanError, TimeoutError, *NONSENSE) as error:
        raise EngineAway(repr(error)) from error


def kind_of_failure(status: int) -> type[EngineFailure]:
    return EngineAway if status in LATER or status >= 500 else EngineFailure


def indexing(documents: Sequence[Document], rule: str) -> Iterator[dict[str, Any]]:
    for document in documents:
        yield {
            "_op_type": "index",
            **versioned(document.key, document.version, rule),
            "_source": as_source(document),
        }


def deleting(keys: Sequence[UUID], version: int, rule: str) -> Iterator[dict[str, Any]]:
    """A delete has a version as well, so that an older write does not bring back what is gone."""
    for key in keys:
        yield {"_op_type": "delete", **versioned(key, version, rule)}


def versioned(key: UUID, version: int, rule: str) -> dict[str, Any]:
    return {"_id": str(key), "version": version, "version_type": rule}


def check(answers: Sequence[dict[str, Any]]) -> None:
    """Raise for what was not written, unless the index is right without it."""
    wrong = [item for item in answers if not is_fine(item)]
    if not wrong:
        return
    statuses = [answer["status"] for item in wrong for answer in item.values()]
    kinds = {kind_of_failure(status) for status in statuses}
    kind = EngineAway if kinds == {EngineAway} else EngineFailure
    raise kind(f"{len(wrong)} not written, such as {wrong[0]}")


def is_fine(item: dict[str, Any]) -> bool:
    """Whether a write that was refused left the index right: newer there, or not there to delete.

    An index that is missing answers 404 too, but with an error.
    """
    (action, answer), *_rest = item.items()
    return answer["status"] == 409 or (action == "delete" and answer.get("result") == "not_found")
