"""Covers are pure functions of their address."""

import hashlib
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from brink.pages.covers import KINDS, draw_cover, land_of
from brink.pages.covers.lands import LANDS
from brink.pages.covers.plan import draw_plan
from brink.pages.templatetags.drawing import cover_address

SCRIPT = """
from brink.pages.covers import draw_cover
import hashlib
text = "".join(draw_cover(land, "case", "0badcafe") for land in ("verdienmodel", "communicatie"))
print(hashlib.sha256(text.encode()).hexdigest())
"""


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("land", sorted(LANDS))
def test_cover_is_valid_svg_without_style(land: str, kind: str) -> None:
    text = draw_cover(land, kind, "0badcafe")

    root = ElementTree.fromstring(text)  # noqa: S314  (our own drawing)
    assert root.attrib["viewBox"] == "0 0 1200 630"
    assert not [name for node in root.iter() for name in node.attrib if name in ("style", "class")]
    assert len(text) < 60_000


def test_cover_other_seed_gives_other_drawing() -> None:
    drawings = {draw_cover("verdienmodel", "case", f"{seed:08x}") for seed in range(20)}

    assert len(drawings) == 20


def test_cover_same_bytes_in_another_process() -> None:
    text = "".join(
        draw_cover(land, "case", "0badcafe") for land in ("verdienmodel", "communicatie")
    )
    environment = {"PYTHONPATH": str(settings.BASE_DIR / "site"), "PYTHONHASHSEED": "7"}
    environment["DJANGO_SETTINGS_MODULE"] = "brink.settings.test"

    other = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )

    assert other.stdout.strip() == hashlib.sha256(text.encode()).hexdigest()


def test_cover_address_is_served_for_ever() -> None:
    response = Client().get(cover_address("verdienmodel/case/0badcafe"))

    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert response.content.decode() == draw_cover("verdienmodel", "case", "0badcafe")
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    "address",
    [
        "/covers/atlantis/case/0badcafe.svg",
        "/covers/verdienmodel/castle/0badcafe.svg",
        "/covers/verdienmodel/case/nonsense.svg",
        "/covers/verdienmodel/case/0badcafe0.svg",
        "/covers/plan/dusk.svg",
    ],
)
def test_cover_nobody_drew_is_404(db: None, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_cover_other_method_is_405() -> None:
    assert Client().post("/covers/verdienmodel/case/0badcafe.svg").status_code == 405


def test_cover_address_theme_added_later_has_a_land_of_its_own() -> None:
    land = land_of("ruimtevaart")

    assert land in LANDS
    assert land == land_of("ruimtevaart")
    assert Client().get(cover_address("ruimtevaart/case/0badcafe")).status_code == 200
    assert cover_address("") == ""


def test_plan_by_night_is_the_same_place_with_lamps() -> None:
    day, night = draw_plan("day"), draw_plan("night")

    assert day.count("<path") + 2 == night.count("<path")
    assert 'fill="#d3e5a6"' in day
    assert 'fill="#d3e5a6"' not in night
    assert Client().get("/covers/plan/night.svg").content.decode() == night
