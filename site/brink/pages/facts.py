"""Facts of an item: entered on one of its pages, the same on all, and the codes it is found by.

The owner is the page that was made first, as long as it exists, unless its type says otherwise
(`BasePage.facts_language`). While the owner is not live the facts stay as they were.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.db.models import ManyToManyField

from brink.pages.models.card import ItemFacet

if TYPE_CHECKING:
    from brink.pages.models.base import BasePage


class Coded(Protocol):
    """Tells the codes by which an item is found: a page, or what is an item without one."""

    def facets(self) -> dict[str, list[str]]: ...


def facts_page(
    key: UUID, model: type["BasePage"], pages: dict[str, "BasePage"]
) -> "BasePage | None":
    """The live page that owns the facts of an item; None while its owner is not live."""
    return pages.get(model.facts_language(key, pages)) if pages else None


def share_facts(owner: "BasePage | None", pages: dict[str, "BasePage"]) -> None:
    """Give the other live pages the facts of the owner, whatever their forms sent."""
    if owner is None or len(pages) < 2:
        return
    for page in pages.values():
        if page.pk != owner.pk:
            copy_facts(owner, page)


def copy_facts(owner: "BasePage", page: "BasePage") -> None:
    """Copy facts in the database and on the object; no page is saved, so nothing is projected."""
    changes = {}
    for name in owner.fact_fields:
        field = owner._meta.get_field(name)
        if isinstance(field, ManyToManyField):
            copy_relation(field, owner, page)
        elif getattr(page, field.attname) != getattr(owner, field.attname):
            changes[field.attname] = getattr(owner, field.attname)
    for name, value in changes.items():
        setattr(page, name, value)
    if changes:
        type(page).objects.filter(pk=page.pk).update(**changes)


def copy_relation(field: ManyToManyField, owner: "BasePage", page: "BasePage") -> None:
    """Make the rows of a many-to-many field of `page` those of `owner`."""
    through: Any = field.remote_field.through
    mine, other = field.m2m_column_name(), field.m2m_reverse_name()
    wanted = set(through.objects.filter(**{mine: owner.pk}).values_list(other, flat=True))
    rows = through.objects.filter(**{mine: page.pk})
    current = set(rows.values_list(other, flat=True))
    rows.filter(**{f"{other}__in": current - wanted}).delete()
    through.objects.bulk_create(
        through(**{mine: page.pk, other: pk}) for pk in sorted(wanted - current)
    )


def write_facets(key: UUID, owner: Coded | None, pages: Mapping[str, Coded]) -> None:
    """Write the codes by which an item is found; without its owner they stay as they were."""
    current = {(row.facet, row.code): row.pk for row in ItemFacet.objects.filter(key=key)}
    if pages and owner is None and current:
        return
    source = owner or next(iter(pages.values()), None)
    wanted = wanted_facets(source)
    if gone := [pk for row, pk in current.items() if row not in wanted]:
        ItemFacet.objects.filter(pk__in=gone).delete()
    if new := sorted(wanted - set(current)):
        ItemFacet.objects.bulk_create(
            ItemFacet(key=key, facet=facet, code=code) for facet, code in new
        )


def wanted_facets(page: Coded | None) -> set[tuple[str, str]]:
    facets = page.facets() if page else {}
    return {(facet, code) for facet, codes in facets.items() for code in codes}
