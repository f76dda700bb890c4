"""Codes as people write, type and scan them."""

import io
from typing import Any

import pytest
import segno
import zxingcpp
from PIL import Image

from events.door.codes import code_square, read_code, spell_code
from events.models.attendance import new_code


def test_code_is_spelled_in_groups_of_four() -> None:
    assert spell_code("7K2M9QXA") == "7K2M-9QXA"
    assert spell_code("7K2M9QXA7K2M9QXA") == "7K2M-9QXA-7K2M-9QXA"
    assert spell_code("") == spell_code(None) == ""


@pytest.mark.parametrize(
    "typed", ["7K2M-01XA", "7k2m01xa", " 7k2m 01xa\n", "7K2M–oIxa", "7K2M-OLXA"]
)
def test_code_is_read_however_it_was_typed(typed: str) -> None:
    assert read_code(typed) == "7K2M01XA"


@pytest.mark.parametrize(
    "typed", ["", "7K2M", "7K2M-9QXA-1", "7K2M-9QXU", "https://b.example/", "7K2M.9QX", "٧K2M9QXA"]
)
def test_what_cannot_be_a_code_is_read_as_nothing(typed: str) -> None:
    assert read_code(typed) == ""


def test_each_new_code_comes_back_from_how_it_is_spelled() -> None:
    codes = [new_code() for _n in range(200)]

    assert [read_code(spell_code(code)) for code in codes] == codes
    assert len(set(codes)) == 200


def test_square_holds_the_bare_code_in_the_smallest_size() -> None:
    picture = io.BytesIO()
    segno.make_qr("7K2M9QXA", error="m").save(picture, kind="png", scale=8)
    found: Any = zxingcpp.read_barcodes(Image.open(picture).convert("L"))

    assert [each.text for each in found] == ["7K2M9QXA"]
    assert 'viewBox="0 0 29 29"' in code_square("7K2M9QXA")  # 21 and the white around it
    assert code_square(None) == code_square("") == ""
