"""The list of documents in the admin, with those in which nobody can search told apart."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.documents import IndexView

from brink.documents.models import Reading
from brink.documents.notices import NOTICES


def in_short(document: Any) -> str:
    """What is wrong with a file; its own form tells what to do. Empty for most."""
    reading = getattr(document, "reading", None)
    if reading is None or reading.reason not in NOTICES:
        return ""
    reason = reading.get_reason_display()
    if reading.reason == Reading.Reason.TOO_LONG:
        return capfirst(reason)
    return _("Not possible: %(reason)s") % {"reason": reason}


class DocumentList(IndexView):
    """Wagtail's own with one column more, for the same number of queries."""

    @cached_property
    def columns(self) -> list[Any]:
        more = Column("reading", label=gettext_lazy("Search in the text"), accessor=in_short)
        return [*super().columns, more]

    def get_base_queryset(self) -> QuerySet:
        found = super().get_base_queryset()
        return found.select_related("collection", "reading").defer("reading__pages")
