"""Files are read by a process of its own, which no file can keep or take along."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from brink.documents import extraction, reader
from brink.documents.extraction import extract_file, run_reader
from brink.documents.models import Reading
from tests.documents import files

State, Reason = Reading.State, Reading.Reason


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read(kind: str, data: bytes) -> Any:
        path = tmp_path / f"file.{kind}"
        path.write_bytes(data)
        return extract_file(path, kind)

    return read


def texts(found: Any) -> list[tuple[int | None, str]]:
    return [(page["number"], page["text"]) for page in found.pages]


def test_a_pdf_is_read_page_by_page(read: Any) -> None:
    found = read("pdf", files.pdf("Een", "Twee", "#rect()", "Kruidenthee uit Assen"))
    assert (found.state, found.reason) == (State.READ, "")
    assert texts(found) == [(1, "Een"), (2, "Twee"), (4, "Kruidenthee uit Assen")]
    assert found.size > 1000
    assert len(found.digest) == 64


def test_slides_are_read_without_what_the_speaker_noted(read: Any) -> None:
    assert texts(read("pptx", files.slides("Een", "Kruidenthee"))) == [
        (1, "Een"),
        (2, "Kruidenthee"),
    ]


def test_a_word_file_has_pages_where_it_says_so(read: Any) -> None:
    assert texts(read("docx", files.word_file("Een", "Kruidenthee"))) == [
        (1, "Een"),
        (2, "Kruidenthee"),
    ]
    assert texts(read("docx", files.word_file("Kruidenthee"))) == [(None, "Kruidenthee")]
    assert texts(read("docx", files.with_table("Kruidenthee"))) == [(None, "Kruidenthee")]


def test_a_file_that_opens_without_a_password_is_read(read: Any) -> None:
    assert texts(read("pdf", files.encrypted(""))) == [(1, "Kruidenthee")]


BAD = {
    "password": ("pdf", lambda: files.encrypted("geheim"), Reason.ENCRYPTED),
    "word-password": ("docx", lambda: reader.LOCKED + bytes(600), Reason.ENCRYPTED),
    "scan": ("pdf", files.drawing, Reason.NO_TEXT),
    "no-words": ("docx", lambda: files.word_file(""), Reason.NO_TEXT),
    "garbage-pdf": ("pdf", lambda: bytes(range(256)) * 40, Reason.BROKEN),
    "garbage-docx": ("docx", lambda: bytes(range(256)) * 40, Reason.BROKEN),
    "half-a-pptx": ("pptx", lambda: files.slides("Een")[:900], Reason.BROKEN),
    "empty": ("pdf", bytes, Reason.BROKEN),
    "another-kind": ("pptx", lambda: files.word_file("Een"), Reason.BROKEN),
    "zip-bomb": ("docx", lambda: files.bomb("word/styles.xml", b" ", 210), Reason.TOO_LARGE),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_gives_its_reason(read: Any, name: str) -> None:
    kind, make, reason = BAD[name]
    found = read(kind, make())
    assert (found.state, found.reason, found.pages) == (State.UNREADABLE, reason, [])


def test_a_file_beyond_the_limit_is_not_opened(read: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(extraction, "LARGEST", 1000)
    monkeypatch.setattr(extraction, "run_reader", None)
    found = read("pdf", files.pdf("Een"))
    assert (found.state, found.reason) == (State.UNREADABLE, Reason.TOO_LARGE)


@pytest.mark.slow
def test_a_file_that_takes_for_ever_is_given_up(read: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(extraction, "LONGEST", 6.0)
    start = time.monotonic()
    found = read("pdf", files.endless_pdf())
    assert (found.state, found.reason) == (State.UNREADABLE, Reason.TOO_SLOW)
    assert time.monotonic() - start < 30


@pytest.mark.slow
def test_a_file_that_takes_too_much_memory_takes_only_its_reader_along(read: Any) -> None:
    """Less than what an archive may unpack to, but of the smallest elements there are."""
    found = read("docx", files.bomb("word/document.xml", b"<w:p/>", 190))
    assert found.state == State.UNREADABLE
    assert found.reason in (Reason.TOO_LARGE, Reason.BROKEN)


def test_a_reader_that_hangs_is_ended(tmp_path: Path, monkeypatch: Any) -> None:
    """It would tell, had it lived."""
    sign, script = tmp_path / "sign", tmp_path / "script.py"
    script.write_text(f"import time\ntime.sleep(3)\nopen({str(sign)!r}, 'w')")
    monkeypatch.setattr(extraction, "READER", script)
    monkeypatch.setattr(extraction, "LONGEST", 1.0)
    assert run_reader(tmp_path, "pdf") == {"reason": Reason.TOO_SLOW}
    time.sleep(4)
    assert not sign.exists()
    monkeypatch.setattr(extraction, "LONGEST", 60.0)
    run_reader(tmp_path, "pdf")
    assert sign.exists(), "the script does what we think"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("import os; os.kill(os.getpid(), 9)", Reason.TOO_LARGE),
        ("import os; os.kill(os.getpid(), 24)", Reason.TOO_SLOW),
        ("print('no JSON')", Reason.BROKEN),
        ("raise SystemExit(3)", Reason.BROKEN),
    ],
)
def test_a_reader_that_dies_gives_a_reason(
    tmp_path: Path, monkeypatch: Any, line: str, reason: str
) -> None:
    script = tmp_path / "script.py"
    script.write_text(line)
    monkeypatch.setattr(extraction, "READER", script)
    assert run_reader(tmp_path, "pdf") == {"reason": reason}


def test_the_reader_knows_nothing_of_our_settings(tmp_path: Path, monkeypatch: Any) -> None:
    script = tmp_path / "script.py"
    script.write_text("import json, os; print(json.dumps(dict(os.environ)))")
    monkeypatch.setattr(extraction, "READER", script)
    monkeypatch.setenv("SECRET_KEY", "geheim")
    assert "SECRET_KEY" not in run_reader(tmp_path, "pdf")


def test_pages_and_characters_are_bounded(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(reader, "MOST_PAGES", 2)
    path = tmp_path / "file.pdf"
    path.write_bytes(files.pdf("Een", "Twee", "Drie"))
    answer = reader.read(str(path), "pdf")
    assert [page["text"] for page in answer["pages"]] == ["Een", "Twee"]
    assert answer["reason"] == Reason.TOO_LONG
    monkeypatch.setattr(reader, "MOST_PAGES", 9)
    monkeypatch.setattr(reader, "MOST_CHARACTERS", 5)
    answer = reader.read(str(path), "pdf")
    assert [page["text"] for page in answer["pages"]] == ["Een", "Tw"]
    assert answer["reason"] == Reason.TOO_LONG


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("inno-\nvatie", "innovatie"),
        ("MKB-\nLoket", "MKB- Loket"),
        ("1-\n2", "1- 2"),
        ("woord\xad deel\x00 \ud800 einde\n", "woord deel einde"),
    ],
)
def test_text_is_one_line_that_can_be_stored(text: str, clean: str) -> None:
    assert reader.clean(text) == clean
    json.dumps(reader.clean(text)).encode()
