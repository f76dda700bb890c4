"""What goes with a page: the pages an editor chose, as cards in the language of the reader."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery
from wagtail.fields import StreamValue
from wagtail.models import Page

from brink.pages.models.card import Card


def chosen_ids(choice: StreamValue, kind: str = "") -> list[int]:
    """What was chosen in a field of choosers, without reading it; of one kind of block, or all."""
    found = (block for block in choice.raw_data if block.get("value"))
    return [block["value"] for block in found if kind in ("", block["type"])]


def chosen_cards(ids: list[int], lang: str) -> list[Any]:
    """The cards of these pages, in that order; `card.chosen` is the page. One query at most."""
    if not ids:
        return []
    pages = Page.objects.filter(pk__in=ids)
    chosen = Subquery(pages.filter(translation_key=OuterRef("key")).values("pk")[:1])
    cards = Card.objects.in_language(lang).annotate(chosen=chosen)
    found: Iterable[Any] = cards.filter(key__in=pages.values("translation_key"))
    return sorted(found, key=lambda card: ids.index(card.chosen))
