"""Addresses of items: where a fall-back lies, what follows a move, and who gives way."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Concat, Length, Substr
from wagtail.models import Page

from brink.pages.models.card import Card, OldPath, last_part

Cards = dict[str, Card]
#: how many moves an old address is followed through, and how deep the tree may be
HOPS, DEPTH = 5, 10


def fall_back_paths(page: Page) -> dict[str, str]:
    """The address of an untranslated page by language: beneath the card of its parent.

    Where a page in that language has the address already, that page wins and the item keeps the
    address in its own tree.
    """
    parents = Page.objects.filter(path=page.path[: -page.steplen]).values("translation_key")
    cards = Card.objects.filter(key__in=parents).exclude(path="")
    paths = {card.lang: f"{card.path}{page.slug}/" for card in cards}
    taken = Card.objects.translated().filter(path__in=paths.values())
    taken_paths = set(taken.exclude(key=page.translation_key).values_list("path", flat=True))
    return {lang: page.url_path if path in taken_paths else path for lang, path in paths.items()}


def follow_moves(key: UUID, before: Cards, after: Cards) -> set[UUID]:
    """Remember addresses an item had, and move all that lies beneath; returns who moved along."""
    moves = [
        (old.path, after[lang].path)
        for lang, old in before.items()
        if lang in after and old.path and old.path != after[lang].path
    ]
    changed = {card.path for card in after.values()} - {card.path for card in before.values()}
    OldPath.objects.filter(path__in=changed).delete()
    remember(old for lang, old in before.items() if is_left(old, after.get(lang)))
    moved: set[UUID] = set()
    for old, new in moves:
        moved |= move_beneath(key, old, new)
    return moved


def is_left(old: Card, new: Card | None) -> bool:
    return bool(old.path) and (new is None or new.path != old.path)


def remember(cards: Iterable[Card]) -> None:
    """Let the address of each card lead to the item for ever, unless another card has it now."""
    cards = sorted(cards, key=lambda card: card.lang == card.body_lang)
    others = Card.objects.exclude(pk__in=[card.pk for card in cards])
    # One row a path: where both cards of an item had the same address, its own language counts.
    rows = {card.path: OldPath(path=card.path, key=card.key, lang=card.lang) for card in cards}
    if not rows:
        return
    for path in others.filter(path__in=rows).values_list("path", flat=True):
        rows.pop(path, None)
    OldPath.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["key", "lang"],
    )


def move_beneath(key: UUID, old: str, new: str) -> set[UUID]:
    """Rewrite the addresses beneath `old` in one statement, those of fall-backs too.

    No old addresses are kept for them: the front view finds its way by the one of their parent.
    """
    head = Substr("path", 1, len(old))
    beneath = Card.objects.filter(path__startswith=old).alias(head=head).filter(head=old)
    beneath = beneath.exclude(key=key)
    keys = set(beneath.values_list("key", flat=True))
    if keys:
        tail = Substr("path", len(old) + 1, Length("path"))
        beneath.update(path=Concat(Value(new), tail))
    return keys


def settle_rivals(key: UUID, before: Cards, after: Cards) -> set[UUID]:
    """Let fall-backs of other items give way to this item's own addresses, or return to them.

    Asks nothing unless an own address came or went.
    """
    changed = own_paths(before) ^ own_paths(after)
    if not changed:
        return set()
    slugs = {last_part(path) for path in changed}
    rivals = Card.objects.select_for_update(of=("self",)).exclude(body_lang=F("lang"))
    rivals = rivals.filter(page__slug__in=slugs).exclude(key=key).exclude(path="")
    moved = set()
    for rival in rivals.select_related("page").order_by("key", "lang"):
        path = fall_back_paths(rival.page).get(rival.lang, rival.path)
        if path != rival.path:
            Card.objects.filter(pk=rival.pk).update(path=path)
            OldPath.objects.filter(path=path).delete()
            remember([rival])
            moved.add(rival.key)
    return moved


def own_paths(cards: Cards) -> set[str]:
    return {card.path for card in cards.values() if card.lang == card.body_lang and card.path}


def present_path(path: str) -> str | None:
    """Where the item at an old address stands now, also when only a page above it moved."""
    for _hop in range(HOPS):
        olds = OldPath.objects.filter(path__in=heads(path))
        old = max(olds, key=lambda row: len(row.path), default=None)
        card = Card.objects.filter(key=old.key, lang=old.lang).first() if old else None
        if old is None or card is None:
            return None
        tail = path[len(old.path) :]
        path = card.path + tail
        if not tail or Card.objects.filter(path=path).exists():
            return path
    return None


def heads(path: str) -> list[str]:
    """`/nl/agenda/x/` → `/nl/`, `/nl/agenda/`, `/nl/agenda/x/`; no deeper than the tree can be."""
    parts = path.strip("/").split("/")[:DEPTH]
    return [f"/{'/'.join(parts[: depth + 1])}/" for depth in range(len(parts))]
