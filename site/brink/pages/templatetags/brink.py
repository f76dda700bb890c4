"""Words and marks that every template of the house may use: `{% load brink %}`."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brink.pages import moments
from brink.themes.labels import label

register = template.Library()


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A line icon of `templates/icons/`; hidden from screen readers, so words stand beside it."""
    return mark_safe(get_template(f"icons/{name}.svg").render({"size": size}))  # noqa: S308


@register.simple_tag
def facet_label(facet: str, code: str) -> str:
    """`{% facet_label "theme" "export" %}`: the label in the language of the reader."""
    return label(facet, code)


@register.filter
def kind_label(kind: str) -> str:
    """What an item is, in words: "praktijkverhaal"."""
    return label("kind", kind)


@register.filter
def language_label(lang: str) -> str:
    """In which language something is, for readers of another: "in het Engels"."""
    return {"nl": _("in Dutch"), "en": _("in English")}.get(lang, lang)


@register.simple_tag
def lang_attr(lang: str | None) -> SafeString:
    """` lang="en"` where it differs from the language of the page: `<h3{% lang_attr x %}>`."""
    if not lang or lang == get_language():
        return mark_safe("")
    return format_html(' lang="{}"', lang)


@register.filter
def day(moment: date | None) -> str:
    """ "donderdag 17 december", with the year when it is not this one."""
    return moments.day(moment) if moment else ""


@register.filter
def day_and_year(moment: date | None) -> str:
    return moments.day(moment, year=True) if moment else ""


@register.filter
def short_day(moment: date | None) -> str:
    """ "17 december 2026"."""
    return moments.short_day(moment) if moment else ""


@register.filter
def weekday(moment: date | None) -> str:
    return moments.weekday(moment) if moment else ""


@register.filter
def month(moment: date | None) -> str:
    """ "december 2026"."""
    return moments.month(moment) if moment else ""


@register.filter
def clock(moment: datetime | None) -> str:
    """ "13.00 uur", in English "13:00"."""
    return moments.clock(moment) if moment else ""


@register.filter
def machine(moment: date | None) -> str:
    """The value of a `datetime` attribute."""
    return moments.machine(moment) if moment else ""


@register.simple_tag
def hours(start: datetime, end: datetime) -> str:
    """ "13.00–16.30 uur", in English "13:00–16:30"."""
    return moments.hours(start, end)


@register.simple_tag
def span(start: datetime, end: datetime) -> str:
    """Day and hours in one."""
    return moments.span(start, end)


@register.simple_tag
def address_with(filters: Any, facet: str, code: str) -> str:
    """The address of the list with one choice more."""
    return filters.address_with(facet, code)
