"""Words and marks that every template of the house may use: `{% load brink %}`."""

from datetime import date, datetime, time

from django import template
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from brink.pages import languages, moments
from brink.themes.labels import label

register = template.Library()


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A line icon of `templates/icons/`; hidden from screen readers, so words stand beside it."""
    return mark_safe(get_template(f"icons/{name}.svg").render({"size": size}))  # noqa: S308


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
    return format_html(' lang="{}"', lang) if languages.is_foreign(lang) else mark_safe("")


@register.simple_tag
def hreflang_attr(lang: str | None) -> SafeString:
    """The same for a link: the language of the page behind it."""
    return format_html(' hreflang="{}"', lang) if languages.is_foreign(lang) else mark_safe("")


@register.filter
def is_foreign(lang: str | None) -> bool:
    return languages.is_foreign(lang)


@register.simple_tag
def other_language(lang: str | None = None) -> str:
    return languages.other_language(lang)


@register.filter
def day(moment: date | None) -> str:
    """ "donderdag 17 december", with the year when it is not this one."""
    return moments.day(moment) if moment else ""


@register.filter
def weekday(moment: date | None) -> str:
    return moments.weekday(moment) if moment else ""


@register.filter
def clock(moment: datetime | None) -> str:
    """ "13.00 uur", in English "13:00"."""
    return moments.clock(moment) if moment else ""


@register.filter
def day_and_clock(moment: datetime | None) -> str:
    """ "17 december 2026, 13.00 uur", in English "17 December 2026, 13:00"."""
    return moments.day_and_clock(moment) if moment else ""


@register.filter
def figures(at: time | None) -> str:
    """A time among others, without a unit: "13.00", in English "13:00"."""
    return moments.figures(at) if at else ""


@register.filter
def machine(moment: date | None) -> str:
    """The value of a `datetime` attribute."""
    return moments.machine(moment) if moment else ""


@register.simple_tag
def hours(start: datetime, end: datetime) -> str:
    """ "13.00–16.30 uur", in English "13:00–16:30"."""
    return moments.hours(start, end)


@register.simple_tag
def days(start: datetime, end: datetime) -> str:
    """ "donderdag 17 december", of what takes longer "… – vrijdag 18 december"."""
    return moments.days(start, end)


@register.simple_tag
def span(start: datetime, end: datetime) -> str:
    """Day and hours in one."""
    return moments.span(start, end)
