"""What we hold, in words for a page: labels instead of codes, and nothing where nothing is."""

from collections.abc import Iterator, Mapping
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
Labels = Mapping[str, Words]


@dataclass(frozen=True)
class Shown:
    """A section that holds something: its rows, each as labels and words."""

    code: str
    label: Words
    rows: list[Facts]


def shown(subject: Subject) -> list[Shown]:
    found = ((section, section.rows(subject)) for section in SECTIONS)
    return [
        Shown(section.code, section.label, in_words(section, subject, rows))
        for section, rows in found
        if rows
    ]


def in_words(section: Section, subject: Subject, rows: list[dict[str, Any]]) -> list[Facts]:
    model = section.find(subject).model
    labels = {
        code: column.labels(subject) if column.labels else dict(choices_of(model, column))
        for code, column in section.columns.items()
    }
    return [facts(section, labels, row) for row in rows]


def facts(section: Section, labels: dict[str, Labels], row: dict[str, Any]) -> Facts:
    texts = [(section.columns[code].label, words(labels[code], row[code])) for code in row]
    return [(label, text) for label, text in texts if text]


def words(labels: Labels, value: Any) -> str:
    """Of several codes the words of each."""
    if isinstance(value, list):
        return ", ".join(filter(None, (words(labels, each) for each in value)))
    is_code = isinstance(value, str) and value in labels
    return str(labels[value]) if value and is_code else text_of(value)


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
