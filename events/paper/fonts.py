"""The fonts of our papers, and what they can draw."""

import json
from functools import cache, lru_cache
from pathlib import Path

import typst
from typst import TypstError

FOLDER = Path(__file__).parent / "fonts"
TRIAL = b'#set document(title: "-")\n#set text(font: "Commissioner")\n#json(bytes(sys.inputs.data))'


@cache
def fonts() -> typst.Fonts:
    """Ours, and those in the wheel for Hebrew, Arabic and signs; never those of the machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER)])


@lru_cache(maxsize=4096)
def can_be_set(text: str) -> bool:
    """Whether all of it is drawn, found out by doing it: about a millisecond."""
    words = {"data": json.dumps(text)}
    try:
        typst.Compiler(TRIAL, font_paths=fonts(), sys_inputs=words).compile(
            format="pdf", pdf_standards=["ua-1"]
        )
    except TypstError:
        return False
    return True
