"""How long we keep what: one table of rules, each with its reason, done each night.

A site may keep something shorter or longer: `RETENTION` in the settings gives days by code. The
numbers are those of the programme's register (GDPR, articles 5.1.e and 30), which names the reason
that stands here as `why`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from brink.jobs.daily import every_day
from brink.jobs.outbox import enqueue
from brink.jobs.registry import Keep, handler

logger = logging.getLogger(__name__)

NIGHTLY = "people.retain"
FORGET = "people.forget"
#: So many at a time: what is done stays done when a runner dies.
BATCH = 100


@dataclass(frozen=True)
class Rule:
    """`find` gives, for the days that it is kept, the rows whose time is over now; `remove` takes
    keys of such rows, after which they are found no more.
    """

    code: str
    what: str | Promise
    days: int
    why: str
    find: Callable[[timedelta], QuerySet]
    remove: Callable[[list[int]], None]

    @property
    def kept(self) -> timedelta:
        return timedelta(days=settings.RETENTION.get(self.code, self.days))

    def due(self) -> QuerySet:
        return self.find(self.kept).order_by("pk")


RULES: dict[str, Rule] = {}

every_day(NIGHTLY)


def add_rules(*rules: Rule) -> None:
    for rule in rules:
        if rule.code in RULES:
            raise ValueError(f"Two rules are called {rule.code!r}.")
        RULES[rule.code] = rule


@handler(NIGHTLY, keep=Keep.KEY)
def retain(payload: dict[str, Any]) -> None:
    """A job for each rule, so that one that fails holds up no other and is seen by itself."""
    day = timezone.localdate()
    for code in RULES:
        enqueue(FORGET, f"{FORGET}:{code}:{day}", {"rule": code})


@handler(FORGET)
def forget(payload: dict[str, Any]) -> None:
    """A rule that is gone since the job was written asks nothing any more."""
    if rule := RULES.get(payload["rule"]):
        apply(rule)


def apply(rule: Rule, tell: Callable[[int], Any] = lambda number: None) -> int:
    """Remove what a rule keeps no longer, in portions; says how much that was."""
    count = 0
    while keys := list(rule.due().values_list("pk", flat=True)[:BATCH]):
        rule.remove(keys)
        count += len(keys)
        tell(len(keys))
    if count:
        logger.info("Retention: %s, %d", rule.code, count)
    return count
