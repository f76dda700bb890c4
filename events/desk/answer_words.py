"""What somebody answered, as people read it on the desk and in files."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from events.models import Answer
from events.models.question import AbstractQuestion
from events.question_fields import options_of


def spell(question: AbstractQuestion, value: Any) -> str:
    """In the active language; an option that is gone is named by its code."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        return str(value)
    labels = {option.code: option.label for option in options_of(question)}
    codes = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(code, str(code)) for code in codes)


def in_words(answers: Iterable[Answer]) -> list[tuple[str, str]]:
    """Question and answer of each, which must be at hand."""
    return [(each.question.label, spell(each.question, each.value)) for each in answers]
