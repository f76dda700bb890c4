"""What has been loaded, by the id of the data files."""

import uuid
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model
from wagtail.models import Page

from brink.home.demo.source import Item
from brink.pages.languages import other_language
from brink.pages.models import BasePage

Row = TypeVar("Row", bound=Model)

#: Makes the same identity for the same item on every machine.
NAMESPACE = uuid.UUID("6b3f2f6e-9d0a-5c39-8f6a-0b7d6c1f2a10")


def item_key(item_id: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, item_id)


@dataclass
class Register:
    """Pages by item and language, and the terms and organisations they point to by code."""

    pages: dict[tuple[str, str], int] = field(default_factory=dict)
    terms: dict[tuple[str, str], Any] = field(default_factory=dict)

    def page_id(self, item_id: str, lang: str) -> int | None:
        """The page of an item in `lang`, or in the language it has."""
        other = other_language(lang)
        return self.pages.get((item_id, lang)) or self.pages.get((item_id, other))

    def resolver(self, item: Item, lang: str):  # noqa: ANN201  (a Resolver, see markup)
        def resolve(target: str) -> int:
            found = self.page_id(target, lang)
            if found is None:
                raise item.error("link", f"brink:{target} leads nowhere")
            return found

        return resolve

    def term(self, model: type[Row], code: str, item: Item, field: str) -> Row:
        """The row of a vocabulary or an organisation with this code."""
        found = self.terms.get((model.__name__, code))
        if found is None:
            found = model._default_manager.filter(code=code).first()
            if found is None:
                raise item.error(field, f"there is no {model._meta.verbose_name} “{code}”")
            self.terms[model.__name__, code] = found
        return found

    def related(self, item: Item, lang: str) -> list[tuple[str, Page]]:
        """The blocks of the field `related`."""
        resolve = self.resolver(item, lang)
        ids = [resolve(target) for target in item.data.get("related", [])]
        pages = Page.objects.in_bulk(ids)
        return [("page", pages[pk]) for pk in ids]

    def add(self, item_id: str, lang: str, page: BasePage) -> None:
        self.pages[item_id, lang] = page.pk
