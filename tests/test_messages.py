"""The Dutch words: complete, certain, and those that the code asks for."""

import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from deploy.messages import LOCALES, NOT_OURS, compile_all

DUTCH = LOCALES / "nl" / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(DUTCH))


def is_translated(entry: polib.POEntry) -> bool:
    words = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return all(words) and "fuzzy" not in entry.flags


def words_of(catalogue: polib.POFile) -> set[tuple[str | None, str]]:
    return {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}


def test_every_word_has_its_dutch(catalogue: polib.POFile) -> None:
    live = [entry for entry in catalogue if not entry.obsolete]

    assert [entry.msgid for entry in live if not is_translated(entry)] == []


def test_dutch_keeps_what_is_filled_in(catalogue: polib.POFile) -> None:
    """gettext itself compares the placeholders, counts the plurals and reads the header."""
    if not shutil.which("msgfmt"):
        pytest.skip("no gettext on this machine")

    done = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", DUTCH], capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr


def test_dutch_is_plain(catalogue: polib.POFile) -> None:
    """Words that the style guide rules out: they apologise, boast, or say nothing about a link."""
    unwanted = ("helaas", "succesvol", "klik hier")
    said = [entry.msgstr for entry in catalogue]

    assert [text for text in said if any(word in text.lower() for word in unwanted)] == []


def test_catalogue_holds_what_the_code_says(tmp_path: Path, catalogue: polib.POFile) -> None:
    """Run `make messages` when this fails; line numbers are not kept, so they cannot differ."""
    if not shutil.which("xgettext"):
        pytest.skip("no gettext on this machine")
    copy = tmp_path / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    copy.parent.mkdir(parents=True)
    shutil.copy(DUTCH, copy)

    with override_settings(LOCALE_PATHS=[str(tmp_path / "locale")]):
        collect()

    said = words_of(polib.pofile(str(copy)))
    assert sorted(map(str, said - words_of(catalogue))) == [], "in the code, not in the catalogue"
    assert sorted(map(str, words_of(catalogue) - said)) == [], "in the catalogue, not in the code"


def collect() -> None:
    """What `make messages` does, with our own catalogue out of sight."""
    ignored = [*NOT_OURS, "site/locale"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(settings.BASE_DIR)
        call_command(
            "makemessages",
            locale=["nl"],
            ignore_patterns=ignored,
            no_location=True,
            no_obsolete=True,
            verbosity=0,
        )


def test_compiling_needs_no_gettext_and_runs_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    po = tmp_path / "django.po"
    po.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')

    assert compile_all(tmp_path) == [po.with_suffix(".mo")]
    assert compile_all(tmp_path) == []
