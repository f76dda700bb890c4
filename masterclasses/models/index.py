from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brink.pages.catalogue import Catalogue
from brink.pages.models import IndexPage

FILTERS = {"level": _("Level"), "theme": _("Theme"), "sector": _("Sector")}


class MasterclassIndexPage(IndexPage):
    lists = ("masterclass",)
    lead = _("Work through them by yourself, or do them together at a meeting.")
    template = "masterclasses/masterclass_index_page.html"
    parent_page_types: ClassVar[list] = ["home.HomePage"]
    subpage_types: ClassVar[list] = ["masterclasses.MasterclassPage"]

    class Meta:
        verbose_name = _("masterclasses")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "catalogue": Catalogue(request, self.lists, FILTERS)}
