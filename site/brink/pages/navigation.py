"""What every page needs to draw its header and footer: at most one query, and no session."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language

from brink.pages.models import Card
from brink.pages.models.base import BasePage
from brink.pages.stylesheet import style_address

#: What menus and the way back show of a card, and what they go by.
FIELDS = ("key", "path", "title", "title_lang", "lang", "kind", "menu", "menu_order", "body_lang")


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {"navigation": Navigation(request)}


class Navigation:
    """Menus, the way back and the way to the other language; each worked out when asked."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = get_language() or settings.LANGUAGE_CODE

    @cached_property
    def cards(self) -> list[Card]:
        """The cards in a menu and those above the present address."""
        own = (card for card in self.found.values() if card.lang == self.language)
        return sorted(own, key=lambda card: (self.page_of(card).menu_order, card.title))

    @cached_property
    def found(self) -> dict[tuple[UUID, str], Card]:
        """The same with their twins in other languages, by item and language; one query."""
        return {(card.key, card.lang): card for card in self.wanted}

    @property
    def wanted(self) -> QuerySet[Card]:
        """Two looks, each by an index: with OR between them every card there is would be read."""
        own = Card.objects.in_language(self.language)
        above = own.filter(path__in=ancestors(self.request.path))
        named = Card.objects.filter(menu__gt="")
        in_menu = Card.objects.filter(key__in=named.values("key"))
        found = above.values("pk").union(in_menu.values("pk"))
        return Card.objects.filter(pk__in=found).only(*FIELDS)

    def page_of(self, card: Card) -> Card:
        """The card in the language of the body: an item without translation is in the menu that its
        one page names.
        """
        return self.found.get((card.key, card.body_lang), card)

    def menu(self, name: str) -> list[Card]:
        return [card for card in self.cards if card.menu == name]

    def footer_menu(self, name: str) -> list[Card]:
        """With what there is in another language only; the footer has room to say so."""
        return [card for card in self.cards if self.page_of(card).menu == name]

    @property
    def main(self) -> list[Card]:
        return self.menu(BasePage.Menu.MAIN)

    @property
    def guide(self) -> list[Card]:
        return self.footer_menu(BasePage.Menu.GUIDE)

    @property
    def terms(self) -> list[Card]:
        return self.footer_menu(BasePage.Menu.TERMS)

    @cached_property
    def current(self) -> str:
        """The address of the menu item that the reader is in; empty when in none."""
        above = ancestors(self.request.path)
        return max(
            (card.path for card in self.cards if card.menu and card.path in above), default=""
        )

    @cached_property
    def trail(self) -> list[Card]:
        """The published pages above the present address, from home down."""
        above = set(ancestors(self.request.path)) - {self.request.path}
        return sorted((c for c in self.cards if c.path in above), key=lambda card: len(card.path))

    @property
    def home(self) -> str:
        return f"/{self.language}/"

    @property
    def style_address(self) -> str:
        return style_address()

    @property
    def has_session(self) -> bool:
        """Whether the browser sent a session; else nobody asks, and the page can be cached."""
        return settings.SESSION_COOKIE_NAME in self.request.COOKIES

    @cached_property
    def account(self) -> str:
        """Address of the account page of somebody who is logged in, else of the login."""
        user = getattr(self.request, "user", None) if self.has_session else None
        name = "account_profile" if user and user.is_authenticated else "account_login"
        try:
            return reverse(name)
        except NoReverseMatch:
            return ""

    @property
    def is_logged_in(self) -> bool:
        return self.has_session and self.request.user.is_authenticated

    @cached_property
    def twins(self) -> list[dict[str, str]]:
        """The present page in each other language: `lang`, `name` in that language, `address`."""
        return [
            {"lang": lang, "name": name, "address": self.twin_address(lang)}
            for lang, name in settings.LANGUAGES
            if lang != self.language
        ]

    def twin_address(self, lang: str) -> str:
        """The same item in `lang` with the same query, or the home page when it has none there."""
        twins = getattr(self.request, "twins", None)
        query = self.request.META.get("QUERY_STRING", "")
        if twins is not None:
            path = twins[lang].path if lang in twins else f"/{lang}/"
            return f"{path}?{query}" if query and lang in twins else path
        address = self.request.get_full_path()
        other = translate_url(address, lang)
        return other if other != address else f"/{lang}/"

    @cached_property
    def canonical(self) -> str:
        """The one address of the present item: that of the card in the language of its body."""
        card = getattr(self.request, "card", None)
        if card is None:
            return ""
        twins = getattr(self.request, "twins", None) or {}
        return absolute(twins.get(card.body_lang, card).path)

    @cached_property
    def translations(self) -> list[dict[str, str]]:
        """What search engines may know as translations: cards whose body is in their language."""
        twins = getattr(self.request, "twins", None) or {}
        cards = [card for card in twins.values() if card.lang == card.body_lang]
        rows = [{"lang": card.lang, "address": absolute(card.path)} for card in cards]
        return rows if len(rows) > 1 else []


def ancestors(path: str) -> list[str]:
    """`/nl/agenda/x/` → `/nl/`, `/nl/agenda/`, `/nl/agenda/x/`."""
    parts = [part for part in path.split("/") if part]
    return [f"/{'/'.join(parts[: depth + 1])}/" for depth in range(min(len(parts), 8))]


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
