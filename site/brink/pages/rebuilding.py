"""Make the published copies anew, or only say where they differ from what is published."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import transaction

from brink.documents.attaching import attach
from brink.pages.bodies import projection as bodies
from brink.pages.bodies.addresses import KINDS
from brink.pages.bodies.words import bodies_of, say
from brink.pages.facts import facts_page, wanted_facets
from brink.pages.languages import LANGUAGES
from brink.pages.models.base import BasePage
from brink.pages.models.card import Card, ItemFacet
from brink.pages.projection import WORDS, live_pages, lock_pages, make_cards, project
from brink.people.models import Body

Cards = dict[str, Card]
#: facet and code
Facets = set[tuple[str, str]]
#: deeper than any page
BENEATH_ALL = 1000


@dataclass(frozen=True)
class Item:
    key: UUID
    model: type[BasePage] | type[Body] | None


def published_items() -> list[Item]:
    """Every item that has a live page or a card; parents first, for addresses lie beneath them.

    Bodies come last. A card of neither is an orphan: its page was removed behind our back.
    """
    found: dict[UUID, tuple[int, type[BasePage] | type[Body]]] = {}
    for model in page_models():
        rows = model.objects.filter(alias_of=None).values_list("translation_key", "depth")
        for key, depth in rows:
            found[key] = (depth, model)
    for body in KINDS:
        rows = bodies_of(body).filter(is_public=True).values_list("key", flat=True)
        found |= dict.fromkeys(rows, (BENEATH_ALL, body))
    orphans = set(Card.objects.values_list("key", flat=True)) - set(found)
    ordered = sorted(found, key=lambda key: (found[key][0], key))
    return [Item(key, found[key][1]) for key in ordered] + [Item(key, None) for key in orphans]


def page_models() -> Iterator[type[BasePage]]:
    return (model for model in apps.get_models() if issubclass(model, BasePage))


def differences(item: Item) -> list[str]:
    """What is published of an item and differs from its live pages, in words; nothing if right."""
    before = {card.lang: card for card in Card.objects.filter(key=item.key)}
    after, facets = wanted(item, before)
    wrong = [
        f"{lang}: {what}"
        for lang in sorted({*before, *after})
        for what in card_differences(before.get(lang), after.get(lang))
    ]
    if facets is not None:
        rows = ItemFacet.objects.filter(key=item.key).values_list("facet", "code")
        wrong += [f"facet {facet}={code}" for facet, code in set(rows) ^ facets]
    return sorted(wrong)


def wanted(item: Item, before: Cards) -> tuple[Cards, Facets | None]:
    """The cards and codes an item should have; None for codes whose owner is not live."""
    if item.model is None:
        return {}, set()
    if issubclass(item.model, Body):
        body = bodies_of(item.model).get(key=item.key)
        return bodies.make_cards(body, before), wanted_facets(say(body, LANGUAGES[0]))
    pages = live_pages(item.key, item.model)
    owner = facts_page(item.key, item.model, pages)
    codes = wanted_facets(owner) if owner is not None or not pages else None
    return make_cards(pages, before, owner), codes


def card_differences(old: Card | None, new: Card | None) -> list[str]:
    if old is None or new is None:
        return ["card missing" if old is None else "card of nothing"]
    columns = (field for field in Card._meta.concrete_fields if field.name in WORDS)
    names = (field.attname for field in columns)
    return [name for name in names if getattr(old, name) != getattr(new, name)]


def attach_documents() -> None:
    """Write down which documents hang on what is published, for what was published before us."""
    for item in published_items():
        if item.model and issubclass(item.model, BasePage):
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
    elif issubclass(item.model, Body):
        bodies.project_body(bodies_of(item.model).get(key=item.key))
    else:
        project(item.key, item.model)
    return wrong
