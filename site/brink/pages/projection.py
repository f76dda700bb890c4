"""Copy what is published out of the page tree: facts by each type, words to `Card`.

Lock order: page rows of the item, all languages → own cards by language → facts (`Event`) → cards
of other items that contend for an address → readings of documents → content version.
The database is read anew each time: the object in hand may be a draft or stale.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from brink.documents.attaching import attach
from brink.jobs.outbox import enqueue
from brink.pages.addresses import fall_back_paths, follow_moves, settle_rivals
from brink.pages.facts import facts_page, share_facts, write_facets
from brink.pages.languages import LANGUAGES
from brink.pages.models.card import Card
from brink.pages.version import bump_version

if TYPE_CHECKING:
    from brink.pages.models.base import BasePage

IDENTITY = ("id", "key", "lang")
#: Told of the items that look different now, in the transaction and under its locks.
_followers: list[Callable[[set[UUID]], None]] = []
WORDS = [field.name for field in Card._meta.concrete_fields if field.name not in IDENTITY]


@transaction.atomic
def project(key: UUID, model: type["BasePage"], *, gone: Iterable[Card] = ()) -> None:
    """Bring the published copy of an item in line with its live pages.

    `gone` are cards that a deletion took away by cascade. A draft that was never published
    leaves nothing behind.
    """
    before, lost = lock_cards(key), {card.lang: card for card in gone}
    pages = live_pages(key, model)
    if not before and not pages and not lost:
        return
    if pages and len(before) < len(LANGUAGES):
        before, pages = reserve_cards(key, pages), live_pages(key, model)
    before |= lost
    model.project_facts(key, pages)
    facts = facts_page(key, model, pages)
    share_facts(facts, pages)
    after = make_cards(pages, before, facts)
    write_cards(after, before)
    write_facets(key, facts, pages)
    attach(key, pages)
    moved = follow_moves(key, before, after) | settle_rivals(key, before, after)
    announce({key, *moved})


def follow_projection(follower: Callable[[set[UUID]], None]) -> None:
    """Have a function called with the keys of items whose published copy was written anew."""
    if follower not in _followers:
        _followers.append(follower)


def announce(keys: set[UUID]) -> None:
    """Tell who follows, then the index."""
    for follower in _followers:
        follower(keys)
    index_later(keys)


def index_later(keys: set[UUID]) -> None:
    """Raise the content version, last, and have each item indexed under it."""
    version = bump_version()
    for key in sorted(keys):
        enqueue("index", f"index:{key}:{version}", {"key": str(key)})


def lock_pages(key: UUID) -> None:
    """Lock the page rows of an item in all languages, always in one order.

    A publish in one language also writes the shared facts to the page of the other. Two at once
    would else each hold their own page and wait for that of the other. Only what changes a row
    waits here, not a row elsewhere that refers to the page.
    """
    rows = Page.objects.select_for_update(no_key=True).filter(translation_key=key)
    list(rows.order_by("pk").values_list("pk"))


def lock_cards(key: UUID) -> dict[str, Card]:
    cards = Card.objects.select_for_update().filter(key=key).order_by("lang")
    return {card.lang: card for card in cards}


def reserve_cards(key: UUID, pages: dict[str, "BasePage"]) -> dict[str, Card]:
    """Lock a row per language, also where there is none yet.

    Two translations may be published for the first time at once, with no row to wait at: the
    second then waits at the unique key of the first, and must read the pages again.
    """
    page, now = next(iter(pages.values())), timezone.now()
    empty = {"page_id": page.pk, "path": "", "body_lang": "", "published": now, "changed": now}
    Card.objects.bulk_create(
        [Card(key=key, lang=lang, **empty) for lang in LANGUAGES], ignore_conflicts=True
    )
    return lock_cards(key)


def live_pages(key: UUID, model: type["BasePage"]) -> dict[str, "BasePage"]:
    """The live pages of an item by language, the first made first; aliases left out."""
    found = model.objects.filter(translation_key=key, live=True, alias_of=None)
    pages = found.select_related("locale").order_by("pk")
    return {page.locale.language_code: page for page in pages}


def make_cards(
    pages: dict[str, "BasePage"], before: dict[str, Card], facts: "BasePage | None"
) -> dict[str, Card]:
    """The cards an item should have, by language; none where it can have no address."""
    if not pages:
        return {}
    paths = {lang: page.url_path for lang, page in pages.items()}
    if len(pages) < len(LANGUAGES):
        paths = {**fall_back_paths(next(iter(pages.values()))), **paths}
    cards = {lang: make_card(lang, pages, paths[lang]) for lang in LANGUAGES if lang in paths}
    shown = {lang: facts or pages[card.body_lang] for lang, card in cards.items()}
    drawings = {page: cover_of(page) for page in {*shown.values()}}
    for lang, card in cards.items():
        card.cover = drawings[shown[lang]]
        if (old := before.get(lang)) and old.path and pages_undated(card, pages):
            card.published, card.changed = old.published, old.changed
    return cards


def make_card(lang: str, pages: dict[str, "BasePage"], path: str) -> Card:
    """The card of an item for readers of `lang`: own words, or what another language offers."""
    body_lang = lang if lang in pages else next(iter(pages))
    page = pages[body_lang]
    own = body_lang == lang
    now = timezone.now()
    return Card(
        key=page.translation_key,
        lang=lang,
        kind=page.card_kind(),
        page=page,
        title=page.title if own else page.other_title or page.title,
        title_lang=lang if own or page.other_title else body_lang,
        summary=page.summary if own else page.other_summary or page.summary,
        summary_lang=lang if own or page.other_summary else body_lang,
        path=path,
        body_lang=body_lang,
        published=page.first_published_at or now,
        changed=page.last_published_at or now,
        minutes=page.reading_minutes(),
        menu=page.menu if own else "",
        menu_order=page.menu_order,
    )


def pages_undated(card: Card, pages: dict[str, "BasePage"]) -> bool:
    """Whether the page was made live by code, without the date that a publish leaves."""
    return pages[card.body_lang].first_published_at is None


def cover_of(page: "BasePage") -> str:
    """`land/kind/seed`, of the page with the facts, so that an item has one drawing."""
    land = page.cover_land()
    return f"{land}/{page.card_kind()}/{page.translation_key.hex[:8]}" if land else ""


def write_cards(after: dict[str, Card], before: dict[str, Card]) -> None:
    Card.objects.bulk_create(
        after.values(), update_conflicts=True, unique_fields=["key", "lang"], update_fields=WORDS
    )
    if gone := [card.pk for lang, card in before.items() if lang not in after]:
        Card.objects.filter(pk__in=gone).delete()
