"""The shape each data file must have, so that a slip is told by its field before anything loads."""

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

from brink.home.demo.dates import WEEKDAYS
from brink.home.demo.source import Item
from casestudies.models import EvidenceRow, StudyPage, StudyPerson
from events.models.event import Presence, Status
from masterclasses.models import MasterclassPage, Module

#: Tells what is wrong with a value; nothing when it is right.
Check = Callable[[Any], str]
#: Path of a field (`programme[].time`; `?` for one that may be left out) → what it must hold.
Shape = dict[str, Check]


def text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "is not a text"


def number(value: Any) -> str:
    is_right = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if is_right else "is not a number"


def yes_or_no(value: Any) -> str:
    return "" if isinstance(value, bool) else "is neither true nor false"


def day(value: Any) -> str:
    return "" if isinstance(value, date) else "is not a date such as 2026-11-25"


def clock(value: Any) -> str:
    try:
        time.fromisoformat(value)
    except (TypeError, ValueError):
        return "is not a time such as 09:30"
    return ""


def one_of(*allowed: str) -> Check:
    def check(value: Any) -> str:
        return "" if value in allowed else f"is {value!r}, not one of {', '.join(allowed)}"

    return check


def words(value: Any) -> str:
    """Words in one language or both; which ones an item needs is checked apart."""
    if not isinstance(value, dict) or not set(value) <= {"nl", "en"}:
        return "does not hold words by language (nl, en)"
    return next((text(part) for part in value.values() if text(part)), "")


MONTHS = [f"M{number:02}" for number in range(1, 19)]

ITEM: Shape = {
    "title": words,
    "summary": words,
    "tags?.nl[]": text,
    "tags?.en[]": text,
    "related?[]": text,
}
STUDY: Shape = {
    "kind": one_of("case", "failed_attempt", "practice"),
    "organisation": text,
    "research_group": text,
    "collaboration_form": text,
    "municipality": text,
    "themes[]": text,
    "sectors[]": text,
    "barriers[].nl": text,
    "period.from": text,
    "readiness": one_of(*StudyPage.Readiness.values),
    "implemented.status": one_of(*StudyPage.Implemented.values),
    "evidence[].indicator": words,
    "evidence[].unit": words,
    "evidence[].period": words,
    "evidence[].source": words,
    "evidence[].better": one_of(*EvidenceRow.Better.values),
    "evidence[].measured": yes_or_no,
    "people[].name": text,
    "people[].role": one_of(*StudyPerson.Role.values),
    "people[].consent": yes_or_no,
    "resources.firm_hours?": number,
    "firm_approval_date": day,
    "review_date?": day,
}
EVENT: Shape = {
    "month": one_of(*MONTHS),
    "type": text,
    "starts.day_of_month": number,
    "starts.weekday": one_of(*WEEKDAYS),
    "starts.time": clock,
    "ends.time": clock,
    "status": one_of(*Status.values),
    "presence": one_of(*Presence.values),
    "place?.name": text,
    "place?.street": text,
    "place?.postcode": text,
    "place?.municipality": text,
    "capacity.room": number,
    "capacity.online": number,
    "registration.opens_days_before": number,
    "registration.closes_days_before": number,
    "organiser.name": text,
    "organiser.email": text,
    "themes[]": text,
    "sectors[]": text,
    "programme[].time": clock,
    "programme[].minutes": number,
    "programme[].title": words,
    "speakers[].name": text,
    "speakers[].role": words,
    "speakers[].bio": words,
}
MASTERCLASS: Shape = {
    "level": one_of(*MasterclassPage.Level.values),
    "duration_minutes": number,
    "themes[]": text,
    "sectors[]": text,
    "modules[].title": words,
    "modules[].minutes": number,
    "modules[].kind": one_of(*Module.Kind.values),
    "modules[].body": words,
    "teachers[].name": text,
    "teachers[].role": words,
    "teachers[].organisation": text,
    "sittings[]": text,
}
SHAPES: dict[str, Shape] = {
    "pages": ITEM,
    "casestudies": {**ITEM, **STUDY},
    "bestpractices": {**ITEM, **STUDY},
    "events": {**ITEM, **EVENT},
    "masterclasses": {**ITEM, **MASTERCLASS},
}


def check_item(item: Item, shape: Shape) -> None:
    """Raise ContentError that names the first field which is missing or holds something else."""
    languages = item.get("body_languages")
    if not isinstance(languages, list) or not languages or not set(languages) <= {"nl", "en"}:
        raise item.error("body_languages", "is not a list of nl and en")
    for path, check in shape.items():
        for where, value in read(item, item.data, path.split("."), ""):
            if problem := check(value):
                raise item.error(where, problem)


def read(item: Item, data: Any, path: list[str], where: str) -> Iterator[tuple[str, Any]]:
    """The values at a path with the full names of their fields; each entry of a list apart."""
    if not path:
        yield where, data
        return
    name = path[0].removesuffix("[]").removesuffix("?")
    here = f"{where}.{name}" if where else name
    if not isinstance(data, dict):
        raise item.error(where, "does not hold fields with values")
    if data.get(name) is None:
        if "?" in path[0]:
            return
        raise item.error(here, "is missing")
    if not path[0].endswith("[]"):
        yield from read(item, data[name], path[1:], here)
        return
    if not isinstance(data[name], list):
        raise item.error(here, "is not a list")
    for number, entry in enumerate(data[name], start=1):
        yield from read(item, entry, path[1:], f"{here}[{number}]")
