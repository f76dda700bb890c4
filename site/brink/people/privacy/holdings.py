"""What we hold of somebody, in sections: the one list that is shown, taken out and tested.

An app adds its sections when it is ready; `tests/people/personal_data.txt` names each field of each
model with the section that shows it, or why none does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from brink.people.privacy.subject import Subject

Words = str | Promise
Find = Callable[[Subject], QuerySet]


@dataclass(frozen=True)
class Column:
    """`path` is that of the field, as a query spells it, or what the database works out.

    `labels` gives words for its codes where the field has none; files keep the codes.
    """

    label: Words
    path: str | Combinable
    labels: Callable[[Subject], Mapping[str, Words]] | None = None


@dataclass(frozen=True)
class Section:
    """`code` names it in files, so it is kept; `find` gives the rows of a person."""

    code: str
    label: Words
    columns: dict[str, Column]
    find: Find

    def rows(self, subject: Subject) -> list[dict[str, Any]]:
        paths = [spelled(column.path) for column in self.columns.values()]
        found = self.find(subject).values_list(*paths)
        return [dict(zip(self.columns, row, strict=True)) for row in found]


SECTIONS: list[Section] = []
FIRST = "person"


def add_section(code: str, label: Words, columns: dict[str, Column], find: Find) -> None:
    """Who somebody is comes first, whichever app is ready before; the rest as it is added."""
    if any(known.code == code for known in SECTIONS):
        raise ValueError(f"Two sections are called {code!r}.")
    place = 0 if code == FIRST else len(SECTIONS)
    SECTIONS.insert(place, Section(code, label, columns, find))


def of_account(model: type[Model], path: str = "user", order: Sequence[str] = ("pk",)) -> Find:
    """How to find what hangs on the account; who has none has nothing there."""

    def find(subject: Subject) -> QuerySet:
        rows = model._default_manager.order_by(*order)
        return rows.filter(**{path: subject.user}) if subject.user else rows.none()

    return find


def spelled(path: str | Combinable) -> Any:
    return F(path) if isinstance(path, str) else path


def held(subject: Subject) -> dict[str, list[dict[str, Any]]]:
    """All rows by the code of their section, also of those that have none."""
    return {section.code: section.rows(subject) for section in SECTIONS}
