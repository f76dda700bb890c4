"""The filters of the agenda: those of every list, and the month."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from brink.pages.languages import LANGUAGES
from brink.pages.narrowing import Narrowing
from events.models.event import Event
from events.season import month_of
from events.selection import month_name, name_of

#: The filters of the form, in this order.
GROUPS = {
    "type": _("Type"),
    "theme": _("Theme"),
    "region": _("Where"),
    "presence": _("In the room or online"),
    "month": _("Month"),
}
#: What fewer people choose by: folded away.
MORE_GROUPS = {
    "sector": _("Sector"),
    "organiser": _("Organiser"),
    "lang": _("Language"),
}
#: What a reader can choose by, as it is called.
NAMES = {**GROUPS, **MORE_GROUPS, "q": _("Words")}


class EventNarrowing(Narrowing[Event]):
    def offered(self, facet: str, codes: Iterable[str]) -> dict[str, str]:
        if facet == "month":
            return {code: month_name(code) for code in sorted(codes)}
        if facet == "organiser":
            return self.organisers(codes)
        return super().offered(facet, codes)

    def organisers(self, codes: Iterable[str]) -> dict[str, str]:
        """Their names as these events have them; only of one without any must be asked."""
        names = {event.organiser_code: event.organiser_name for event in self.items}
        named = ((code, names.get(code) or name_of("organiser", code)) for code in codes)
        return dict(sorted(named, key=lambda pair: pair[1].casefold()))


def own_codes(event: Event) -> dict[str, list[str]]:
    """The codes that are no item facets. The events must be read `with_languages`."""
    return {
        "month": [month_of(event)],
        "organiser": [event.organiser_code] if event.organiser_code else [],
        "lang": [lang for lang in LANGUAGES if getattr(event, f"in_{lang}")],
    }
