"""Papers as pictures, to look at what is drawn on them."""

from events.paper.fonts import can_be_set
from events.paper.text import clean, spare
from events.paper.typesetting import Data, draw


def pictures(template: str, data: Data, lang: str) -> list[bytes]:
    """Its pages as PNG."""
    pages = draw(template, spare(clean(data), can_be_set), lang, "png")
    return pages if isinstance(pages, list) else [pages]
