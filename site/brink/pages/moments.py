"""Days and hours as people write them, in the language and the time zone of the reader.

Dutch: "donderdag 17 december", "13.00–16.30 uur". English: "Thursday 17 December", "13:00–16:30".
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.dateformat import format as format_date

#: The clocks of the site: events are in the Netherlands, whatever zone a reader is in.
ZONE = ZoneInfo(settings.TIME_ZONE)
DASH = "–"


def local(moment: date) -> date:
    """A moment on the clocks of the site; a plain date has no clock and stays as it is.

    Not on those of the active zone: in a preview that is the zone of the editor's profile.
    """
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment, ZONE)
    return moment


def day(moment: date, *, year: bool | None = None, lang: str | None = None) -> str:
    """The day with its weekday; the year only when it is not this one, or as `year` says."""
    moment = local(moment)
    if year is None:
        year = moment.year != timezone.localdate(timezone=ZONE).year
    return spell(moment, "l j F Y" if year else "l j F", lang)


def short_day(moment: date, *, lang: str | None = None) -> str:
    """The day and its year without weekday, as for a date of publication: "17 december 2026"."""
    return spell(local(moment), "j F Y", lang)


def day_and_clock(moment: datetime, *, lang: str | None = None) -> str:
    """When something was done, for a list: "17 december 2026, 13.00 uur"."""
    return f"{short_day(moment, lang=lang)}, {clock(moment, lang=lang)}"


def weekday(moment: date, *, lang: str | None = None) -> str:
    return spell(local(moment), "l", lang)


def month(moment: date, *, lang: str | None = None) -> str:
    """The month and its year: "december 2026"."""
    return spell(local(moment), "F Y", lang)


def clock(moment: datetime, *, lang: str | None = None) -> str:
    """One time of the day: "13.00 uur", "13:00"."""
    return with_unit(figures(moment, lang), lang)


def hours(start: datetime, end: datetime, *, lang: str | None = None) -> str:
    """From when to when on one day: "13.00–16.30 uur", "13:00–16:30"."""
    return with_unit(f"{figures(start, lang)}{DASH}{figures(end, lang)}", lang)


def is_one_day(start: datetime, end: datetime) -> bool:
    return local(start).timetuple()[:3] == local(end).timetuple()[:3]


def days(start: datetime, end: datetime, *, lang: str | None = None) -> str:
    """The day, or the first and the last."""
    ends = (start,) if is_one_day(start, end) else (start, end)
    return f" {DASH} ".join(day(at, lang=lang) for at in ends)


def span(start: datetime, end: datetime, *, lang: str | None = None) -> str:
    """Day and hours; a span over midnight names both days."""
    if is_one_day(start, end):
        return f"{day(start, lang=lang)}, {hours(start, end, lang=lang)}"
    ends = (f"{day(at, lang=lang)}, {clock(at, lang=lang)}" for at in (start, end))
    return f" {DASH} ".join(ends)


def machine(moment: date) -> str:
    """For the `datetime` attribute: local time with its offset, so both readings agree."""
    moment = local(moment)
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else f"{moment}"


def figures(moment: datetime | time, lang: str | None = None) -> str:
    """The hour and minute alone, with the mark of the language between them."""
    at = local(moment) if isinstance(moment, datetime) else moment
    return spell(at, "H:i" if is_english(lang) else "H.i", lang)


def with_unit(text: str, lang: str | None) -> str:
    return text if is_english(lang) else f"{text} uur"


def is_english(lang: str | None) -> bool:
    return (lang or translation.get_language()) == "en"


def spell(moment: date | time, pattern: str, lang: str | None) -> str:
    with translation.override(lang or translation.get_language()):
        return format_date(moment, pattern)
