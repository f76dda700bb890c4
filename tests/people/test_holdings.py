"""Nothing is held that is not shown: each field of each model has its place in the list.

After a change that is meant, this writes the golden export anew:

    WRITE_EXPORT=1 pytest tests/people/test_holdings.py
"""

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.apps import apps
from django.db.models import Model
from wagtail.search.index import Indexed

from brink.people.models import Membership, Person, User
from brink.people.privacy.holdings import SECTIONS, Section
from brink.people.privacy.subject import Subject, subject_of
from brink.people.privacy.takeout import take_out
from events.models import Booking, Registration
from tests.factories import marked

LIST = Path(__file__).parent / "personal_data.txt"
GOLDEN = Path(__file__).parent / "export.json"
#: Sections of which the marked person has nothing: they do not decide on pages, use keys, …
LEFT_EMPTY = {"decisions", "groups-of-editors", "keys", "replies"}
#: What is another each time, as the one group of a pattern.
RANDOM = (
    r'"code": "(\w+)"',
    r'"picture": "(.+)"',
    r"https?://(\S+?)(?:\\n|\s|\")",
    r"(?:Excursie|Koperhaas|Veen) (\d+)",
    r'"about": "(persoon.+|Zo.+)"',
)
KINDS = {"key", "secret", "short", "work", "paper", "public", "nobody"}


def listed() -> Iterator[tuple[str, str, list[str]]]:
    """Model, kind and fields of each line."""
    for line in LIST.read_text().splitlines():
        if line and not line.startswith("#"):
            head, _colon, fields = line.partition(": ")
            model, _space, kind = head.partition(" ")
            yield model, kind, fields.split()


def paths_of(section: Section) -> str:
    return " ".join(str(column.path) for column in section.columns.values())


def is_listed(model: type[Model]) -> bool:
    """Not Wagtail's index of pages: its columns are others in each kind of database."""
    return model._meta.app_label != "wagtailsearch"


def test_each_field_of_each_model_has_its_place_in_the_list() -> None:
    stands = [f"{model}.{field}" for model, _kind, fields in listed() for field in fields]
    models = [model for model in apps.get_models(include_auto_created=True) if is_listed(model)]
    there = [f"{model._meta.label}.{field.name}" for model in models
             for field in model._meta.concrete_fields]  # fmt: skip

    assert sorted(stands) == sorted(there)


def test_each_kind_in_the_list_is_one_we_know() -> None:
    sections = {f"in {section.code}" for section in SECTIONS}

    assert {kind for _model, kind, _fields in listed()} <= KINDS | sections
    assert sections <= {kind for _model, kind, _fields in listed()}


@pytest.mark.django_db
def test_what_the_list_says_is_shown_is_a_column_of_that_section() -> None:
    """The name of a model's field is the first part of a column's path."""
    nobody = Subject(frozenset())
    by_code = {section.code: section for section in SECTIONS}
    for model, kind, fields in listed():
        if kind.startswith("in "):
            section = by_code[kind.removeprefix("in ")]
            assert section.find(nobody).model._meta.label == model
            missing = [name for name in fields if name not in paths_of(section)]
            assert missing == [], section.code


def test_nobody_is_found_by_a_search() -> None:
    """What names a person stands in no index, so none has to be erased from it."""
    assert not [
        m for m in (Person, User, Membership, Registration, Booking) if issubclass(m, Indexed)
    ]


@pytest.mark.usefixtures("tree")
def test_export_is_complete(settings: Any, tmp_path: Path) -> None:
    """Everything that somebody can leave here comes along; what is random is masked."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC), tick=False):
        user, _past = marked.leave_traces()
        archive = ZipFile(BytesIO(take_out(subject_of(user))))
    text = masked(archive.read("brink.json").decode())

    if os.environ.get("WRITE_EXPORT"):
        GOLDEN.write_text(text)
    assert text == GOLDEN.read_text()
    full = [code for code, rows in json.loads(text).items() if rows and code != "made"]
    assert archive.namelist() == ["brink.json", *(f"{code}.csv" for code in full)]
    assert {section.code for section in SECTIONS} - set(full) == LEFT_EMPTY


def masked(text: str) -> str:
    for pattern in RANDOM:
        text = re.sub(pattern, lambda match: match[0].replace(match[1], "…"), text)
    return text
