"""What other apps ask of search: only which items have the words (`brink.pages.finding`)."""

from collections.abc import Sequence
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone

from brink.pages.finding import FindingFailure
from search.engines import EmbeddedEngine, EngineFailure, server
from search.language import make_plan
from search.models import Entry
from search.query import Query, Sort
from search.reading import Answer, find
from search.rules.memo import current_book

#: Of more those are given that come soonest, what is called off among them, as a calendar tells it;
#: and then the latest that have been.
MOST_KEYS = 1000


def find_items(text: str, lang: str, kinds: Sequence[str]) -> list[UUID]:
    """The keys of what has the words, by date (`Sort.DATE`); none for a text without a word.

    The embedded engine answers for a server that does not. An index that is still empty knows
    nothing, which is a failure too: a calendar would be emptied by it. So is one that an earlier
    release made, in which only the very words are found.
    """
    plan = make_plan(text, lang, book=current_book(is_fresh=True))
    if not plan:
        return []
    query = Query(
        plan=plan,
        lang=lang,
        now=timezone.now(),
        chosen={"kind": list(kinds)},
        sort=Sort.DATE,
        size=MOST_KEYS,
    )
    try:
        answer = find(query)
        misses_items = is_blind(answer)
    except (EngineFailure, DatabaseError) as error:
        raise FindingFailure(repr(error)) from error
    if misses_items:
        raise FindingFailure("The index is empty or out of date: run `manage.py search_rebuild`.")
    return [hit.key for hit in answer.results.hits]


def is_blind(answer: Answer) -> bool:
    """Whether it may miss items that are there, because the index is empty or out of date."""
    if not answer.results.hits and not Entry.objects.exists():
        return True
    is_embedded = answer.is_fallback or server() is None
    return is_embedded and EmbeddedEngine().is_stale()


def is_versioned() -> bool:
    """The index in the database is written in one transaction with its version.

    A server shows what it was sent a little later, and may be down: nothing vouches for that.
    """
    return server() is None
