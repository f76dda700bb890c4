"""What a certificate says, as it was true when made: kept with it, whatever changes later."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from brink.pages.moments import local
from events.days import days_of
from events.messages import card_of, last_title
from events.models import Event, Registration, Series
from events.series import numbered_row

#: A drawing for what is not on the site any more: a land, what stands on it, a seed.
COVER = "/event/00000000"
DAY = timedelta(days=1)


def facts_of(subject: Event | Series, attended: Sequence[Registration]) -> dict[str, Any]:
    """Of the meetings somebody was at: one, or some of a series."""
    last = attended[-1]
    events = [row.event for row in attended]
    card = card_of(last.event, last.language)
    return {
        "name": last.person.full_name,
        "title": title_of(subject, last.language),
        "days": [f"{day:%Y-%m-%d}" for event in events for day in days_on(event)],
        "hours": total([hours_of(event) for event in events]),
        "meetings": len(events) if isinstance(subject, Series) else None,
        "organiser": last.event.organiser_name,
        "signatory": subject.signatory or last.event.signatory,
        "cover": card.cover if card and card.cover else COVER,
    }


def title_of(subject: Event | Series, lang: str) -> str:
    if isinstance(subject, Series):
        return subject.title_en if lang == "en" else subject.title_nl
    row = numbered_row(subject, lang)
    return row.title if row else last_title(subject, lang)


def days_on(event: Event) -> list[date]:
    """Those on which there was something."""
    return [local(start) for start in [day.start for day in days_of(event)] or [event.start]]


def hours_of(event: Event) -> Decimal | None:
    """What its organiser says, or how long it lasted; None where the clock would say nonsense."""
    if event.certificate_hours is not None:
        return event.certificate_hours
    spans = [day.end - day.start for day in days_of(event)] or [event.end - event.start]
    is_sense = all(span <= DAY for span in spans)
    return Decimal(sum(spans, timedelta()) / timedelta(hours=1)) if is_sense else None


def total(hours: list[Decimal | None]) -> str:
    """Together; empty where one of them is not known."""
    known = [each for each in hours if each is not None]
    if len(known) < len(hours):
        return ""
    return f"{sum(known, Decimal()).quantize(Decimal('0.01')).normalize():f}"
