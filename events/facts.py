"""What people were told of an event, so that a mail about a change can say what it was."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from events.models.event import Event, Place, Presence

#: What a calendar knows of an event (`events.projection.CALENDAR_FACTS`), by name.
Facts = dict[str, Any]


def spelled(facts: Facts) -> dict[str, str]:
    """Published facts as a job keeps them, with the place as people read it."""
    place = Place.objects.select_related("municipality").filter(pk=facts["place_id"]).first()
    return {
        "start": facts["start"].isoformat(),
        "end": facts["end"].isoformat(),
        "presence": facts["presence"],
        "place": place.address if place else "",
        "status": facts["status"],
        "online_url": facts["online_url"],
    }


def facts_of(event: Event, names: tuple[str, ...]) -> Facts:
    return {name: getattr(event, name) for name in names}


def differences(was: dict[str, str], now: dict[str, str]) -> dict[str, Any]:
    """What was otherwise, ready for a template; empty for what is as it was."""
    return {
        "status": was["status"],
        "span": moments(was) if moments(was) != moments(now) else (),
        "where": where_before(was, now),
        "presence": was["presence"] if where(was) == where(now) else "",
        "has_new_link": bool(now["online_url"]) and was["online_url"] != now["online_url"],
    }


def moments(facts: dict[str, str]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(facts["start"]), datetime.fromisoformat(facts["end"])


def where_before(was: dict[str, str], now: dict[str, str]) -> Any:
    """Where it was; empty where it only became or is no longer one for both."""
    if where(was) == where(now):
        return ""
    return gettext_lazy("Online") if was["presence"] == Presence.ONLINE else was["place"]


def where(facts: dict[str, str]) -> str:
    """A meeting that is online is nowhere else, whatever place was entered."""
    return "" if facts["presence"] == Presence.ONLINE else facts["place"]
