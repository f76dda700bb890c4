"""The page that all our pages are: words in one language, projected when published."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.fields import BaseTranslatableField

from brink.pages.blocks import BODY_BLOCKS, RELATED_BLOCKS
from brink.pages.deletion import StayingPageTester
from brink.pages.fields import BodyField
from brink.pages.models.card import Card
from brink.pages.models.copied import CopiedPage
from brink.pages.page_form import BasePageForm
from brink.pages.parts import Part
from brink.pages.projection import lock_pages, make_card, project


class BasePage(CopiedPage):
    """Abstract. A subclass names its `kind`; `facets` and `project_facts` are its to override."""

    class Menu(models.TextChoices):
        NONE = "", _("no menu")
        MAIN = "main", _("main menu")
        GUIDE = "guide", _("footer: find your way")
        TERMS = "terms", _("footer: agreements")

    kind: ClassVar[str] = "page"
    #: fields that are the same in every language: entered on one page, shown on the others
    fact_fields: ClassVar[tuple[str, ...]] = ()
    #: rows that are entered on that page as well, by relation; of others nothing is read
    fact_rows: ClassVar[tuple[str, ...]] = ()
    #: stands at an address that is promised: is not moved, and removed only when empty
    is_fixed: ClassVar[bool] = False
    base_form_class = BasePageForm
    #: the cards that vanish with the page while it is being deleted
    lost_cards: list[Card]
    localize_default_translation_mode = "simple"
    private_page_options: ClassVar[list] = []  # a card would show a private title
    override_translatable_fields: ClassVar[list] = [
        BaseTranslatableField("other_title"),
        BaseTranslatableField("other_summary"),
    ]

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    other_title = models.CharField(
        _("title in the other language"),
        max_length=255,
        blank=True,
        help_text=_("Shown to readers of the other language until there is a translation."),
    )
    other_summary = models.CharField(_("summary in the other language"), max_length=300, blank=True)
    body = BodyField(BODY_BLOCKS, verbose_name=_("text"), blank=True)
    related = BodyField(RELATED_BLOCKS, verbose_name=_("related"), blank=True)
    menu = models.CharField(_("menu"), max_length=10, choices=Menu, blank=True, default="")
    menu_order = models.PositiveSmallIntegerField(_("order in the menu"), default=0)

    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("other_title"), FieldPanel("other_summary")],
            heading=_("In the other language"),
        ),
    ]
    promote_panels: ClassVar[list] = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("menu"), FieldPanel("menu_order")], heading=_("Menu")),
    ]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, and project in the same transaction unless only a draft was saved.

        `page_published` will not do: in most routes it fires after the page's commit. A draft
        takes the locks too: an editor's publish saves one first, in the same transaction.
        """
        with transaction.atomic():
            lock_pages(self.translation_key)
            result = super().save(*args, **kwargs)
            if is_published_by(kwargs.get("update_fields")):
                project(self.translation_key, type(self))
        return result

    def permissions_for_user(self, user: Any) -> StayingPageTester:
        return StayingPageTester(user, self)

    @classmethod
    def facts_language(cls, key: UUID, pages: dict[str, "BasePage"]) -> str:
        """The language of the page that owns the facts: the one made first, live or not."""
        if len(pages) == len(settings.LANGUAGES):
            return min(pages, key=lambda lang: pages[lang].pk)
        first = cls.objects.filter(translation_key=key, alias_of=None).order_by("pk")
        return first.values_list("locale__language_code", flat=True)[0]

    def facts_owner(self) -> "BasePage | None":
        """The page on which the facts of this item are entered; None for a page not saved yet."""
        if not self.pk:
            return None
        lang = self.facts_language(self.translation_key, {})
        if lang == self.locale.language_code:
            return self
        pages = type(self).objects.filter(translation_key=self.translation_key, alias_of=None)
        return pages.filter(locale__language_code=lang).first()

    @classmethod
    def project_facts(cls, key: UUID, pages: dict[str, "BasePage"]) -> None:
        """Copy the facts of an item from its live `pages` by language; called by the projection."""

    def card_kind(self) -> str:
        return self.kind

    def facets(self) -> dict[str, list[str]]:
        """The codes by which the item is found, by facet: `{"theme": ["export"]}`."""
        return {}

    def cover_land(self) -> str:
        """The code of the theme whose land the cover shows; empty for a page without cover."""
        return ""

    def reading_minutes(self) -> int | None:
        return None

    @classmethod
    def for_serving(cls) -> models.QuerySet:
        """The pages of this type with all that its template shows; a type adds its relations."""
        return cls.objects.select_related("locale")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the `card`. In a preview there is none yet, so one is made of the draft."""
        if not hasattr(request, "card"):
            lang = self.locale.language_code
            request.card, request.twins = make_card(lang, {lang: self}, self.url_path), {}
        return {**super().get_context(request, *args, **kwargs), "card": request.card}

    def has_obligations(self) -> bool:
        """Whether people count on this item, so that it may not vanish while it is the last."""
        return False

    def link_sources(self) -> Iterator[str]:
        """The texts in which links to pages may stand, raw as they are stored."""
        for field in self._meta.get_fields():
            if isinstance(field, RichTextField):
                yield getattr(self, field.name)
            elif isinstance(field, StreamField):
                yield json.dumps(list(getattr(self, field.name).raw_data), default=str)

    def search_text(self) -> str:
        """All words of the page that can be searched, as plain text, less those of its parts."""
        return " ".join(block_text(block) for block in self.body)

    def search_parts(self) -> Iterator[Part]:
        """Parts of the page with an address of their own, whose words are not in `search_text`."""
        return iter(())

    def search_tags(self) -> list[str]:
        tags = getattr(self, "tags", None)
        return sorted(tag.name for tag in tags.all()) if tags is not None else []

    def search_dates(self) -> tuple[datetime, datetime] | None:
        """When it takes place, for what takes place."""
        return None


def is_published_by(update_fields: Iterable[str] | None) -> bool:
    """Whether a save touches what is published: a draft saved on a live page leaves out `live`."""
    return update_fields is None or "live" in update_fields


def block_text(block: Any) -> str:
    return " ".join(block.block.get_searchable_content(block.value))
