"""The rules of the product and of the editors, as each process keeps them.

Whether an editor changed one is asked at most once in `KEEP_SECONDS`; only then are all read anew.
A change in this process shows at once.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page

from brink.pages.version import bump_rules, rules_version
from search.language.synonyms import Book, Rule, RuleError, own_book, parse_rule
from search.rules.checking import Asked, asked_of, lines_of
from search.rules.models import MODELS, PromotedResult, ProtectedWord, StruckPair, SynonymGroup

logger = logging.getLogger(__name__)

KEEP_SECONDS = 20


@dataclass(frozen=True)
class Promotion:
    asked: tuple[Asked, ...]
    key: UUID
    lang: str
    until: date | None

    def is_for(self, asked: Asked, lang: str, day: date) -> bool:
        """Whether the words are the same, as Dutch or as English."""
        if self.lang not in ("", lang) or (self.until and self.until < day):
            return False
        return any(own[place] == asked[place] for own in self.asked for place in (0, 1))


@dataclass(frozen=True)
class Rules:
    version: int
    book: Book
    promotions: tuple[Promotion, ...]


_kept: tuple[float, Rules] | None = None
_lock = Lock()


def current_book(*, is_fresh: bool = False) -> Book:
    """What a query is read with. `is_fresh` asks first whether it still is the newest."""
    if is_fresh:
        look_again()
    return current_rules().book


def promoted_keys(text: str, lang: str) -> tuple[UUID, ...]:
    """The items that editors put first for this query, if everybody may see them at this moment."""
    promotions = current_rules().promotions
    if not promotions:
        return ()
    asked, day = asked_of(text), timezone.localdate()
    found = [each.key for each in promotions if each.is_for(asked, lang, day)]
    return only_public(found) if found and any(asked) else ()


def only_public(keys: Sequence[UUID]) -> tuple[UUID, ...]:
    """Asked each time, as a page may be closed or withdrawn without a rule being changed."""
    pages = Page.objects.live().public().filter(translation_key__in=keys)
    public = set(pages.values_list("translation_key", flat=True))
    return tuple(key for key in dict.fromkeys(keys) if key in public)


def current_rules() -> Rules:
    """One query now and then, to see whether these still are the rules."""
    kept = _kept
    if kept and monotonic() < kept[0]:
        return kept[1]
    version = rules_version()
    return keep(kept[1] if kept and kept[1].version == version else read_rules(version))


def keep(rules: Rules) -> Rules:
    global _kept
    with _lock:
        _kept = (monotonic() + KEEP_SECONDS, rules)
    return rules


def look_again() -> None:
    """At the next call, ask whether there are newer rules."""
    global _kept
    with _lock:
        _kept = (0.0, _kept[1]) if _kept else None


def forget() -> None:
    """As in a process that starts. Tests call it because they roll back what was read."""
    global _kept
    with _lock:
        _kept = None


def read_rules(version: int) -> Rules:
    """All rules. The version was read before them, so they are at least as new; none has 0."""
    if not version:
        return Rules(version, own_book(), ())
    lines = SynonymGroup.objects.values_list("line", flat=True)
    own = own_book().rules
    book = Book(
        [*own, *parsed(lines)],
        struck={struck.pair for struck in StruckPair.objects.all()},
        protected={word.normalised for word in ProtectedWord.objects.all()},
    )
    return Rules(version, book, tuple(read_promotions()))


def parsed(lines: Iterable[str]) -> Iterator[Rule]:
    """Without those that this release takes for no rule any more: search goes on."""
    for line in lines:
        try:
            yield parse_rule(line)
        except RuleError as error:
            logger.warning("A synonym group of the editors is left out: %r, %s", line, error)


def read_promotions() -> Iterator[Promotion]:
    for row in PromotedResult.objects.select_related("page"):
        asked = tuple(asked_of(line) for line in lines_of(row.queries))
        yield Promotion(asked, row.page.translation_key, row.lang, row.until)


def follow_changes() -> None:
    """Called in `AppConfig.ready`: a deletion, also of several at once, is a change as well."""
    for model in MODELS:
        post_save.connect(tell_change, sender=model, dispatch_uid=f"{model.__name__}.saved")
        post_delete.connect(tell_deletion, sender=model, dispatch_uid=f"{model.__name__}.deleted")


def tell_change(**_signal: Any) -> None:
    transaction.on_commit(look_again)


def tell_deletion(**_signal: Any) -> None:
    bump_rules()
    transaction.on_commit(look_again)
