"""What a saved search asks for, read from its query string as the page of results reads it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from brink.pages.filters import DROPPED
from search.query import Query, Sort
from search.request import Request, read_request

#: A longer address is of no search that somebody made on the page.
LONGEST = 1000


@dataclass(frozen=True)
class Wish:
    """A search as its page would read it, in one language."""

    asked: Request

    @property
    def query(self) -> str:
        """The query string in its one form: what makes no other search is left out."""
        return self.asked.address(sort=Sort.RELEVANCE.value)

    @property
    def is_lost(self) -> bool:
        """Whether a choice is gone, as of a theme that was taken off: without it there is more."""
        return bool(self.asked.filters.unknown)

    @property
    def label(self) -> str:
        """The search in words, in its own language."""
        with translation.override(self.asked.lang):
            choices = [choice["label"] for choice in self.asked.chosen]
            words = [self.asked.text, *choices] if self.asked.plan else choices
            return " · ".join(words) or _("all that is new")

    @property
    def path(self) -> str:
        """The page of results, the newest first."""
        with translation.override(self.asked.lang):
            query = self.asked.address(sort=Sort.NEWEST.value)
            return f"{reverse('search:results')}?{query}"

    @property
    def save_path(self) -> str:
        """The page on which it is saved."""
        return f"{reverse('search:save')}?{urlencode({'search': self.query})}"

    def newest(self, offset: int, size: int) -> Query:
        """The question of a run, for a portion of what is found: the newest first.

        What editors put first on the page is not among it: it need not have the words.
        """
        query = replace(self.asked.query, sort=Sort.NEWEST, first=())
        return replace(query, offset=offset, size=size)


def read_wish(query: str, lang: str) -> Wish:
    """Any text is the query string of some search."""
    params = QueryDict(query, mutable=True)
    for name in DROPPED:
        params.pop(name, None)
    with translation.override(lang):
        return Wish(read_request(params))
