"""What we hold, in words for a page: labels instead of codes, and nothing where nothing is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.template.defaultfilters import date as dated
from django.utils import timezone
from django.utils.translation import gettext as _

from brink.people.privacy.holdings import SECTIONS, Column, Section, Words
from brink.people.privacy.subject import Subject

Facts = list[tuple[Words, str]]


@dataclass(frozen=True)
class Shown:
    """A section that holds something: its rows, each as labels and words."""

    code: str
    label: Words
    rows: list[Facts]


def shown(subject: Subject) -> list[Shown]:
    found = ((section, section.rows(subject)) for section in SECTIONS)
    return [
        Shown(section.code, section.label, [facts(section, subject, row) for row in rows])
        for section, rows in found
        if rows
    ]


def facts(section: Section, subject: Subject, row: dict[str, Any]) -> Facts:
    model = section.find(subject).model
    worded = ((section.columns[code], value) for code, value in row.items())
    texts = ((column.label, words(model, column, value)) for column, value in worded)
    return [(label, text) for label, text in texts if text]


def words(model: type[Model], column: Column, value: Any) -> str:
    choices = dict(choices_of(model, column))
    is_code = isinstance(value, str) and value in choices
    return str(choices[value]) if value and is_code else text_of(value)


def choices_of(model: type[Model], column: Column) -> Iterator[tuple[Any, Words]]:
    """Labels of the codes that the field of a column may hold."""
    try:
        field = model._meta.get_field(str(column.path))
    except FieldDoesNotExist:  # of another model, or worked out
        return
    yield from getattr(field, "flatchoices", ())


def text_of(value: Any) -> str:
    match value:
        case None | "" | False | 0:
            return ""
        case True:
            return _("yes")
        case datetime():
            return dated(timezone.localtime(value), "j F Y H:i")
        case date():
            return dated(value, "j F Y")
        case dict():
            return " · ".join(filter(None, map(text_of, value.values())))
        case list():
            return ", ".join(filter(None, map(text_of, value)))
    return str(value)
