"""The files of the look reach the browser as one, in the order that `brink.css` gives."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from brink.pages import stylesheet
from brink.pages.stylesheet import FOLDER, join, newest_edit, style_address, style_sheet


def test_style_sheet_holds_every_file_in_the_order_of_the_layers() -> None:
    text = style_sheet().text

    assert text.startswith("@layer tokens, base, layout, components, print;")
    assert "@import" not in text
    order = [text.index(mark) for mark in ("--brink-color-paper:", ".page {", ".button {", "@page")]
    assert order == sorted(order)
    named = set(re.findall(r'url\("([^"]+\.css)"\)', (FOLDER / "brink.css").read_text()))
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.css")} - {"brink.css"}
    assert named == {name for name in files if not name.startswith("admin/")}


def test_style_sheet_fetches_fonts_from_ourselves_only() -> None:
    addresses = re.findall(r"url\(([^)]*)\)", style_sheet().text)

    assert len(addresses) == 3
    assert all(address.startswith('"/static/fonts/') for address in addresses)


def test_style_sheet_address_is_kept_for_ever() -> None:
    response = Client().get(style_address())

    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


def test_style_sheet_address_of_another_release_leads_to_this_one() -> None:
    response = Client().get("/brink-000000000000.css")

    assert response.status_code == 302
    assert response["Location"] == style_address()
    assert response["Cache-Control"] == "no-cache"


def test_style_sheet_edit_shows_at_once_in_development(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.setattr(stylesheet, "FOLDER", tmp_path)
    settings.DEBUG = True  # type: ignore[attr-defined]
    (tmp_path / "brink.css").write_text('@import url("a.css") layer(base);\n')
    (tmp_path / "a.css").write_text("a { color: red; }\n")
    first = style_sheet()
    (tmp_path / "a.css").write_text("a { color: blue; }\n")

    try:
        assert newest_edit() > 0
        assert "red" in first.text
        assert "blue" in style_sheet().text
        assert style_sheet().digest != first.digest
    finally:
        join.cache_clear()


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.css")), ids=lambda path: path.name)
def test_css_uses_names_of_colours_only(path: Path) -> None:
    """Colours live in tokens.css; light-dark() pairs of a drawing may stand in a component."""
    text = path.read_text()
    if path.name == "tokens.css":
        return
    bare = re.sub(r"light-dark\([^)]*\)|rgb\([^)]*\)", "", text)
    assert not re.findall(r":\s*[^;{]*#[0-9a-f]{3,8}\b", bare)


def test_fonts_carry_their_licence() -> None:
    names = {path.name for path in (settings.BASE_DIR / "site/static/fonts").iterdir()}

    assert {"piazzolla-OFL.txt", "commissioner-OFL.txt"} <= names
