"""Copy what is published out of the page tree: facts by each type, words to `Card`.

Lock order: own page row (Wagtail took it) → cards by language → facts (`Event`) → content version.
The database is read anew each time: the object in hand may be a draft or stale.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from brink.jobs.outbox import enqueue
from brink.pages.models.card import Card, ItemFacet, OldPath
from brink.pages.version import bump_version

if TYPE_CHECKING:
    from brink.pages.models.base import BasePage

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@transaction.atomic
def project(key: UUID, model: type["BasePage"]) -> None:
    """Bring the published copy of an item in line with its live pages."""
    old = {card.lang: card for card in lock_cards(key)}
    pages = live_pages(key, model)
    if not old and not pages:
        return
    model.project_facts(key, pages)
    write_cards(key, pages, old)
    write_facets(key, pages)
    version = bump_version()
    enqueue("index", f"index:{key}:{version}", {"key": str(key)})


def lock_cards(key: UUID) -> Iterable[Card]:
    return Card.objects.select_for_update().filter(key=key).order_by("lang")


def live_pages(key: UUID, model: type["BasePage"]) -> dict[str, "BasePage"]:
    """The live pages of an item by language, aliases left out."""
    found = model.objects.filter(translation_key=key, live=True, alias_of=None)
    return {page.locale.language_code: page for page in found.select_related("locale")}


def write_cards(key: UUID, pages: dict[str, "BasePage"], old: dict[str, Card]) -> None:
    cards = {lang: make_card(lang, pages) for lang in LANGUAGES} if pages else {}
    for lang, card in cards.items():
        if card is None:
            continue
        if before := old.pop(lang, None):
            card.pk = before.pk
            remember_path(before, card)
        OldPath.objects.filter(path=card.path).delete()
        card.save()
    Card.objects.filter(pk__in=[card.pk for card in old.values()]).delete()


def make_card(lang: str, pages: dict[str, "BasePage"]) -> Card | None:
    """The card of an item for readers of `lang`: own words, or what another language offers."""
    body_lang = lang if lang in pages else next(iter(sorted(pages)))
    page = pages[body_lang]
    own = body_lang == lang
    path = card_path(page, lang)
    if path is None:
        return None
    return Card(
        key=page.translation_key,
        lang=lang,
        kind=page.card_kind(),
        page_id=page.pk,
        title=page.title if own else page.other_title or page.title,
        title_lang=lang if own or page.other_title else body_lang,
        summary=page.summary if own else page.other_summary or page.summary,
        summary_lang=lang if own or page.other_summary else body_lang,
        path=path,
        body_lang=body_lang,
        published=page.first_published_at or timezone.now(),
        changed=page.last_published_at or timezone.now(),
        cover=cover_of(pages),
        minutes=page.reading_minutes(),
        menu=page.menu if own else "",
        menu_order=page.menu_order,
    )


def card_path(page: "BasePage", lang: str) -> str | None:
    """The address of an item in a language; a fall-back lies under the twin of its parent."""
    if page.locale.language_code == lang:
        return page.url_path
    parent = Card.objects.filter(key=page.get_parent().translation_key, lang=lang).first()
    if parent is None or parent.body_lang != lang:
        return None
    path = f"{parent.path}{page.slug}/"
    taken = Card.objects.filter(path=path).exclude(key=page.translation_key).exists()
    return page.url_path if taken else path


def cover_of(pages: dict[str, "BasePage"]) -> str:
    """`theme/kind/seed`, the same in every language, so that an item has one drawing."""
    page = pages[min(pages, key=lambda lang: pages[lang].pk)]
    land = page.cover_land()
    seed = page.translation_key.hex[:8]
    return f"{land}/{page.card_kind()}/{seed}" if land else ""


def remember_path(before: Card, after: Card) -> None:
    if before.path != after.path:
        OldPath.objects.update_or_create(
            path=before.path, defaults={"key": after.key, "lang": after.lang}
        )


def write_facets(key: UUID, pages: dict[str, "BasePage"]) -> None:
    """Replace the facets of an item by those of its pages, which agree by construction."""
    page = pages[min(pages, key=lambda lang: pages[lang].pk)] if pages else None
    wanted = {
        (facet, code) for facet, codes in (page.facets() if page else {}).items() for code in codes
    }
    current = {(row.facet, row.code): row.pk for row in ItemFacet.objects.filter(key=key)}
    ItemFacet.objects.filter(
        pk__in=[pk for row, pk in current.items() if row not in wanted]
    ).delete()
    ItemFacet.objects.bulk_create(
        ItemFacet(key=key, facet=facet, code=code) for facet, code in sorted(wanted - set(current))
    )
