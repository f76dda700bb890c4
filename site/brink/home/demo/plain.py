"""The fixed pages of the data files: home, about, privacy and the rest."""

from brink.home.demo.markup import body_blocks
from brink.home.demo.register import Register
from brink.home.demo.source import Item
from brink.pages.models import PlainPage

#: Which menu a page stands in, and where.
MENUS = {
    "zo-zoek-je": ("guide", 1),
    "contact": ("guide", 2),
    "deel-je-kennis": ("guide", 3),
    "agenda-in-je-telefoon": ("guide", 4),
    "woordenlijst": ("guide", 5),
    "over": ("guide", 0),
    "toegankelijkheid": ("terms", 1),
    "privacy": ("terms", 2),
    "cookies": ("terms", 3),
}


def fill_plain(page: PlainPage, item: Item, lang: str, register: Register) -> None:
    page.menu, page.menu_order = MENUS.get(item.id, ("", 0))
    page.body = body_blocks(item.text("body", lang), register.resolver(item, lang))
