"""What a case and a best practice share: one content model, sized as the field list of the domain.

Facts (firm, period, hours, classification, approval) are entered on the page that owns them and
shared with its translation. Words are each page's own, and so are the rows of evidence and people:
they hold as many words as figures, and a translator sees both.
"""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from brink.pages.models import BasePage
from casestudies.checks import check_study, plain_words
from casestudies.page_form import StudyPageForm
from casestudies.presentation import StudyView

SECTION_FEATURES = ["bold", "italic", "link", "ol", "ul"]
#: How fast people read running text, in words a minute.
READING_SPEED = 220


class StudyPage(BasePage):
    """Abstract. A subclass names its `sections` and has the child relations evidence and people."""

    #: rich text fields of the type, with their limits in characters, in the order of the page
    sections: ClassVar[dict[str, int]] = {}
    needs_evidence: ClassVar[bool] = False
    closing_sections: ClassVar[dict[str, int]] = {"lessons": 800, "transferability": 800}

    fact_fields: ClassVar[tuple[str, ...]] = (
        "organisation", "is_anonymous", "research_group", "collaboration_form", "municipality",
        "themes", "sectors", "barriers", "starts", "ends", "readiness", "implemented",
        "implemented_on", "firm_hours", "trainee_hours", "euro", "firm_approved_on", "review_on",
    )  # fmt: skip

    class Readiness(models.TextChoices):
        IDEA = "idea", _("idea")
        TESTED = "tested", _("tested")
        IN_USE = "in_use", _("in use")
        SCALED = "scaled", _("scaled up")

    class Implemented(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")

    subtitle = models.CharField(_("subtitle"), max_length=160, blank=True)
    lessons = RichTextField(_("lessons"), blank=True, features=SECTION_FEATURES)
    transferability = RichTextField(_("transferability"), blank=True, features=SECTION_FEATURES)
    quote = models.CharField(_("quote"), max_length=400, blank=True)
    quote_role = models.CharField(_("who said it, by role"), max_length=120, blank=True)

    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, verbose_name=_("organisation")
    )
    is_anonymous = models.BooleanField(
        _("hide the organisation's name"),
        default=False,
        help_text=_("The name then appears nowhere: not on the page, not in lists or search."),
    )
    research_group = models.ForeignKey(
        "people.ResearchGroup",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("research group"),
    )
    collaboration_form = models.ForeignKey(
        "themes.CollaborationForm",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("form of collaboration"),
    )
    municipality = models.ForeignKey(
        "themes.Region", models.SET_NULL, null=True, blank=True, verbose_name=_("municipality")
    )
    themes = ParentalManyToManyField("themes.Theme", blank=True, verbose_name=_("themes"))
    sectors = ParentalManyToManyField("themes.Sector", blank=True, verbose_name=_("sectors"))
    barriers = ParentalManyToManyField("themes.Barrier", blank=True, verbose_name=_("barriers"))
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    readiness = models.CharField(_("readiness"), max_length=10, choices=Readiness, blank=True)
    implemented = models.CharField(
        _("put into practice"), max_length=6, choices=Implemented, blank=True
    )
    implemented_on = models.DateField(_("since"), null=True, blank=True)
    firm_hours = models.PositiveIntegerField(_("hours of the firm"), null=True, blank=True)
    trainee_hours = models.PositiveIntegerField(_("hours of the trainee"), null=True, blank=True)
    euro = models.PositiveIntegerField(_("euros"), null=True, blank=True)
    tools = models.CharField(_("tools"), max_length=300, blank=True)
    firm_approved_on = models.DateField(
        _("approved by the firm on"),
        null=True,
        help_text=_("Needed to publish. Nothing about a firm appears without its approval."),
    )
    review_on = models.DateField(_("review before"), null=True, blank=True)

    base_form_class = StudyPageForm
    subpage_types: ClassVar[list] = []

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        check_study(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "view": StudyView(self, context["card"])}

    @classmethod
    def for_serving(cls) -> models.QuerySet:
        """With the firm, the group and the place; rows of evidence and people come by two more."""
        related = ("organisation", "research_group", "collaboration_form", "municipality")
        return super().for_serving().select_related(*related)

    def cover_land(self) -> str:
        return next(iter(self.facets()["theme"]), "ondernemerschap")

    def facets(self) -> dict[str, list[str]]:
        form = self.collaboration_form
        return {
            "theme": [theme.code for theme in self.themes.all()],
            "sector": [sector.code for sector in self.sectors.all()],
            "barrier": [barrier.code for barrier in self.barriers.all()],
            "region": self.municipality.lineage() if self.municipality else [],
            "form": [form.code] if form else [],
            "readiness": [self.readiness] if self.readiness else [],
        }

    def section_names(self) -> tuple[str, ...]:
        return (*self.sections, *self.closing_sections)

    def reading_minutes(self) -> int:
        return max(1, round(len(self.search_text().split()) / READING_SPEED))

    def search_text(self) -> str:
        """All words, evidence included; no names of people, and of the firm only if it may show."""
        firm = "" if self.is_anonymous or not self.organisation else str(self.organisation)
        rows = (f"{row.indicator} {row.period} {row.source}" for row in self.evidence.all())
        sections = (plain_words(getattr(self, name)) for name in self.section_names())
        words = (
            self.subtitle,
            *sections,
            super().search_text(),
            self.quote,
            self.tools,
            firm,
            *rows,
        )
        return " ".join(filter(None, words))
