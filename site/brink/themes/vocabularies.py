"""Load the vocabularies from the data files of the house. A second load changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction

from brink.themes.models import (
    Barrier,
    CollaborationForm,
    EventType,
    Region,
    Sector,
    Theme,
    Vocabulary,
)

FOLDER = Path(__file__).parent / "data"
FILES: dict[str, type[Vocabulary]] = {
    "themes": Theme,
    "sectors": Sector,
    "regions": Region,
    "forms": CollaborationForm,
    "event_types": EventType,
    "barriers": Barrier,
}
#: How a field is called in the files where its name in the model is longer.
SHORT_NAMES = {"nl": "label_nl", "en": "label_en"}


class VocabularyError(Exception):
    """A data file that is wrong; the message names file, term and field."""


@dataclass
class Outcome:
    """What a load did, in words such as `themes/export`."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0


@transaction.atomic
def load_vocabularies(folder: Path = FOLDER, *, only_new: bool = False) -> Outcome:
    """Create and update the terms of all files; a wrong file leaves the database as it was.

    Terms that are not in a file are left alone: editors may add their own, and a code in use must
    not vanish. With `only_new`, so are terms that are there: editors may have changed their words.
    """
    outcome = Outcome()
    for name, model in FILES.items():
        rows = {row.code: row for row in model.objects.all()}
        for order, term in enumerate(read_file(folder / f"{name}.yaml"), start=1):
            if only_new and term["code"] in rows:
                outcome.unchanged += 1
                continue
            place = f"{name}/{term['code']}"
            values = {**read_values(term, model, place), "order": order}
            if "parent" in values:
                values["parent"] = find(rows, values["parent"], f"{place}: parent")
            rows[term["code"]] = store(model, rows.get(term["code"]), values, place, outcome)
    return outcome


def read_file(path: Path) -> Iterator[dict[str, Any]]:
    try:
        terms = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise VocabularyError(f"{path.name}: {error}") from error
    if not isinstance(terms, list):
        raise VocabularyError(f"{path.name}: a list of terms is expected")
    for number, term in enumerate(terms, start=1):
        if not isinstance(term, dict) or not isinstance(term.get("code"), str):
            raise VocabularyError(f"{path.name}: term {number} has no code")
        yield term


def read_values(term: dict[str, Any], model: type[Vocabulary], place: str) -> dict[str, Any]:
    """The fields of the model; what the model does not have is a slip in the file."""
    values: dict[str, Any] = {"aliases": []}
    for name, value in term.items():
        if name == "length":
            values |= {f"typical_length_{lang}": text for lang, text in value.items()}
        else:
            values[SHORT_NAMES.get(name, name)] = value
    for name in values:
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist as error:
            raise VocabularyError(f"{place}: there is no field “{name}”") from error
    return values


def find(rows: dict[str, Any], code: str, place: str) -> Vocabulary:
    if code not in rows:
        raise VocabularyError(f"{place}: there is no “{code}” above it")
    return rows[code]


def store(
    model: type[Vocabulary],
    row: Vocabulary | None,
    values: dict[str, Any],
    place: str,
    outcome: Outcome,
) -> Vocabulary:
    """Write a term when it is new or differs, and note which."""
    is_new = row is None
    row = row or model()
    if not is_new and all(getattr(row, name) == value for name, value in values.items()):
        outcome.unchanged += 1
        return row
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        found = error.message_dict.items()
        problems = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in found)
        raise VocabularyError(f"{place}: {problems}") from error
    row.save()
    (outcome.created if is_new else outcome.updated).append(place)
    return row
