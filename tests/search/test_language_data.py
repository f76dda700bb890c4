"""The data of the languages, and the command that makes it."""

import lzma
from pathlib import Path

import pytest

from search.language.build.__main__ import main
from search.language.build.dutch import read_words
from search.language.lexicon import DATA, Counts, number_of, read_counts, unpack

SAMPLE = Path(__file__).parent / "lists" / "sample.txt"
MOST_BYTES = 1_000_000


def test_a_sample_is_made_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sys.argv", ["build", "dutch", "--to", str(tmp_path), "--dutch", str(SAMPLE)]
    )
    main()
    words = read_words(SAMPLE.read_text(encoding="utf-8").splitlines())
    assert "cafe" in words, "without marks"
    assert not words & {"Fietsbergen", "fietsbergen", "autos", "email"}, (
        "no names, no odd spellings"
    )
    assert list(unpack((tmp_path / "lexicon.xz").read_bytes())) == sorted(map(number_of, words))
    counts = read_counts(lzma.decompress((tmp_path / "parts.xz").read_bytes()).decode())
    assert counts == PARTS


PARTS = {"fiets": Counts(first=12, last=0)}


def test_the_files_are_small_and_say_where_they_come_from() -> None:
    files = [path for path in DATA.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    told = (DATA / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in files if path.name not in told and path.name != "README.md"] == []
