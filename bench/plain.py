"""The same calendar by plain strings: the least it costs to write these lines in Python."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brink.pages.models import Card, ItemFacet
from brink.pages.moments import ZONE
from brink.themes.models import Theme
from events.calendar.window import within_window
from events.calendar.zone import VTIMEZONE
from events.models import Event

SITE = "http://testserver"
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
PARAGRAPH = "\n\n"
COLUMNS = (
    "uid", "key", "sequence", "status", "start", "end", "presence", "notices", "changed",
    "place__name", "place__street", "place__postcode", "place__municipality__label_nl",
    "place__latitude", "place__longitude", "type__label_nl",
)  # fmt: skip
HEAD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Brink//Brink events//NL
CALSCALE:GREGORIAN
METHOD:PUBLISH
DESCRIPTION:%(about)s
X-WR-CALDESC:%(about)s
NAME:%(name)s
X-WR-CALNAME:%(name)s
COLOR:seagreen
REFRESH-INTERVAL;VALUE=DURATION:PT4H
SOURCE;VALUE=URI:http://testserver/nl/agenda/feed.ics
X-APPLE-CALENDAR-COLOR:#1F6B3C
X-PUBLISHED-TTL:PT4H
X-WR-TIMEZONE:Europe/Amsterdam
"""


def select() -> list[dict[str, Any]]:
    """The values of each event, by four queries."""
    today = timezone.localdate(timezone=ZONE)
    kept = within_window(Event.objects.visible(), today).order_by("start", "pk")
    cards = {card["key"]: card for card in Card.objects.filter(lang="nl", kind="event").values()}
    labels = dict(Theme.objects.values_list("code", "label_nl"))
    themes = defaultdict(list)
    facets = ItemFacet.objects.filter(facet="theme").order_by("pk")
    for key, code in facets.values_list("key", "code"):
        themes[key].append(labels[code])
    events = list(kept.values(*COLUMNS))
    for event in events:
        event |= {"card": cards[event["key"]], "themes": themes[event["key"]]}
    return events


def build(events: list[dict[str, Any]]) -> bytes:
    with translation.override("nl"):
        words = {"about": _("Meetings of Brink. This calendar keeps itself up to date.")}
        lines = (HEAD % {**words, "name": _("Brink agenda")}).split("\n")[:-1]
        lines += VTIMEZONE.decode().split("\r\n")[:-1]
        label = _("Take part by way of the page")
        for event in events:
            lines += entry(event, label)
    lines += ["END:VCALENDAR", ""]
    return "\r\n".join(map(fold, lines)).encode()


def entry(event: dict[str, Any], label: str) -> list[str]:
    card, page = event["card"], SITE + event["card"]["path"]
    is_off, is_online = event["status"] == "cancelled", event["presence"] != "room"
    title = _("CANCELLED: %(title)s") % card if is_off else card["title"]
    texts = (event["notices"].get("nl"), card["summary"], page)
    stamp = f"{event['changed']:%Y%m%dT%H%M%SZ}"
    where = page if event["presence"] == "online" else address(event)
    has_spot = event["presence"] != "online" and event["place__latitude"] is not None
    latitude, longitude = event["place__latitude"], event["place__longitude"]
    spot = f"GEO:{float(latitude)};{float(longitude)}" if has_spot else ""
    kinds = ",".join(map(escape, (event["type__label_nl"], *event["themes"])))
    lines = (
        "BEGIN:VEVENT",
        f"SUMMARY:{escape(title)}",
        moment("DTSTART", event["start"]),
        moment("DTEND", event["end"]),
        f"DTSTAMP:{stamp}",
        f"UID:{event['uid']}@testserver",
        f"SEQUENCE:{event['sequence']}",
        f"CATEGORIES:{kinds}",
        conference(page, label) if is_online and not is_off else "",
        f"DESCRIPTION:{escape(PARAGRAPH.join(text for text in texts if text))}",
        spot,
        image(card["cover"]),
        f"LAST-MODIFIED:{stamp}",
        f"LOCATION:{escape(where)}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT" if is_off else "",
        f"URL:{page}",
        "END:VEVENT",
    )
    return [line for line in lines if line]


def conference(page: str, label: str) -> str:
    return f"CONFERENCE;FEATURE=VIDEO;LABEL={label};VALUE=URI:{page}"


def image(cover: str) -> str:
    kind = "DISPLAY=BADGE;FMTTYPE=image/svg+xml;VALUE=URI"
    return f"IMAGE;{kind}:{SITE}/covers/{cover}.svg"


def address(event: dict[str, Any]) -> str:
    town = f"{event['place__postcode']} {event['place__municipality__label_nl']}"
    return f"{event['place__name']}, {event['place__street']}, {town}"


def moment(name: str, at: datetime) -> str:
    local = at.astimezone(ZONE)
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        return f"{name}:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{name};TZID=Europe/Amsterdam:{local:%Y%m%dT%H%M%S}"


def escape(text: str) -> str:
    return text.translate(ESCAPED)


def fold(line: str) -> str:
    """At 75 octets, without cutting a character."""
    raw = line.encode()
    if len(raw) <= 75:
        return line
    parts, limit = [], 75
    while len(raw) > limit:
        cut = limit
        while raw[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(raw[:cut].decode())
        raw, limit = raw[cut:], 74
    return "\r\n ".join([*parts, raw.decode()])


def unfold(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")
