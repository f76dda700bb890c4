"""Pages at their place in the tree, and cards without any page type."""

import uuid
from datetime import UTC, datetime
from typing import Any

from wagtail.models import Page

from brink.pages.models import BasePage, Card, ItemFacet, PlainPage


def add_page(parent: Page, model: type[BasePage] = PlainPage, **fields: Any) -> Any:
    """A live page under a parent, which is read anew: a stale one stores wrong addresses."""
    fields = {"title": "Wat we doen", "locale": parent.locale, **fields}
    return Page.objects.get(pk=parent.pk).add_child(instance=model(**fields))


def add_translation(page: BasePage, parent: Page, **fields: Any) -> Any:
    """A live page in the tree of `parent` that is the same item as `page`."""
    fields = {"translation_key": page.translation_key, "title": "What we do", **fields}
    return add_page(parent, type(page), **fields)


def publish(page: BasePage, **fields: Any) -> Any:
    """Publish as an editor does: a revision of the newest words, then the page."""
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def make_card(home: Page, *, lang: str = "nl", facets: dict | None = None, **fields: Any) -> Card:
    """A card that no projection wrote, for tests of lists."""
    languages = dict.fromkeys(("lang", "title_lang", "summary_lang", "body_lang"), lang)
    fields = {**languages, "key": uuid.uuid4(), "kind": "case", "title": "Streekbrood", **fields}
    fields = {"published": datetime(2026, 11, 1, tzinfo=UTC), **fields}
    fields = {"path": f"/{lang}/x/{fields['key'].hex}/", **fields}
    for facet, codes in (facets or {}).items():
        for code in codes:
            ItemFacet.objects.get_or_create(key=fields["key"], facet=facet, code=code)
    return Card.objects.create(page=home, changed=fields["published"], **fields)
