"""Turn a template and its data into a PDF that can be read aloud (PDF/UA-1)."""

import json
from typing import Any, Literal

import typst
from django.conf import settings
from typst import TypstError

from events.paper.fonts import can_be_set, fonts
from events.paper.text import clean, spare

#: What a paper may name beside its data: our drawings, by their address from here.
ROOT = settings.BASE_DIR
FOLDER = ROOT / "templates" / "paper"

Data = dict[str, Any]


def typeset(template: str, data: Data, lang: str) -> bytes:
    """A PDF of `templates/paper/<template>.typ`. Some ten milliseconds a page.

    Text is set as it is, whatever stands in it; a sign that none of our fonts draws becomes "□".
    """
    cleaned = clean(data)
    try:
        return draw(template, cleaned, lang, "pdf")
    except TypstError:
        return draw(template, spare(cleaned, can_be_set), lang, "pdf")


def draw(template: str, data: Data, lang: str, kind: Literal["pdf", "png"]) -> Any:
    """A compiler is never used twice: typst 0.15.2 then keeps to the first data it was given."""
    words = {"data": json.dumps(data), "lang": lang}
    source = str(FOLDER / f"{template}.typ")
    compiler = typst.Compiler(source, root=str(ROOT), font_paths=fonts(), sys_inputs=words)
    return compiler.compile(format=kind, pdf_standards=["ua-1"] if kind == "pdf" else [])
