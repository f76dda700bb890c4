"""What is published, copied out of the page tree. Written only by `brink.pages.projection`
and, of what is no page, by `brink.pages.bodies.projection`.
"""

from collections.abc import Iterable, Mapping

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What an item is to a reader; each page type names its own."""

    EVENT = "event", pgettext_lazy("kind of item", "event")
    CASE = "case", pgettext_lazy("kind of item", "case study")
    FAILED = "failed", pgettext_lazy("kind of item", "failed attempt")
    PRACTICE = "practice", pgettext_lazy("kind of item", "best practice")
    MASTERCLASS = "masterclass", pgettext_lazy("kind of item", "masterclass")
    PAGE = "page", pgettext_lazy("kind of item", "page")
    ORGANISATION = "organisation", pgettext_lazy("kind of item", "organisation")
    RESEARCH_GROUP = "research-group", pgettext_lazy("kind of item", "research group")
    INDEX = "index", pgettext_lazy("kind of item", "list")
    HOME = "home", pgettext_lazy("kind of item", "home page")


class CardQuerySet(models.QuerySet["Card"]):
    """Reads as words: `Card.objects.in_language("nl").of_kind("case").newest()`."""

    def in_language(self, lang: str) -> "CardQuerySet":
        """One card per item: what readers of `lang` see."""
        return self.filter(lang=lang)

    def live(self) -> "CardQuerySet":
        """What is published at this moment, also where a page was hidden behind our back."""
        return self.filter(Q(page__live=True) | Q(page=None))

    def of_kind(self, *kinds: str) -> "CardQuerySet":
        return self.filter(kind__in=kinds)

    def having(self, codes: Mapping[str, Iterable[str]]) -> "CardQuerySet":
        """Items with one of the codes of a facet, and so for each facet that names any."""
        cards = self
        for facet, wanted in codes.items():
            if wanted := list(wanted):
                found = ItemFacet.objects.filter(key=OuterRef("key"), facet=facet, code__in=wanted)
                cards = cards.filter(Exists(found))
        return cards

    def translated(self) -> "CardQuerySet":
        """Cards whose body is in the language of the reader: the canonical addresses."""
        return self.filter(body_lang=F("lang"))

    def newest(self) -> "CardQuerySet":
        return self.order_by("-published", "title", "pk")


class Card(models.Model):
    """What a reader of one language is shown of one item: words and an address.

    `lang` is the reader's language, `body_lang` the language of the page behind it. Where they
    differ the item has no translation: the card then has the words the page offers for the other
    language, and `title_lang` tells in which language the title really is.
    """

    key = models.UUIDField()
    lang = models.CharField(max_length=2)
    kind = models.CharField(max_length=20)
    #: empty for what is no page in the tree (`brink.pages.bodies`): its card goes when it does
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, null=True, related_name="cards")
    title = models.CharField(max_length=255)
    title_lang = models.CharField(max_length=2)
    summary = models.CharField(max_length=300, blank=True)
    summary_lang = models.CharField(max_length=2, blank=True)
    path = models.CharField(max_length=1000)
    body_lang = models.CharField(max_length=2)
    published = models.DateTimeField()
    changed = models.DateTimeField()
    cover = models.CharField(max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    menu = models.CharField(max_length=10, blank=True)
    menu_order = models.PositiveSmallIntegerField(default=0)

    #: facet → codes, put here by `brink.pages.facets.attach_facets`
    facet_codes: dict[str, list[str]]

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "lang"], name="card_key_lang")]
        indexes = [
            models.Index(fields=["kind", "lang", "-published"], name="card_kind_lang_published"),
            models.Index(fields=["path"], name="card_path"),
            models.Index(fields=["menu", "lang"], name="card_menu"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.lang})"

    @property
    def slug(self) -> str:
        """The last part of its address, which pages of its own stand under too."""
        return last_part(self.path)

    @property
    def is_translated(self) -> bool:
        """Whether the body is in the language of the reader."""
        return self.lang == self.body_lang


def last_part(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


class ItemFacet(models.Model):
    """One code by which an item can be found: facet `theme`, code `sociale-innovatie`."""

    key = models.UUIDField()
    facet = models.CharField(max_length=20)
    code = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "facet", "code"], name="item_facet_once")
        ]
        indexes = [models.Index(fields=["facet", "code"], name="item_facet_code")]

    def __str__(self) -> str:
        return f"{self.facet}={self.code}"


class OldPath(models.Model):
    """An address an item once had in a language; it leads to the present one for ever."""

    path = models.CharField(max_length=1000, unique=True)
    key = models.UUIDField()
    lang = models.CharField(max_length=2)

    def __str__(self) -> str:
        return self.path


class ContentVersion(models.Model):
    """A row that goes up with every published change; the last thing a publish locks.

    A second goes up with every change of the search index, a third with every rule that editors
    give search (`brink.pages.version`).
    """

    number = models.BigIntegerField(default=0)
    changed = models.DateTimeField(default=timezone.now, db_default=Now())

    def __str__(self) -> str:
        return str(self.number)
