"""A masterclass as its reader sees it."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.rich_text import RichText

from brink.pages.item_view import ItemView
from brink.pages.models import Card
from events.models import Event
from events.queries import EventRow, event_rows

if TYPE_CHECKING:
    from masterclasses.models import MasterclassPage, Module


class MasterclassView(ItemView):
    """What the template reads. A few queries: parts, sittings, codes, related."""

    page: "MasterclassPage"

    @property
    def facts(self) -> list[dict[str, str]]:
        count = len(self.modules)
        parts = ngettext("%(n)s module", "%(n)s modules", count) % {"n": count}
        level = self.page.get_level_display()
        rows = [
            {"name": _("Time"), "strong": spell_minutes(self.total), "text": parts},
            {"name": _("Level"), "strong": level[:1].upper() + level[1:], "text": ""},
            {"name": _("For whom"), "strong": "", "text": self.page.audience},
        ]
        return [row for row in rows if row["strong"] or row["text"]]

    @property
    def total(self) -> int:
        return self.page.duration or sum(module["minutes"] for module in self.modules)

    @cached_property
    def modules(self) -> list[dict[str, Any]]:
        return [module_values(m) for m in self.page.modules.select_related("document")]

    @property
    def downloads(self) -> list[dict[str, str]]:
        """What can be taken along: the documents and links of the modules."""
        return [item for module in self.modules for item in module["downloads"]]

    @property
    def teachers(self) -> list[dict[str, str]]:
        return [
            {"name": t.name, "note": ", ".join(filter(None, (t.role, str(t.organisation or ""))))}
            for t in self.page.teachers.select_related("organisation")
        ]

    @cached_property
    def sittings(self) -> list[EventRow]:
        """The events at which it is given, the coming ones first, then the latest past one."""
        ids = [block["value"] for block in self.page.sittings.raw_data if block.get("value")]
        keys = Page.objects.filter(pk__in=ids).values("translation_key")
        events = Event.objects.visible().filter(key__in=keys).with_place() if ids else ()
        rows = sorted(events, key=lambda event: event.start)
        coming = [event for event in rows if not event.is_past]
        past = [event for event in reversed(rows) if event.is_past]
        return event_rows([*coming, *past], self.card.lang) if rows else []

    @cached_property
    def related(self) -> list[Card]:
        """What goes with it, less the sittings, which stand on their own."""
        given = {row.event.key for row in self.sittings}
        return [card for card in super().related if card.key not in given]


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
        return _("%(n)s and a half hours") % {"n": hours}
    words = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    more = ngettext("%(n)s minute", "%(n)s minutes", left) % {"n": left}
    return f"{words} {more}" if left else words
