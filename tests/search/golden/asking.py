"""The site's own search, asked as its page asks; the one place here that knows how."""

import time
from io import StringIO
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from brink.home.demo.events import with_first_dates
from brink.home.demo.loader import load_content
from brink.home.demo.register import item_key
from brink.home.demo.source import read_items
from brink.people.models import Organisation, ResearchGroup
from search.language import make_plan
from search.query import Hit, Query
from search.reading import find_widely
from search.vectors.fusion import MOST
from tests.database import forget_cache
from tests.search.golden.queries import Golden

CONTENT = settings.BASE_DIR / "content"
FOLDERS = ("pages", "casestudies", "bestpractices", "events", "masterclasses")
#: A good hit further down is no hit.
DEPTH = 20
ATTEMPTS = 5

Names = dict[UUID, str]


def load() -> None:
    """The demo content, as `make run` loads it; search knows nothing of it yet."""
    load_content(CONTENT, lambda steps, _word: steps)


def fill() -> None:
    """Index everything, in each engine that the settings name."""
    call_command("search_rebuild", quiet=True, stdout=StringIO())


def read_names() -> Names:
    """The ids of the data files by the key that search answers with."""
    items = (item for folder in FOLDERS for item in with_first_dates(read_folder(folder)))
    return {item_key(item.id): item.id for item in items}


def read_bodies() -> Names:
    """The same of organisations and research groups, which have their key when they are loaded."""
    bodies = (*Organisation.objects.all(), *ResearchGroup.objects.all())
    return {body.key: body.code for body in bodies}


def read_folder(folder: str) -> list:
    return list(read_items(CONTENT / folder))


def ask(golden: Golden, names: Names) -> list[str]:
    """The ids of what is found, the best first; what the data files do not name by its key."""
    return named(find_hits(golden, DEPTH), names)


def ask_both(golden: Golden, names: Names) -> tuple[list[str], list[str]]:
    """With sentence vectors switched on: the same in the order of words alone, and as readers
    see it."""
    hits = find_hits(golden, MOST)
    by_words = sorted(hits, key=lambda hit: hit.near.place if hit.near else 0)
    return named(by_words[:DEPTH], names), named(hits[:DEPTH], names)


def find_hits(golden: Golden, size: int) -> list[Hit]:
    """A server that is slow just now is asked again: judged is what it finds, not how fast."""
    plan = make_plan(golden.text, golden.lang)
    for _attempt in range(ATTEMPTS):
        answer = find_widely(Query(plan, golden.lang, timezone.now(), size=size))
        if not answer.is_fallback:
            return answer.results.hits
        forget_cache()  # and with it that it failed
        time.sleep(1)
    raise RuntimeError("Elasticsearch did not answer, so its answers cannot be judged.")


def named(hits: list[Hit], names: Names) -> list[str]:
    return [names.get(hit.key, str(hit.key)) for hit in hits]
