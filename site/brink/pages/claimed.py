"""Addresses at which a part of the site answers itself, so that a page there would never show."""

from django.urls import Resolver404, resolve
from django.utils import translation

from brink.pages.languages import LANGUAGES
from brink.pages.models.card import Card

#: The view of every page, in `brink.pages.urls`.
PAGE = "page"


def is_claimed(path: str) -> bool:
    """Whether another view than that of pages answers there."""
    lang = path.split("/")[1]
    with translation.override(lang if lang in LANGUAGES else None):
        try:
            return resolve(path).view_name != PAGE
        except Resolver404:
            return False


def hidden_paths() -> list[str]:
    """Of pages that had their address before the site did, or were moved there."""
    paths = Card.objects.live().exclude(page=None).order_by("path").values_list("path", flat=True)
    return [path for path in paths if is_claimed(path)]
