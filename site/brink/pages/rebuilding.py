"""Make the published copies anew, or only say where they differ from the pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import transaction

from brink.documents.attaching import attach
from brink.pages.facts import facts_page, wanted_facets
from brink.pages.models.base import BasePage
from brink.pages.models.card import Card, ItemFacet
from brink.pages.projection import WORDS, live_pages, lock_pages, make_cards, project


@dataclass(frozen=True)
class Item:
    key: UUID
    model: type[BasePage] | None


def published_items() -> list[Item]:
    """Every item that has a live page or a card; parents first, for addresses lie beneath them.

    A card without any page type is an orphan: its page was removed behind our back.
    """
    found: dict[UUID, tuple[int, type[BasePage]]] = {}
    for model in page_models():
        rows = model.objects.filter(alias_of=None).values_list("translation_key", "depth")
        for key, depth in rows:
            found[key] = (depth, model)
    orphans = set(Card.objects.values_list("key", flat=True)) - set(found)
    ordered = sorted(found, key=lambda key: (found[key][0], key))
    return [Item(key, found[key][1]) for key in ordered] + [Item(key, None) for key in orphans]


def page_models() -> Iterator[type[BasePage]]:
    return (model for model in apps.get_models() if issubclass(model, BasePage))


def differences(item: Item) -> list[str]:
    """What is published of an item and differs from its live pages, in words; nothing if right."""
    before = {card.lang: card for card in Card.objects.filter(key=item.key)}
    pages = live_pages(item.key, item.model) if item.model else {}
    owner = facts_page(item.key, item.model, pages) if item.model else None
    after = make_cards(pages, before, owner)
    wrong = [
        f"{lang}: {what}"
        for lang in sorted({*before, *after})
        for what in card_differences(before.get(lang), after.get(lang))
    ]
    if owner is not None or not pages:
        rows = ItemFacet.objects.filter(key=item.key).values_list("facet", "code")
        wrong += [f"facet {facet}={code}" for facet, code in set(rows) ^ wanted_facets(owner)]
    return sorted(wrong)


def card_differences(old: Card | None, new: Card | None) -> list[str]:
    if old is None or new is None:
        return ["card missing" if old is None else "card of nothing"]
    columns = (field for field in Card._meta.concrete_fields if field.name in WORDS)
    names = (field.attname for field in columns)
    return [name for name in names if getattr(old, name) != getattr(new, name)]


def attach_documents() -> None:
    """Write down which documents hang on what is published, for what was published before us."""
    for item in published_items():
        if item.model:
            with transaction.atomic():
                lock_pages(item.key)
                attach(item.key, live_pages(item.key, item.model))


@transaction.atomic
def rebuild(item: Item) -> list[str]:
    """Project an item again if its copy is wrong; returns what was wrong."""
    lock_pages(item.key)
    wrong = differences(item)
    if not wrong:
        return []
    if item.model is None:
        Card.objects.filter(key=item.key).delete()
        ItemFacet.objects.filter(key=item.key).delete()
    else:
        project(item.key, item.model)
    return wrong
