"""All that we hold of somebody as one file to keep: JSON for machines, CSV for a spreadsheet."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from brink.people.cells import csv_lines
from brink.people.privacy.holdings import held
from brink.people.privacy.subject import Subject

Rows = list[dict[str, Any]]


def take_out(subject: Subject) -> bytes:
    """A ZIP with all in JSON, and a CSV of each section that holds something."""
    sections = held(subject)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("brink.json", as_json(sections))
        for code, rows in sections.items():
            if rows:
                archive.writestr(f"{code}.csv", as_csv(rows))
    return target.getvalue()


def as_json(sections: dict[str, Rows]) -> str:
    whole = {"made": timezone.now(), **sections}
    return json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def as_csv(rows: Rows) -> str:
    """Its columns by their names, as in the JSON."""
    return "".join(csv_lines([rows[0], *(map(text_of, row.values()) for row in rows)]))


def text_of(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return "" if value is None else str(value)
