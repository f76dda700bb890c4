"""The two lists: case studies (failed attempts among them) and best practices."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

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
    """Abstract. A subclass has the words of its list, as long as an editor wrote no summary."""

    lead: ClassVar[str | Promise]
    submit: ClassVar[str | Promise]
    parent_page_types: ClassVar[list] = ["home.HomePage"]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        catalogue = Catalogue(request, self.lists, FILTERS)
        return {**context, "catalogue": catalogue, "status": self.status(len(catalogue.found))}

    def status(self, number: int) -> str:
        """How many the list shows, in words."""
        raise NotImplementedError


class CaseStudyIndexPage(StudyIndexPage):
    lists = ("case", "failed")
    template = "casestudies/study_index_page.html"
    lead = _("What firms and trainees tried together. Also what came to nothing.")
    submit = _("Show stories")
    subpage_types: ClassVar[list] = ["casestudies.CaseStudyPage"]

    class Meta:
        verbose_name = _("case studies")

    def status(self, number: int) -> str:
        return ngettext("%(n)s story", "%(n)s stories", number) % {"n": number}


class BestPracticeIndexPage(StudyIndexPage):
    lists = ("practice",)
    template = "casestudies/study_index_page.html"
    lead = _("Ways of working together that proved themselves, to take over or adapt.")
    submit = _("Show practices")
    subpage_types: ClassVar[list] = ["casestudies.BestPracticePage"]

    class Meta:
        verbose_name = _("best practices")

    def status(self, number: int) -> str:
        return ngettext("%(n)s practice", "%(n)s practices", number) % {"n": number}
