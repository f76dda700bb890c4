"""Reads one file and prints its words as JSON; a program by itself, which knows nothing of Brink.

`python -I reader.py FILE KIND`. It gives itself little memory and time before it opens anything,
and `brink.documents.extraction` ends it from outside.
"""

import json
import logging
import os
import re
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
import pptx
from docx.oxml.ns import qn as docx_name
from pptx.oxml.ns import qn as pptx_name
from pypdf import PdfReader

MEMORY = 1024**3  # bytes; the libraries themselves map some hundreds of megabytes
SECONDS = 45  # of the processor
MOST_PAGES = 500
MOST_CHARACTERS = 500_000
#: What may come out of an Office file, which is a zip archive, and of how many parts.
UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 10_000
#: An Office file with a password is of an older kind, with the real one inside.
LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
#: A word that was broken at the end of a line.
BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\n(?=[a-zà-ÿ])")

#: A page as it is stored: its number, if the file tells it, and its words.
Page = dict[str, Any]


class Refusal(Exception):  # noqa: N818  (what it is, not that it is an error)
    """The words are the code of the reason."""


def main(path: str, kind: str) -> None:
    limit()
    logging.disable()  # pypdf tells a lot about files that are not quite right
    try:
        answer = read(path, kind)
    except Refusal as refusal:
        answer = {"reason": str(refusal)}
    except MemoryError:
        answer = {"reason": "too_large"}
    except RecursionError:
        answer = {"reason": "broken"}
    except Exception:  # whatever a library says about what it cannot make sense of
        answer = {"reason": "broken"}
    json.dump(answer, sys.stdout)


def limit() -> None:
    """A system that knows no such limit has still the one from outside."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in limits.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(which, (most, most))
    os.nice(10)


def read(path: str, kind: str) -> dict[str, Any]:
    """The pages with words, as far as the limits go."""
    pages: list[Page] = []
    room = MOST_CHARACTERS
    for count, (number, text) in enumerate(READERS[kind](path)):
        text = clean(text)
        if count == MOST_PAGES or room <= 0:
            return {"pages": pages, "reason": "too_long"} if pages else {"reason": "no_text"}
        if text:
            pages.append({"number": number, "text": text[:room]})
        room -= len(text)
    if not pages:
        raise Refusal("no_text")
    return {"pages": pages, "reason": "too_long" if room < 0 else ""}


def clean(text: str) -> str:
    """One line, of what a database can store."""
    text = BROKEN_WORD.sub("", text.replace("\xad", "").replace("\x00", " "))
    return " ".join(text.encode("utf-8", "ignore").decode().split())


def read_pdf(path: str) -> Iterator[tuple[int | None, str]]:
    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refusal("encrypted")
    for number, page in enumerate(islice(reader.pages, MOST_PAGES + 1), start=1):
        yield number, text_of(page)


def text_of(page: Any) -> str:
    """One page that is not right does not take the others along."""
    try:
        return page.extract_text()
    except MemoryError:
        raise
    except Exception:
        return ""


def read_docx(path: str) -> Iterator[tuple[int | None, str]]:
    """Where pages end was noted by the program that wrote the file, or by who typed it, or not."""
    check_archive(path)
    body = docx.Document(path).element.body
    page_break = find_break(body)
    number = 1
    words: list[str] = []
    for element in body.iter(*DOCX_TAGS):
        if element.tag == page_break and is_page_break(element):
            yield number, "".join(words)
            number, words = number + 1, []
        words.append(DOCX_TAGS[element.tag] or element.text or "")
    yield number if page_break else None, "".join(words)


#: Elements, and what stands in their place; a text has its own.
DOCX_TAGS = {
    docx_name("w:t"): "",
    docx_name("w:p"): "\n",
    docx_name("w:tab"): " ",
    docx_name("w:br"): "\n",
    docx_name("w:lastRenderedPageBreak"): "\n",
}


def find_break(body: Any) -> str:
    """The element that ends pages here: what was seen on paper says more than what was typed."""
    if next(body.iter(docx_name("w:lastRenderedPageBreak")), None) is not None:
        return docx_name("w:lastRenderedPageBreak")
    typed = any(is_page_break(element) for element in body.iter(docx_name("w:br")))
    return docx_name("w:br") if typed else ""


def is_page_break(element: Any) -> bool:
    return element.tag != docx_name("w:br") or element.get(docx_name("w:type")) == "page"


def read_pptx(path: str) -> Iterator[tuple[int | None, str]]:
    """What stands on the slides; what a speaker noted beside them was not meant to be read."""
    check_archive(path)
    for number, slide in enumerate(pptx.Presentation(path).slides, start=1):
        paragraphs = slide.element.iter(pptx_name("a:p"))
        yield number, "\n".join(paragraph_text(paragraph) for paragraph in paragraphs)


def paragraph_text(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(pptx_name("a:t")))


def check_archive(path: str) -> None:
    """Refuse what would unpack to too much, by what the archive says: no more is unpacked."""
    with open(path, "rb") as file:
        if file.read(len(LOCKED)) == LOCKED:
            raise Refusal("encrypted")
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
    except BadZipFile:
        raise Refusal("broken") from None
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
        raise Refusal("too_large")


READERS = {"pdf": read_pdf, "docx": read_docx, "pptx": read_pptx}

if __name__ == "__main__":
    main(*sys.argv[1:])
