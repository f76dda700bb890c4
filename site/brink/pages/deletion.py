"""Which pages must stay: asked by admin, bulk actions and API alike, also of superusers.

A database PROTECT would answer with an error page, and only after the fact.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import PagePermissionTester

from brink.pages.models.card import Card

if TYPE_CHECKING:
    from brink.pages.models.base import BasePage


class StayingPageTester(PagePermissionTester):
    """Wagtail's rules, and first ours: what others count on or stand on is not taken away."""

    page: "BasePage"

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk) and not reason_to_stay(self.page)

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and not reason_to_stay(self.page)

    def can_move(self) -> bool:
        """A move keeps the item, so who may delete may move, also when people registered."""
        return not self.page.is_fixed and super().can_delete(ignore_bulk=True)

    def can_move_to(self, destination: "BasePage") -> bool:
        is_reordered = self.page.is_child_of(destination)
        return (is_reordered or not self.page.is_fixed) and super().can_move_to(destination)


def reason_to_stay(page: "BasePage") -> str:
    """Why a page can be neither deleted nor unpublished; empty when it can."""
    if page.is_fixed and not is_empty(page):
        return _(
            "This page holds other pages and its address is fixed. "
            "It can be removed only when nothing lies beneath it."
        )
    if is_last(page) and page.has_obligations():
        return _(
            "People have registered for this, and it is the only page about it. "
            "Cancel it first, so that everybody is told; a page without registrations can go."
        )
    return ""


def reason_not_to_move(page: "BasePage") -> str:
    return _("The address of this page is fixed; it cannot be moved.") if page.is_fixed else ""


def is_empty(page: "BasePage") -> bool:
    """Whether nothing lies beneath: no page, nor an item whose page is in the other language."""
    beneath = Card.objects.filter(path__startswith=page.url_path).exclude(key=page.translation_key)
    return page.is_leaf() and not beneath.exists()


def is_last(page: "BasePage") -> bool:
    """Whether no other language has a live page of the item."""
    others = type(page).objects.filter(translation_key=page.translation_key, live=True)
    return not others.filter(alias_of=None).exclude(pk=page.pk).exists()
