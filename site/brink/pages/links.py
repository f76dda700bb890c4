"""Links in rich text lead to the card of the page, in the language of the reader.

Wagtail's own handler asks the database for each text and for each link in it. Here the links of a
whole page are looked up in one query, before it is rendered.
"""

import re
from collections.abc import Iterable
from contextvars import ContextVar

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from brink.pages.models.base import BasePage
from brink.pages.models.card import Card

LINK = re.compile(r'<a [^>]*?linktype=\\?"page\\?"[^>]*>')
IDENTITY = re.compile(r'\bid=\\?"(\d+)\\?"')

#: The addresses of the pages that the page being rendered links to.
known: ContextVar[dict[int, str] | None] = ContextVar("known", default=None)


class CardLinkHandler(PageLinkHandler):
    """Shows `<a linktype="page" id="7">` as a link to the address on the card of page 7."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        ids = [page_number(attrs.get("id")) for attrs in attrs_list]
        paths = known.get() or {}
        if not set(ids) <= set(paths):
            paths = card_paths(ids)
        return [f'<a href="{escape(paths[pk])}">' if paths.get(pk) else "<a>" for pk in ids]


def page_number(text: str | None) -> int:
    """The key of a page as stored in a link; 0, which is no page, for anything else."""
    return int(text) if text and text.isdecimal() else 0


def card_paths(ids: Iterable[int]) -> dict[int, str]:
    """The address of each page for readers of the active language; empty where it has none."""
    card = Card.objects.filter(key=OuterRef("translation_key"), lang=get_language())
    pages = Page.objects.filter(pk__in=set(ids))
    found = pages.annotate(address=Subquery(card.values("path")[:1])).values_list("pk", "address")
    return dict.fromkeys(ids, "") | {pk: path or "" for pk, path in found}


def linked_ids(page: BasePage) -> set[int]:
    """The pages that the texts of a page link to."""
    tags = (tag for text in page.link_sources() for tag in LINK.findall(text))
    return {int(found[1]) for tag in tags if (found := IDENTITY.search(tag))}


def know_links(page: BasePage) -> None:
    """Look up all links of a page at once; costs one query, or none for a page without links."""
    ids = linked_ids(page)
    known.set(card_paths(ids) if ids else {})


def forget_links(_response: HttpResponse) -> None:
    known.set(None)
