"""A masterclass as its reader sees it."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.rich_text import RichText

from brink.pages import moments
from brink.pages.item_view import ItemView
from brink.pages.models import Card
from brink.pages.related import chosen_cards, chosen_ids
from events.admission import Admission
from events.invitation import invitation
from events.models import Event, Series
from events.models.event import Presence
from events.presentation import enrol_path
from events.queries import EventRow, event_rows
from events.selection import subscribe_links
from events.series import with_numbers
from masterclasses.sittings import SittingsFeed, events_of

if TYPE_CHECKING:
    from masterclasses.models import MasterclassPage, Module


#: Nobody can come to these.
OFF = (Admission.CANCELLED, Admission.PAST)


class MasterclassView(ItemView):
    """What the template reads. A few queries: parts, sittings, codes, related."""

    page: "MasterclassPage"

    @property
    def facts(self) -> list[dict[str, str]]:
        count = len(self.modules)
        parts = ngettext("%(n)s module", "%(n)s modules", count) % {"n": count}
        level = self.page.get_level_display()
        for_whom = {"name": _("For whom"), "strong": ""}
        rows = [
            {"name": _("Time"), "strong": spell_minutes(self.total), "text": parts},
            {"name": _("Level"), "strong": level[:1].upper() + level[1:], "text": ""},
            {**for_whom, "text": self.page.audience, "lang": self.body_lang},
        ]
        return [row for row in rows if row["strong"] or row["text"]]

    @property
    def total(self) -> int:
        return self.page.duration or sum(module["minutes"] for module in self.modules)

    @cached_property
    def modules(self) -> list[dict[str, Any]]:
        return [module_values(m) for m in self.page.modules.all()]

    @property
    def downloads(self) -> list[dict[str, str]]:
        """What can be taken along: the documents and links of the modules."""
        return [item for module in self.modules for item in module["downloads"]]

    @cached_property
    def teachers(self) -> list[dict[str, str]]:
        return [
            {"name": t.name, "note": ", ".join(filter(None, (t.role, str(t.organisation or ""))))}
            for t in self.page.teachers.all()
        ]

    @cached_property
    def chosen(self) -> list[Any]:
        """The cards of all pages that an editor chose, the sittings too; one query."""
        ids = [*chosen_ids(self.page.related), *chosen_ids(self.page.sittings, "event")]
        return chosen_cards(ids, self.card.lang)

    @cached_property
    def sittings(self) -> list[EventRow]:
        """The events at which it is given: those to come, then the past, the latest first."""
        events = events_of(self.page) if chosen_ids(self.page.sittings) else ()
        rows = sorted(events, key=lambda event: event.start)
        coming = [event for event in rows if not event.is_past()]
        past = [event for event in reversed(rows) if event.is_past()]
        cards = None if self.series_ids else self.chosen
        return with_numbers(event_rows([*coming, *past], self.card.lang, cards)) if rows else []

    @property
    def series_ids(self) -> list[int]:
        return chosen_ids(self.page.sittings, "series")

    @property
    def whole_series(self) -> list[dict[str, Any]]:
        """The series of which one can sign up for several meetings in one go."""
        chosen = (row for row in self.sittings if row.event.series_id in self.series_ids)
        found: dict[Series, list[EventRow]] = {}
        for row in chosen:
            found.setdefault(cast(Series, row.event.series), []).append(row)
        ways = ({"series": each, "path": enrol_path(each, rows)} for each, rows in found.items())
        return [way for way in ways if way["path"]]

    @property
    def calendar_links(self) -> list[dict[str, str]]:
        """How to have its dates, also those that follow later, in one's own calendar."""
        feed = SittingsFeed(self.card)
        return subscribe_links(feed.feed_path, feed.calendar_name)

    @property
    def coming(self) -> EventRow | None:
        """The next event at which it is given, to sign up for at once."""
        going = (row for row in self.sittings if row.admission not in OFF)
        return next(going, None)

    @property
    def together(self) -> dict[str, Any]:
        """When and where that is, and the way in, as `components/sign-up.html` asks for it."""
        if (row := self.coming) is None:
            return {}
        event, invite = row.event, invitation(row)
        when = (moments.span(event.start, event.end), town_of(event))
        return {
            "when": ", ".join(filter(None, when)),
            "event": event,
            "invitation": invite,
        }

    @cached_property
    def related(self) -> list[Card]:
        """What goes with it, less the sittings, which stand on their own."""
        given = {row.event.key for row in self.sittings}
        ids = chosen_ids(self.page.related)
        return [card for card in self.chosen if card.key not in given and card.chosen in ids]

    @property
    def left_out(self) -> list[Card]:
        """The sittings stand on their own as well."""
        return [*self.related, *(row.card for row in self.sittings)]


def town_of(event: Event) -> str:
    """Where to go, in short; nothing while that is not known."""
    is_online = event.presence == Presence.ONLINE
    return _("Online") if is_online else event.place.town if event.place else ""


def module_values(module: "Module") -> dict[str, Any]:
    return {
        "title": module.title,
        "text": RichText(module.text),
        "minutes": module.minutes,
        "kind_label": module.get_kind_display(),
        "downloads": list(module_downloads(module)),
    }


def module_downloads(module: "Module") -> list[dict[str, str]]:
    items = []
    if document := module.document:
        size = filesizeformat(document.get_file_size())
        note = f"{document.file_extension.upper()}, {size}"
        items.append({"href": document.url, "title": document.title, "note": note})
    if module.link:
        items.append({"href": module.link, "title": module.title, "icon": "arrow"})
    return items


def spell_minutes(minutes: int) -> str:
    """Minutes as people say them: under an hour and a half in minutes, then in hours."""
    if minutes < 90:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours, left = divmod(minutes, 60)
    if left == 30:
        return _("%(n)s½ hours") % {"n": hours}
    words = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    more = ngettext("%(n)s minute", "%(n)s minutes", left) % {"n": left}
    return f"{words} {more}" if left else words
