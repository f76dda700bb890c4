"""Masterclasses: material to work through, and the events at which it is given."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin

from brink.pages.fields import BodyField
from brink.pages.models import BasePage, IndexPage


class MasterclassIndexPage(IndexPage):
    lists = ("masterclass",)
    template = "masterclasses/masterclass_index_page.html"
    parent_page_types: ClassVar[list] = ["home.HomePage"]
    subpage_types: ClassVar[list] = ["masterclasses.MasterclassPage"]

    class Meta:
        verbose_name = _("masterclasses")


class MasterclassPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "masterclasses.MasterclassPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class MasterclassPage(BasePage):
    class Level(models.TextChoices):
        START = "start", _("getting started")
        PRACTICE = "practice", _("practice")
        DEEP = "deep", _("going deeper")

    kind = "masterclass"
    fact_fields = ("level", "duration", "themes", "sectors")
    template = "masterclasses/masterclass_page.html"
    parent_page_types: ClassVar[list] = ["masterclasses.MasterclassIndexPage"]
    subpage_types: ClassVar[list] = []

    subtitle = models.CharField(_("subtitle"), max_length=160, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.START)
    duration = models.PositiveSmallIntegerField(_("minutes in all"), null=True, blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    learning_goals = BodyField(
        [("goal", blocks.CharBlock(label=_("goal"), max_length=200))],
        verbose_name=_("learning goals"),
        blank=True,
    )
    prerequisites = models.TextField(_("what to know or do beforehand"), blank=True)
    bring = models.TextField(_("what to bring"), blank=True)
    themes = ParentalManyToManyField("themes.Theme", blank=True, verbose_name=_("themes"))
    sectors = ParentalManyToManyField("themes.Sector", blank=True, verbose_name=_("sectors"))
    #: event pages, in any language: the events at which it is given
    sittings = BodyField(
        [("event", blocks.PageChooserBlock(label=_("event"), page_type="events.EventPage"))],
        verbose_name=_("given at"),
        blank=True,
    )
    tags = ClusterTaggableManager(through=MasterclassPageTag, blank=True, verbose_name=_("tags"))

    class Meta:
        verbose_name = _("masterclass")
        verbose_name_plural = _("masterclasses")


class Module(TranslatableMixin, Orderable):
    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        EXERCISE = "exercise", _("exercise")
        DOCUMENT = "document", _("document")
        VIDEO = "video", _("video")
        LINK = "link", _("link")

    page = ParentalKey(MasterclassPage, on_delete=models.CASCADE, related_name="modules")
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    text = RichTextField(_("text"), blank=True)
    document = models.ForeignKey(
        "pages.BrinkDocument", models.SET_NULL, null=True, blank=True, verbose_name=_("document")
    )
    link = models.URLField(_("link"), blank=True)

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("module")

    def __str__(self) -> str:
        return self.title


class Teacher(TranslatableMixin, Orderable):
    page = ParentalKey(MasterclassPage, on_delete=models.CASCADE, related_name="teachers")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("teacher")

    def __str__(self) -> str:
        return self.name
