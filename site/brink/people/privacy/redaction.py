"""Take somebody's name and address out of texts that others wrote or a machine noted."""

import json
import re
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

INSTEAD = "…"


def redact(rows: QuerySet, fields: Iterable[str], words: list[str]) -> None:
    """Write the texts and JSON of these rows anew where one of the words stands in them."""
    if words:
        for field in fields:
            redact_field(rows, field, words)


def redact_field(rows: QuerySet, field: str, words: list[str]) -> None:
    for key, value in naming(rows, field, words).values_list("pk", field):
        rows.model._base_manager.filter(pk=key).update(**{field: without(value, words)})


def naming(rows: QuerySet, field: str, words: list[str]) -> QuerySet:
    """The rows in which a word stands, as it is or as JSON spells it."""
    spellings = {form for word in words for form in (word, json.dumps(word)[1:-1])}
    has_one = reduce(or_, (Q(as_text__icontains=form) for form in spellings))
    return rows.annotate(as_text=Cast(field, TextField())).filter(has_one)


def without(value: Any, words: list[str]) -> Any:
    """The same value; a text that is nothing but the word becomes empty."""
    if isinstance(value, str):
        return text_without(value, words)
    if isinstance(value, dict):
        return {key: without(each, words) for key, each in value.items()}
    if isinstance(value, list):
        return [without(each, words) for each in value]
    return value


def text_without(text: str, words: list[str]) -> str:
    whole = "|".join(re.escape(word) for word in words)
    pattern = re.compile(rf"(?<!\w)(?:{whole})(?!\w)", re.IGNORECASE)
    return "" if pattern.fullmatch(text.strip()) else pattern.sub(INSTEAD, text)
