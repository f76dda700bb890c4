"""What the page of every item tells its reader: its kind and themes, and what goes with it."""

from functools import cached_property
from typing import Any

from brink.pages.kin import Kin, find_kin
from brink.pages.models.card import Card
from brink.pages.related import chosen_cards, chosen_ids
from brink.themes.labels import label


class ItemView:
    """What a template reads of a page that has themes. `card` is that of the reader's language."""

    def __init__(self, page: Any, card: Card) -> None:
        self.page, self.card = page, card

    @property
    def body_lang(self) -> str:
        """The language of the body when it is not the reader's, else empty."""
        return "" if self.card.is_translated else self.card.body_lang

    @property
    def subtitle(self) -> str:
        """Beneath the title; left out where the title may be in another language than the page."""
        return "" if self.body_lang else self.page.subtitle

    @property
    def kind_line(self) -> str:
        """The kind and the first theme, over the title."""
        theme = label("theme", self.themes[0]) if self.themes else ""
        return " · ".join(filter(None, (label("kind", self.card.kind).capitalize(), theme)))

    @cached_property
    def themes(self) -> list[str]:
        return [theme.code for theme in self.page.themes.all()]

    @property
    def index_path(self) -> str:
        """The list in which the item stands."""
        return self.card.path.rstrip("/").rsplit("/", 1)[0] + "/"

    @property
    def theme_links(self) -> list[dict[str, str]]:
        where = self.index_path
        return [{"href": f"{where}?theme={c}", "label": label("theme", c)} for c in self.themes]

    @cached_property
    def related(self) -> list[Card]:
        """The cards of the pages an editor chose, in that order; one query at most."""
        return chosen_cards(chosen_ids(self.page.related), self.card.lang)

    @cached_property
    def kin(self) -> list[Kin]:
        """What is most like it of what no editor chose; one query, none in a preview of a draft."""
        if not self.card.pk:
            return []
        return find_kin(self.card, leave_out=[card.key for card in self.left_out])

    @property
    def left_out(self) -> list[Card]:
        """What the page leads to already."""
        return self.related
