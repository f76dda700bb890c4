"""Make text fit for paper: one line, of bounded length, of signs that our fonts can draw."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from brink.people.names import TURNING, clean_line

#: Nothing on our papers has room for more; a longer text was made to break it.
LONGEST = 200
#: A drawing, made by us, is no text.
DRAWINGS = ("qr", "cover")
UNKNOWN = "□"
#: Controls, halves of characters, and what is no character.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def clean(data: Any) -> Any:
    """The same data with each text cleaned; drawings stay as they are."""
    if isinstance(data, dict):
        return {key: at if key in DRAWINGS else clean(at) for key, at in data.items()}
    if isinstance(data, list | tuple):
        return [clean(each) for each in data]
    return clean_text(data) if isinstance(data, str) else data


def clean_text(text: str) -> str:
    line = clean_line(unicodedata.normalize("NFC", TURNING.sub("", UNFIT.sub("", text))))
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def spare(data: Any, can_be_set: Callable[[str], bool]) -> Any:
    """The same data with what cannot be set replaced, sign by sign, and the rest untouched."""
    if isinstance(data, dict):
        return {k: v if k in DRAWINGS else spare(v, can_be_set) for k, v in data.items()}
    if isinstance(data, list):
        return [spare(each, can_be_set) for each in data]
    if not isinstance(data, str) or can_be_set(data):
        return data
    return "".join(sign if can_be_set(sign) else UNKNOWN for sign in signs(data))


def signs(text: str) -> list[str]:
    """Letters with the marks that belong to them."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.combining(char):
            found[-1] += char
        else:
            found.append(char)
    return found
