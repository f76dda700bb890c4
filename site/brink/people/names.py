"""How the words of somebody's name are cleaned, at every door they come in by."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Marks that turn the direction of what follows, in our lists and mails too.
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
#: Kinds of characters that show nothing by themselves: format, control, marks and white space.
UNSEEN = ("Cc", "Cf", "Cs", "Me", "Mn", "Zl", "Zp", "Zs")
#: Letters and signs that are drawn as nothing: fillers of Hangul, the blank of Braille.
BLANK = "\u115f\u1160\u2800\u3164\uffa0"


def is_visible(text: str) -> bool:
    """Whether a reader sees anything of it."""
    return any(unicodedata.category(c) not in UNSEEN and c not in BLANK for c in text)


def clean_line(text: str) -> str:
    """One line that reads one way; empty when nobody would see any of it.

    A joiner within visible words stays: Persian names and many emoji need it.
    """
    line = " ".join(TURNING.sub("", text).split())
    return line if is_visible(line) else ""


class OneLineField(forms.CharField):
    """A short text of one line: white space becomes one space, control characters are refused."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if CONTROL.search(value):
            raise ValidationError(_("Use letters, digits and spaces only."), code="control")
