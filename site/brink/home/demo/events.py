"""Events of the data files, moved so that today lies in the tenth month of the programme."""

import copy
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from brink.home.demo.dates import coming, day_of, moment
from brink.home.demo.markup import body_blocks, plain_text, rich_text
from brink.home.demo.register import Register
from brink.home.demo.source import Item
from brink.home.demo.studies import municipality
from brink.people.models import Organisation
from brink.themes.models import EventType, Sector, Theme
from events.models import EventPage, EventSpeaker, Place, ProgrammeItem, Series
from events.models.event import Presence

#: Is held in the week of loading, so that there is always something about to happen.
NEXT = "ev16"
BREAKS = ("pauze", "koffie", "lunch", "break", "coffee")


def with_first_dates(items: list[Item]) -> Iterator[Item]:
    """All events, and the cancelled first date of each event that was put off to another day."""
    for item in items:
        for change in item.data.get("changes", []):
            if change["kind"] == "cancelled_first_date":
                yield cancelled_twin(item, change)
        yield item


def cancelled_twin(item: Item, change: dict[str, Any]) -> Item:
    data = copy.deepcopy(item.data)
    was = change["was"]
    data.update(
        id=f"{item.id}-first",
        status="cancelled",
        starts={key: was[key] for key in ("day_of_month", "weekday", "time")},
        ends={"time": was["ends"]},
        slug={
            lang: f"{slug_word(title)}-{lang_word(lang)}" for lang, title in data["title"].items()
        },
        related=[item.id],
        demo_registrations={"room": 0, "waiting": 0},
    )
    return Item(item.path, data)


def slug_word(title: str) -> str:
    return title.lower().replace(" ", "-")


def lang_word(lang: str) -> str:
    return "eerste-datum" if lang == "nl" else "first-date"


def event_day(item: Item, now: datetime) -> date:
    starts = item.get("starts")
    if item.id == NEXT:
        return coming(starts["weekday"], starts["time"], now)
    return day_of(item.get("month"), starts["day_of_month"], starts["weekday"], now.date())


def fill_event(page: Any, item: Item, lang: str, register: Register) -> None:
    fill_facts(page, item, register)
    resolve = register.resolver(item, lang)
    page.body = body_blocks(item.text("body", lang), resolve)
    page.notice = notice(item, lang)
    page.cost = plain_text((item.get("cost").get("note") or {}).get(lang, ""))
    page.bring = plain_text(item.maybe("bring", lang))
    page.access_note = plain_text(item.maybe("access_note", lang))
    page.after = afterwards(item, lang, register)
    if page.after and page.online_url:
        page.recording_url = f"{page.online_url}/terugkijken"
    page.programme = [programme_item(page, row, lang) for row in item.get("programme")]
    page.speakers = [speaker(page, row, item, lang, register) for row in item.get("speakers")]


def fill_facts(page: EventPage, item: Item, register: Register) -> None:
    day = event_day(item, timezone.localtime())
    page.type = register.term(EventType, item.get("type"), item, "type")
    page.start = start = moment(day, item.get("starts")["time"])
    page.end = moment(day, item.get("ends")["time"])
    page.presence = item.get("presence")
    page.status = item.get("status")
    page.place = place(item)
    page.online_url = f"https://live.brink.example/{item.id}" if item.data.get("online") else ""
    fill_places(page, item.get("capacity"))
    page.organiser_name = item.get("organiser")["name"]
    page.organiser_email = item.get("organiser")["email"]
    page.themes = [register.term(Theme, code, item, "themes") for code in item.get("themes")]
    page.sectors = [register.term(Sector, code, item, "sectors") for code in item.get("sectors")]
    page.series = series(item)
    fill_window(page, item, start)
    fill_minimum(page, item)


def fill_places(page: EventPage, capacity: dict[str, int]) -> None:
    """Of an event that is held both ways the places online are counted apart."""
    is_hybrid = page.presence == Presence.HYBRID
    page.capacity = capacity["room"] if is_hybrid else sum(capacity.values())
    page.online_capacity = capacity["online"] if is_hybrid else None
    page.link_hours = None if page.presence == Presence.ROOM else 1


def fill_minimum(page: EventPage, item: Item) -> None:
    """So many people are needed two days before registration closes."""
    page.minimum = item.data.get("min_participants")
    if page.minimum and page.closes:
        page.minimum_by = page.closes - timedelta(days=2)


def fill_window(page: EventPage, item: Item, start: datetime) -> None:
    """Registration opens in time to be seen: a full event with a queue is open already."""
    rules = item.get("registration")
    opens = start - timedelta(days=rules["opens_days_before"])
    if item.data.get("demo_registrations", {}).get("waiting"):
        opens = min(opens, timezone.now() - timedelta(days=7))
    page.opens = opens
    page.closes = start - timedelta(days=0 if item.id == NEXT else rules["closes_days_before"])


def place(item: Item) -> Place | None:
    data = item.data.get("place")
    if not data:
        return None
    values = {key: data[key] for key in ("street", "postcode")}
    values["municipality"] = municipality(data["municipality"], item)
    return Place.objects.get_or_create(name=data["name"], defaults=values)[0]


def series(item: Item) -> Series | None:
    data = item.data.get("series")
    if not data:
        return None
    titles = {f"title_{lang}": title for lang, title in data["title"].items()}
    return Series.objects.get_or_create(title_nl=titles["title_nl"], defaults=titles)[0]


def notice(item: Item, lang: str) -> str:
    changes = item.data.get("changes", [])
    return plain_text(changes[0]["notice"].get(lang, "")) if changes else ""


def afterwards(item: Item, lang: str, register: Register) -> str:
    """The summary, the agreements and the names of the material, as rich text."""
    after = item.data.get("after")
    if not after:
        return ""
    agreed, material = ("Afgesproken", "Materiaal") if lang == "nl" else ("Agreed", "Material")
    parts = [
        after["summary"].get(lang, ""),
        *bullet_list(agreed, after["agreements"]),
        *bullet_list(material, after["materials"]),
    ]
    return rich_text("\n\n".join(parts), register.resolver(item, lang))


def bullet_list(heading: str, rows: list[str]) -> list[str]:
    return [f"### {heading}", "\n".join(f"- {row}" for row in rows)] if rows else []


def programme_item(page: EventPage, row: dict[str, Any], lang: str) -> ProgrammeItem:
    title = row["title"].get(lang) or next(iter(row["title"].values()))
    return ProgrammeItem(
        time=time.fromisoformat(row["time"]),
        minutes=row["minutes"],
        title=title,
        speaker=row["speaker"],
        is_break=title.lower().startswith(BREAKS),
        locale=page.locale,
    )


def speaker(
    page: EventPage, row: dict[str, Any], item: Item, lang: str, register: Register
) -> EventSpeaker:
    code = row.get("organisation")
    return EventSpeaker(
        name=row["name"],
        role=row["role"].get(lang, ""),
        organisation=register.term(Organisation, code, item, "speakers") if code else None,
        bio=row["bio"].get(lang, ""),
        locale=page.locale,
    )
