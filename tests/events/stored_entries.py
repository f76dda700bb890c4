"""Calendar entries as readers see them and as they are stored, and what renews them."""

from typing import Any

from brink.jobs.models import Job
from events.calendar.blocks import edition
from events.calendar.reading import block_texts
from events.models import CalendarBlock, Event


def text(lang: str = "nl") -> str:
    return b"".join(block_texts(Event.objects.visible(), lang)).decode().replace("\r\n ", "")


def stored(lang: str = "nl") -> str:
    rows = CalendarBlock.objects.filter(lang=lang, edition=edition()).order_by("event_id")
    return "".join(rows.values_list("text", flat=True)).replace("\r\n ", "")


def renewals() -> int:
    return Job.objects.filter(kind="events.render").count()


class StopError(Exception):
    """What goes wrong halfway."""


def stop(*_args: Any) -> Any:
    raise StopError
