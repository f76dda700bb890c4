"""What goes with a page: the pages an editor chose, as cards in the language of the reader."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery
from wagtail.fields import StreamValue
from wagtail.models import Page

from brink.pages.models.card import Card


def chosen_cards(choice: StreamValue, lang: str) -> list[Card]:
    """The cards of the pages in a field of page choosers, in that order; one query at most."""
    ids = [block["value"] for block in choice.raw_data if block.get("value")]
    if not ids:
        return []
    pages = Page.objects.filter(pk__in=ids)
    chosen = Subquery(pages.filter(translation_key=OuterRef("key")).values("pk")[:1])
    cards = Card.objects.in_language(lang).annotate(chosen=chosen)
    found: Iterable[Any] = cards.filter(key__in=pages.values("translation_key"))
    return sorted(found, key=lambda card: ids.index(card.chosen))
