"""The filters of the agenda: those of every list, and the month."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from brink.pages.narrowing import Narrowing
from brink.themes.labels import label
from events.models.event import Event
from events.selection import month_name

#: The filters of the form, in this order.
GROUPS = {
    "type": _("Type"),
    "theme": _("Theme"),
    "region": _("Where"),
    "presence": _("In the room or online"),
    "month": _("Month"),
}


class EventNarrowing(Narrowing[Event]):
    def offered(self, facet: str, codes: Iterable[str]) -> dict[str, str]:
        if facet != "month":
            return super().offered(facet, codes)
        return {code: month_name(code) for code in sorted(codes)}


def name_of(facet: str, code: str) -> str:
    return month_name(code) if facet == "month" else label(facet, code)
