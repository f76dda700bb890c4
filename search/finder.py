"""What other apps ask of search: only which items have the words (`brink.pages.finding`)."""

from collections.abc import Sequence
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone

from brink.pages.finding import FindingFailure
from search.engines import EngineFailure
from search.language import make_plan
from search.models import Entry
from search.query import Query, Sort
from search.reading import find

#: Of more the latest are given, so that what is to come is not cut off for what has been.
MOST_KEYS = 1000


def find_items(text: str, lang: str, kinds: Sequence[str]) -> list[UUID]:
    """The keys of what has the words, the latest first; none for a text without a word.

    The embedded engine answers for a server that does not. An index that is still empty knows
    nothing, which is a failure too: a calendar would be emptied by it.
    """
    plan = make_plan(text)
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
        hits = find(query).results.hits
        is_blind = not hits and not Entry.objects.exists()
    except (EngineFailure, DatabaseError) as error:
        raise FindingFailure(repr(error)) from error
    if is_blind:
        raise FindingFailure("The index is empty: run `manage.py search_rebuild`.")
    return [hit.key for hit in hits]
