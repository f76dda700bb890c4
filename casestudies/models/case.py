from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from brink.pages.models import BasePage
from casestudies.models.evidence import EvidenceRow, StudyPerson
from casestudies.models.panels import study_panels
from casestudies.models.study import SECTION_FEATURES, StudyPage


class CaseStudyPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "casestudies.CaseStudyPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class CaseStudyPage(StudyPage):
    """What one firm did, also when it failed."""

    class Kind(models.TextChoices):
        CASE = "case", _("case study")
        FAILED = "failed", _("failed attempt")

    sections: ClassVar[dict[str, int]] = {"situation": 800, "approach": 1500, "result": 1200}
    fact_fields = ("study_kind", *StudyPage.fact_fields)
    template = "casestudies/study_page.html"
    parent_page_types: ClassVar[list] = ["casestudies.CaseStudyIndexPage"]

    study_kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.CASE)
    situation = RichTextField(_("situation"), blank=True, features=SECTION_FEATURES)
    approach = RichTextField(_("approach"), blank=True, features=SECTION_FEATURES)
    result = RichTextField(_("result"), blank=True, features=SECTION_FEATURES)
    tags = ClusterTaggableManager(through=CaseStudyPageTag, blank=True, verbose_name=_("tags"))

    content_panels: ClassVar[list] = [
        *BasePage.content_panels,
        FieldPanel("study_kind"),
        *study_panels(sections, StudyPage.closing_sections),
    ]

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def card_kind(self) -> str:
        return self.study_kind


class CaseStudyEvidence(EvidenceRow):
    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="evidence")

    class Meta(EvidenceRow.Meta):
        verbose_name = _("evidence")


class CaseStudyPerson(StudyPerson):
    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="people")

    class Meta(StudyPerson.Meta):
        verbose_name = _("person involved")
