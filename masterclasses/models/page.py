"""Masterclasses: material to work through, and the events at which it is given."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.rich_text import get_text_for_indexing
from wagtail.snippets.blocks import SnippetChooserBlock

from brink.pages.fields import BodyField
from brink.pages.models import BasePage
from brink.pages.parts import Part, PartKind
from masterclasses.page_form import MasterclassPageForm
from masterclasses.presentation import MasterclassView


class MasterclassPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "masterclasses.MasterclassPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class MasterclassPage(BasePage):
    """Its level, duration, classification and sittings are facts, shared with the translation."""

    class Level(models.TextChoices):
        START = "start", _("getting started")
        PRACTICE = "practice", _("practice")
        DEEP = "deep", _("going deeper")

    kind = "masterclass"
    fact_fields = ("level", "duration", "themes", "sectors", "sittings")
    base_form_class = MasterclassPageForm
    template = "masterclasses/masterclass_page.html"
    parent_page_types: ClassVar[list] = ["masterclasses.MasterclassIndexPage"]
    subpage_types: ClassVar[list] = []

    subtitle = models.CharField(_("subtitle"), max_length=160, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.START)
    duration = models.PositiveSmallIntegerField(
        _("minutes in all"),
        null=True,
        blank=True,
        help_text=_("Leave empty to add up the modules."),
    )
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
    #: event pages, in any language, and series: the events at which it is given
    sittings = BodyField(
        [
            ("event", blocks.PageChooserBlock(label=_("event"), page_type="events.EventPage")),
            ("series", SnippetChooserBlock("events.Series", label=_("series"))),
        ],
        verbose_name=_("given at"),
        blank=True,
    )
    tags = ClusterTaggableManager(through=MasterclassPageTag, blank=True, verbose_name=_("tags"))

    content_panels: ClassVar[list] = [
        *BasePage.content_panels,
        FieldPanel("subtitle"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("level"), FieldPanel("duration")]),
                FieldPanel("audience"),
                FieldPanel("prerequisites"),
                FieldPanel("bring"),
            ],
            heading=_("For whom, how long"),
        ),
        FieldPanel("learning_goals"),
        FieldPanel("body"),
        InlinePanel("modules", label=_("Module"), heading=_("Modules")),
        InlinePanel("teachers", label=_("Teacher"), heading=_("Teachers")),
        FieldPanel("sittings"),
        MultiFieldPanel(
            [FieldPanel("themes"), FieldPanel("sectors"), FieldPanel("tags")],
            heading=_("Classification"),
        ),
        FieldPanel("related"),
    ]

    class Meta:
        verbose_name = _("masterclass")
        verbose_name_plural = _("masterclasses")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "view": MasterclassView(self, context["card"])}

    @classmethod
    def for_serving(cls) -> models.QuerySet:
        """With its modules and their documents, and its teachers and where they work."""
        modules = cls.modules.rel.related_model.objects.select_related("document")
        teachers = cls.teachers.rel.related_model.objects.select_related("organisation")
        return (
            super()
            .for_serving()
            .prefetch_related(
                models.Prefetch("modules", queryset=modules),
                models.Prefetch("teachers", queryset=teachers),
            )
        )

    def cover_land(self) -> str:
        return next(iter(self.facets()["theme"]), "ondernemerschap")

    def facets(self) -> dict[str, list[str]]:
        return {
            "theme": [theme.code for theme in self.themes.all()],
            "sector": [sector.code for sector in self.sectors.all()],
            "level": [self.level],
        }

    def link_sources(self) -> Any:
        yield from super().link_sources()
        yield from (module.text for module in self.modules.all())

    def search_text(self) -> str:
        goals = (str(goal.value) for goal in self.learning_goals)
        teachers = (teacher.name for teacher in self.teachers.all())
        own = (self.subtitle, self.audience, *goals, self.prerequisites, *teachers)
        return " ".join(filter(None, (*own, super().search_text())))

    def search_parts(self) -> Iterator[Part]:
        """Its modules, numbered as they stand in the list (`components/modules.html`)."""
        for number, module in enumerate(self.modules.all(), start=1):
            yield Part(
                kind=PartKind.MODULE,
                lang=self.locale.language_code,
                title=module.title,
                number=number,
                text=get_text_for_indexing(module.text),
                path=f"#module-{number}",
            )
