"""Case studies and best practices: one content model, two page types."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField

from brink.pages.models import BasePage, IndexPage
from casestudies.models.evidence import EvidenceRow, StudyPerson

SECTION_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class CaseStudyIndexPage(IndexPage):
    lists = ("case", "failed")
    template = "casestudies/study_index_page.html"
    parent_page_types: ClassVar[list] = ["home.HomePage"]
    subpage_types: ClassVar[list] = ["casestudies.CaseStudyPage"]

    class Meta:
        verbose_name = _("case studies")


class BestPracticeIndexPage(IndexPage):
    lists = ("practice",)
    template = "casestudies/study_index_page.html"
    parent_page_types: ClassVar[list] = ["home.HomePage"]
    subpage_types: ClassVar[list] = ["casestudies.BestPracticePage"]

    class Meta:
        verbose_name = _("best practices")


class StudyPage(BasePage):
    """Abstract: what a case and a practice share. Sizes follow the field list of the domain."""

    fact_fields = (
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
    is_anonymous = models.BooleanField(_("hide the organisation's name"), default=False)
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
        blank=False,
        help_text=_("Needed to publish. Nothing about a firm appears without its approval."),
    )
    review_on = models.DateField(_("review before"), null=True, blank=True)

    class Meta:
        abstract = True


class CaseStudyPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "casestudies.CaseStudyPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class CaseStudyPage(StudyPage):
    """What one firm did, also when it failed."""

    class Kind(models.TextChoices):
        CASE = "case", _("case study")
        FAILED = "failed", _("failed attempt")

    fact_fields = ("study_kind", *StudyPage.fact_fields)
    template = "casestudies/case_study_page.html"
    parent_page_types: ClassVar[list] = ["casestudies.CaseStudyIndexPage"]
    subpage_types: ClassVar[list] = []

    study_kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.CASE)
    situation = RichTextField(_("situation"), blank=True, features=SECTION_FEATURES)
    approach = RichTextField(_("approach"), blank=True, features=SECTION_FEATURES)
    result = RichTextField(_("result"), blank=True, features=SECTION_FEATURES)
    tags = ClusterTaggableManager(through=CaseStudyPageTag, blank=True, verbose_name=_("tags"))

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")


class CaseStudyEvidence(EvidenceRow):
    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="evidence")

    class Meta(EvidenceRow.Meta):
        verbose_name = _("evidence")


class CaseStudyPerson(StudyPerson):
    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="people")

    class Meta(StudyPerson.Meta):
        verbose_name = _("person involved")


class BestPracticePageTag(TaggedItemBase):
    content_object = ParentalKey(
        "casestudies.BestPracticePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class BestPracticePage(StudyPage):
    """What proved to work and can be done elsewhere, under six fixed headings."""

    kind = "practice"
    template = "casestudies/best_practice_page.html"
    parent_page_types: ClassVar[list] = ["casestudies.BestPracticeIndexPage"]
    subpage_types: ClassVar[list] = []

    about = RichTextField(_("what it is about"), blank=True, features=SECTION_FEATURES)
    happens = RichTextField(_("what happens"), blank=True, features=SECTION_FEATURES)
    partners = RichTextField(_("partners needed"), blank=True, features=SECTION_FEATURES)
    agreements = RichTextField(_("agreements"), blank=True, features=SECTION_FEATURES)
    example = RichTextField(_("a good example"), blank=True, features=SECTION_FEATURES)
    also = RichTextField(_("also interesting"), blank=True, features=SECTION_FEATURES)
    tags = ClusterTaggableManager(through=BestPracticePageTag, blank=True, verbose_name=_("tags"))

    class Meta:
        verbose_name = _("best practice")
        verbose_name_plural = _("best practices")


class BestPracticeEvidence(EvidenceRow):
    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="evidence")

    class Meta(EvidenceRow.Meta):
        verbose_name = _("evidence")


class BestPracticePerson(StudyPerson):
    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="people")

    class Meta(StudyPerson.Meta):
        verbose_name = _("person involved")
