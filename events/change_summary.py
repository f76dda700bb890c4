"""A change as an editor reads it before it is made: now and then, and who will be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from brink.pages import moments
from events.announcement import TOLD
from events.change import CHANGEABLE, Change, Standing, audience, fact_field
from events.models import Event, Place

NOTICE_LABELS = {"nl": _("Notice in Dutch"), "en": _("Notice in English")}


@dataclass(frozen=True)
class Row:
    label: str
    now: str
    then: str
    is_changed: bool
    #: of what is said in one language only
    lang: str = ""


def rows(now: Standing, change: Change) -> Iterator[Row]:
    """Each fact as it is, and as it will be."""
    for name in CHANGEABLE:
        then = change.facts.get(name, now.facts[name])
        label = capfirst(str(fact_field(name).verbose_name))
        yield Row(label, said(name, now.facts[name]), said(name, then), name in change.facts)


def notice_rows(now: Standing, change: Change) -> Iterator[Row]:
    """The notice in each language as it is, and as it will be."""
    for lang, label in NOTICE_LABELS.items():
        was, then = now.notices.get(lang, ""), change.notices.get(lang, "")
        yield Row(str(label), was or "–", then, then != was, lang)


def said(name: str, value: Any) -> str:
    """A fact in words; a dash for what there is not."""
    if isinstance(value, datetime):
        return f"{moments.day(value, year=True)}, {moments.clock(value)}"
    if name == "place":
        found = Place.objects.select_related("municipality").filter(pk=value).first()
        return found.address if found else "–"
    choices = fact_field(name).flatchoices
    return str(dict(choices).get(value, value)) if value else "–"


@dataclass(frozen=True)
class Audience:
    """Who is on the list: a line per state with a number per language."""

    lines: list[tuple[str, list[int]]]
    number: int


def audience_of(event: Event) -> Audience:
    counts = audience(event)
    langs = [lang for lang, _name in settings.LANGUAGES]
    lines = [(str(s.label), [counts.get((s, lang), 0) for lang in langs]) for s in TOLD]
    return Audience(lines, sum(counts.values()))


def is_told(event: Event, change: Change) -> bool:
    """Whether people will get a mail: there is something to tell, and it is still to come."""
    is_coming = change.facts.get("end", event.end) > timezone.now()
    return is_coming and (change.is_for_calendars() or change.tells)
