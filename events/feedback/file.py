"""The numbers of all events as a file that a Dutch spreadsheet opens right."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from events.desk import exports
from events.feedback.answers import SCORES
from events.feedback.programme import Line
from events.models.queryset import ZONE


def as_csv(lines: Iterable[Line], total: Line) -> Iterator[bytes]:
    """A line for each event and one for all; numbers as the language writes them."""
    return exports.as_csv(headings(), map(cells_of, (*lines, total)))


def headings() -> list[str]:
    fixed = [_("Event"), _("Start"), _("Asked"), _("Answered"), _("Answered, in percent")]
    return [*fixed, *(str(label) for label in SCORES.values())]


def cells_of(line: Line) -> list[str]:
    start = line.event and timezone.localtime(line.event.start, ZONE)
    return [
        line.title,
        f"{start:%d-%m-%Y %H:%M}" if start else "",
        str(line.asked),
        str(line.given),
        blank(line.rate),
        *(blank(average, 2) for average in line.averages),
    ]


def blank(number: Any, decimals: int = 0) -> str:
    """A number, or nothing where there is none to show."""
    return "" if number is None else number_format(round(number, decimals), decimals)
