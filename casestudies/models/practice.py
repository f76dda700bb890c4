from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField

from brink.pages.models import BasePage
from casestudies.models.evidence import EvidenceRow, StudyPerson
from casestudies.models.panels import study_panels
from casestudies.models.study import SECTION_FEATURES, StudyPage


class BestPracticePageTag(TaggedItemBase):
    content_object = ParentalKey(
        "casestudies.BestPracticePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class BestPracticePage(StudyPage):
    """What proved to work and can be done elsewhere, under six fixed headings."""

    kind = "practice"
    sections: ClassVar[dict[str, int]] = dict.fromkeys(
        ("about", "happens", "partners", "agreements", "example", "also"), 1500
    )
    needs_evidence = True
    template = "casestudies/study_page.html"
    parent_page_types: ClassVar[list] = ["casestudies.BestPracticeIndexPage"]

    about = RichTextField(_("what it is about"), blank=True, features=SECTION_FEATURES)
    happens = RichTextField(_("what happens"), blank=True, features=SECTION_FEATURES)
    partners = RichTextField(_("which partners it takes"), blank=True, features=SECTION_FEATURES)
    agreements = RichTextField(_("what to agree on"), blank=True, features=SECTION_FEATURES)
    example = RichTextField(_("a good example"), blank=True, features=SECTION_FEATURES)
    also = RichTextField(_("also interesting"), blank=True, features=SECTION_FEATURES)
    tags = ClusterTaggableManager(through=BestPracticePageTag, blank=True, verbose_name=_("tags"))

    content_panels: ClassVar[list] = [
        *BasePage.content_panels,
        *study_panels(sections, StudyPage.closing_sections),
    ]

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
