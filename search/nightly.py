"""Each night: look whether both engines hold what is published, and mend what they do not."""

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.utils import timezone

from brink.jobs.daily import every_day
from brink.jobs.registry import Away, PermanentFailure, handler
from search.engines import EngineAway
from search.rebuilding import LEASE, LOCK, RebuildFailure, alone
from search.verifying import verify

VERIFY = "search.verify"
#: So many seconds items are compared word for word; a larger site is looked at in parts.
LONGEST = 1800.0
#: How long it waits for a rebuild, or for a server that is away.
PAUSE = timedelta(minutes=15)

every_day(VERIFY)


class Walk:
    """The items in another order each night, until the time is up."""

    def __init__(self) -> None:
        self.end = monotonic() + LONGEST
        self.looked = self.total = 0

    def __call__(self, batches: Iterable[list[UUID]], total: int) -> Iterator[list[UUID]]:
        self.total, parts = total, list(batches)
        random.shuffle(parts)
        for batch in parts:
            if monotonic() >= self.end:
                return
            cache.touch(LOCK, LEASE)
            yield batch
            self.looked += len(batch)

    def __str__(self) -> str:
        return f"Looked at {self.looked} of {self.total} items."


@handler(VERIFY)
def verify_nightly(payload: dict[str, Any]) -> None:
    """What it found and mended is the outcome of the job; what it could not mend makes it fail.

    A rebuild does the same and more, so it is waited for; and while this is at work, none begins.
    """
    walk = Walk()
    try:
        with alone():
            verdicts = verify(walk, is_dry=False)
    except RebuildFailure as error:
        raise Away("A rebuild of the search index is at work.", timezone.now() + PAUSE) from error
    except EngineAway as error:
        raise Away("Elasticsearch is away.", timezone.now() + PAUSE) from error
    payload["outcome"] = " ".join([*map(str, verdicts), str(walk)])
    if any(verdict.left for verdict in verdicts):
        raise PermanentFailure(payload["outcome"])
