"""What a meeting of a series is called: "Cheese, meeting 2 of 4", by the pattern of its series."""

from string import Formatter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.models.event import Event

#: What a pattern may have, and what stands for it.
PARTS = ("title", "n", "total")


def numbered(title: str, pattern: str, event: Event, sittings: tuple[Event, ...]) -> str:
    """The title by its pattern; as it is where there is none, or where it is the only meeting."""
    order = [sitting.pk for sitting in sittings]
    if not pattern or event.pk not in order or len(order) < 2:
        return title
    return pattern.format(title=title, n=order.index(event.pk) + 1, total=len(order))


def pattern_of(event: Event, lang: str) -> str:
    """The pattern in the language of the title; `event.series` should be joined by the caller."""
    return getattr(event.series, f"pattern_{lang}", "") if event.series_id else ""


def check_pattern(text: str) -> None:
    """Refuse a pattern that cannot be filled in; the reason says what can."""
    known = _("Use {title}, {n} and {total}, and no other braces.")
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        raise ValidationError(known) from error
    for _literal, name, form, conversion in parts:
        if name not in PARTS or form or conversion:
            wrong = _("“{%(name)s}” is unknown.") % {"name": name}
            raise ValidationError(f"{wrong} {known}")
