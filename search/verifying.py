"""Look whether both engines hold what is published, and mend what they do not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from brink.pages.version import bump_version
from search.comparing import (
    Difference,
    compare_embedded,
    compare_server,
    in_batches,
    published_keys,
    waiting_keys,
)
from search.engines import ElasticsearchEngine, server
from search.engines.elasticsearch import REPAIR
from search.indexing import embed, read_change
from search.models import Entry

#: Shows how far a long step is: takes the batches and how many items they hold, gives them back.
Progress = Callable[[Iterable[list[UUID]], int], Iterable[list[UUID]]]
#: How often an index is looked at before what is different in it is no longer taken for an edit.
PASSES = 3


@dataclass
class Verdict:
    """What was found in an index, and what is left of that."""

    name: str
    found: Difference
    left: Difference

    def __str__(self) -> str:
        if not self.found:
            return f"{self.name}: holds what is published."
        outcome = f"left: {self.left}" if self.left else "mended"
        return f"{self.name}: {self.found}; {outcome}."


def verify(progress: Progress, *, is_dry: bool) -> list[Verdict]:
    """Both engines, the embedded one first: the other is compared with it.

    What was changed in the database behind our back has the version it had, so what the embedded
    engine had wrong is written to the other as well.
    """
    verdicts = [verify_embedded(progress, is_dry=is_dry)]
    engine = server()
    if engine and engine.indices():
        if not is_dry:
            mend(engine, engine.alias, verdicts[0].found)
        verdicts.append(verify_index(engine, engine.alias, is_dry=is_dry))
    return verdicts


def verify_embedded(progress: Progress, *, is_dry: bool) -> Verdict:
    found = look_at_entries(progress)
    if is_dry or not found:
        return Verdict("embedded", found, found)
    for batch in in_batches(list(found.keys)):
        embed(batch)
    left = [compare_embedded(batch) for batch in in_batches(list(found.keys))]
    return Verdict("embedded", found, joined(left).without(waiting_keys()))


def look_at_entries(progress: Progress) -> Difference:
    keys = {*published_keys(), *Entry.objects.values_list("key", flat=True)}
    found = [compare_embedded(batch) for batch in progress(in_batches(list(keys)), len(keys))]
    return joined(found).without(waiting_keys())


def joined(parts: Iterable[Difference]) -> Difference:
    whole = Difference()
    for part in parts:
        whole.missing |= part.missing
        whole.stale |= part.stale
        whole.ghosts |= part.ghosts
    return whole


def verify_index(engine: ElasticsearchEngine, alias: str, *, is_dry: bool = False) -> Verdict:
    """An index of the server. What differs each time, although it was mended, is left.

    A second time it is mended under a version that is new: the index may remember a newer delete.
    """
    found = left = look_at(engine, alias)
    for number in range(0 if is_dry else PASSES):
        if not left.keys:
            break
        if number:
            bump_version()
        mend(engine, alias, left)
        seen = look_at(engine, alias)
        left = seen.without((seen.keys | seen.ahead) - left.keys - left.ahead)
    return Verdict("Elasticsearch", found, left)


def look_at(engine: ElasticsearchEngine, alias: str) -> Difference:
    """Without what has a job to come, before or after: that makes the difference itself."""
    before = waiting_keys()
    found = compare_server(engine, alias)
    return found.without(before | waiting_keys())


def mend(engine: ElasticsearchEngine, alias: str, found: Difference) -> None:
    """Write anew, over the same version too: content may have changed without one."""
    for batch in in_batches(list(found.keys)):
        change = read_change(batch)
        engine.write_to(alias, change.documents, change.gone, change.version, rule=REPAIR)
