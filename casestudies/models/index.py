"""The two lists: case studies (failed attempts among them) and best practices."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brink.pages.catalogue import Catalogue
from brink.pages.models import IndexPage

FILTERS = {
    "kind": _("Kind"),
    "theme": _("Theme"),
    "sector": _("Sector"),
    "region": _("Where"),
    "form": _("Form of collaboration"),
    "readiness": _("How far"),
}


class StudyIndexPage(IndexPage):
    """Abstract."""

    parent_page_types: ClassVar[list] = ["home.HomePage"]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "catalogue": Catalogue(request, self.lists, FILTERS)}


class CaseStudyIndexPage(StudyIndexPage):
    lists = ("case", "failed")
    template = "casestudies/study_index_page.html"
    subpage_types: ClassVar[list] = ["casestudies.CaseStudyPage"]

    class Meta:
        verbose_name = _("case studies")


class BestPracticeIndexPage(StudyIndexPage):
    lists = ("practice",)
    template = "casestudies/study_index_page.html"
    subpage_types: ClassVar[list] = ["casestudies.BestPracticePage"]

    class Meta:
        verbose_name = _("best practices")
