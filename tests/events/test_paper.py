"""What is typeset: for who hears it, in our type, whatever the names are."""

import re
import time
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from django.conf import settings
from PIL import Image
from pypdf import PdfReader
from typst import TypstError

from events.paper.certificate import drawing
from events.paper.fonts import can_be_set, fonts
from events.paper.square import square
from events.paper.text import LONGEST, clean
from events.paper.typesetting import draw, typeset
from tests.events.certified import text_of
from tests.events.pictures import pictures

HOSTILE = (
    "#panic(1) $x$ *a* _b_ `c` <script>alert(1)</script> \\ // /* @x ]",
    '"><img src=x onerror=1> {{ 7*7 }} {% x %} #include "/etc/passwd"',
    "a\x00b\x07c\u202ed\ufffee\ud800f",
    "x" * 10_000,
    "Ω " * 5_000,
    "محمد علی",
    "שלום",
    "Şükrü Łukasz Đorđe Ħ Ирина Ελένη",
    "李小龍 😀👩‍👩‍👧 한",
    "",
    "   ",
    "#",
    "Zo\u0308e\u0301 a\u0323\u0308\u0301\u0301",
    "ﬁ ﷽ \u1680 \u2028",
)


def data(**fields: Any) -> dict[str, Any]:
    known = {
        "title": "Certificate: Femke van der Zee",
        "kind": "Certificate of participation",
        "name": "Femke van der Zee",
        "did": "took part in",
        "event": "Cheese & knowledge",
        "rows": [["When", "Thursday 17 December 2026"], ["Hours", "3.5 hours"]],
        "signatory": "dr. Jikke Hoekstra",
        "on_behalf": "on behalf of Lectoraat Zuivel",
        "made": "Made on 18 December 2026",
        "check": "Look at",
        "address": "brink.example/en/certificates",
        "code": "7K2P-9QXM-04TR-H8ZN",
        "qr": square("https://brink.example/en/certificates/7K2P-9QXM-04TR-H8ZN/"),
        "cover": drawing("energietransitie/event/0a1b2c3d"),
    }
    return {**known, **fields}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_paper_tells_its_title_language_and_structure(lang: str) -> None:
    reader = PdfReader(BytesIO(typeset("certificate", data(), lang)))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Certificate: Femke van der Zee"
    assert root["/Lang"].startswith(lang)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/StructTreeRoot"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert len(reader.pages) == 1


def test_paper_is_set_in_our_type() -> None:
    families = {name.replace(" ", "") for name in fonts().families()}
    assert {"Piazzolla", "Commissioner"} <= families
    reader = PdfReader(BytesIO(typeset("certificate", data(), "nl")))
    used = {str(font["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert all(re.search("Piazzolla|Commissioner", name) for name in used)


def test_colours_are_those_of_the_site() -> None:
    look = (settings.BASE_DIR / "templates/paper/look.typ").read_text()
    tokens = (settings.BASE_DIR / "site/static/css/tokens.css").read_text()
    ours = dict(re.findall(r'#let ([a-z-]+) = rgb\("(#\w+)"\)', look))
    theirs = dict(re.findall(r"--brink-color-([a-z-]+): light-dark\((#\w+)", tokens))
    assert ours
    assert ours == {name: theirs[name] for name in ours}


@pytest.mark.parametrize("field", ["name", "event", "signatory", "on_behalf"])
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_words_are_text(field: str, number: int) -> None:
    """They are on the paper as they are; one page, also of what was made to break it."""
    hostile = HOSTILE[number]
    pdf = typeset("certificate", data(**{field: hostile}), "nl")
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    if hostile.isascii() and 0 < len(hostile.strip()) < LONGEST:
        plain = "".join(text_of(pdf).split()).replace("\u200b", "")
        assert "".join(clean(hostile).split()) in plain


def test_control_characters_and_half_signs_are_taken_out() -> None:
    assert clean(HOSTILE[2]) == "abcdef"
    assert clean({"a": ["x\n y", 3, None]}) == {"a": ["x y", 3, None]}
    assert len(clean("x" * 10_000)) == LONGEST


def test_sign_that_no_font_draws_is_a_square_and_its_neighbours_are_not() -> None:
    with pytest.raises(TypstError):  # without the care that follows there would be no paper at all
        draw("certificate", data(name="Li 李"), "nl", "pdf")
    text = text_of(typeset("certificate", data(name="Li 李", event="محمد"), "nl"))
    assert "Li □" in text
    assert can_be_set("محمد")
    assert not can_be_set("李")


def test_code_on_the_paper_can_be_scanned() -> None:
    [page] = pictures("certificate", data(), "nl")
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(page)))
    assert found.text == "https://brink.example/en/certificates/7K2P-9QXM-04TR-H8ZN/"


def test_paper_takes_a_bounded_time() -> None:
    start = time.monotonic()
    for hostile in HOSTILE:
        typeset("certificate", data(name=hostile, event=hostile), "nl")
    assert time.monotonic() - start < 10
