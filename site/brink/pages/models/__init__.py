from brink.pages.models.base import BasePage
from brink.pages.models.card import Card, ContentVersion, ItemFacet, OldPath
from brink.pages.models.index import IndexPage
from brink.pages.models.media import BrinkDocument, BrinkImage, BrinkRendition
from brink.pages.models.plain import PlainPage

__all__ = [
    "BasePage",
    "BrinkDocument",
    "BrinkImage",
    "BrinkRendition",
    "Card",
    "ContentVersion",
    "IndexPage",
    "ItemFacet",
    "OldPath",
    "PlainPage",
]
