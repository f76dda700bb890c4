"""The plain text of a mail, derived from its HTML: one source, so the two never disagree.

It knows what the templates under `templates/emails` are made of, and writes it as people write
mail by hand:

* headings and paragraphs as lines, never wrapped: an address must stay whole, and phones fold;
* a row with a `th` as "label: value", its second line after a comma;
* a link as its words and, indented below them, its address; in mid-sentence behind its words;
* lists with dashes or numbers, a quotation (`blockquote`) indented;
* `role="contentinfo"` as the signature after "-- ", its links on the line itself.

Left out: what is hidden, `role="banner"` (the name on top) and the head; `title` is the subject.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from bs4 import BeautifulSoup, PageElement, Tag

from brink.mail.words import INDENT, Link, flat, inline, is_hidden, is_said, spell, tidy, with_colon

SIGNATURE = "-- \n"
BLOCK = re.compile(
    r"^(address|article|blockquote|body|center|d[dlt]|div|footer|h[1-6]|header|html|li|main|ol|p|"
    r"pre|section|table|tbody|td|tfoot|th|thead|tr|ul)$"
)


class Kind(Enum):
    HEADING = auto()  # stands right above what follows
    TEXT = auto()
    ROW = auto()  # rows and items keep close to their like
    ITEM = auto()
    SIGNATURE = auto()


class Piece(NamedTuple):
    kind: Kind
    text: str


def subject(html: str) -> str:
    """The title as one line: a line break or a control character could start a header."""
    title = BeautifulSoup(html, "html.parser").title
    words = tidy(title.get_text()) if title else ""
    return "".join(c for c in words if unicodedata.category(c) != "Cc")


def plain_text(html: str) -> str:
    """The words of a mail, ending in a line break."""
    return join(list(pieces(BeautifulSoup(html, "html.parser")))) + "\n"


def join(found: list[Piece]) -> str:
    text, before = "", None
    for piece in found:
        if before is not None:
            text += "\n" if is_close(before, piece.kind) else "\n\n"
        text += piece.text
        before = piece.kind
    return text


def is_close(before: Kind, after: Kind) -> bool:
    is_like = before == after and after in (Kind.ROW, Kind.ITEM)
    return is_like or (before == Kind.HEADING and after != Kind.SIGNATURE)


def pieces(node: Tag) -> Iterator[Piece]:
    """What a block says, in order: its own lines, and those of the blocks in it."""
    line: list[PageElement] = []
    for child in node.children:
        if not isinstance(child, Tag):
            line += [child] if is_said(child) else []
        elif is_hidden(child):
            continue
        elif holds_block(child):
            yield from paragraph(line)
            line = []
            yield from block(child)
        else:
            line.append(child)
    yield from paragraph(line)


def block(tag: Tag) -> Iterator[Piece]:
    if tag.get("role") == "contentinfo":
        yield Piece(Kind.SIGNATURE, SIGNATURE + signature(tag))
    elif tag.name == "tr" and tag.find("th", recursive=False):
        yield from row(tag)
    elif tag.name in ("ul", "ol"):
        yield from items(tag)
    elif tag.name == "blockquote":
        yield from quotation(tag)
    elif tag.name in ("h2", "h3", "h4", "h5", "h6"):
        yield from (Piece(Kind.HEADING, piece.text) for piece in pieces(tag))
    else:
        yield from pieces(tag)


def row(tag: Tag) -> Iterator[Piece]:
    cells = [flat(cell) for cell in tag.find_all(["th", "td"], recursive=False)]
    label, value = cells[0], ", ".join(cell for cell in cells[1:] if cell)
    if label or value:
        yield Piece(Kind.ROW, f"{with_colon(label)} {value}".strip())


def items(tag: Tag) -> Iterator[Piece]:
    for number, item in enumerate(tag.find_all("li", recursive=False), start=1):
        mark = f"{number}. " if tag.name == "ol" else "- "
        text = indent(join(list(pieces(item))), " " * len(mark))
        yield Piece(Kind.ITEM, mark + text.lstrip())


def quotation(tag: Tag) -> Iterator[Piece]:
    if text := join(list(pieces(tag))):
        yield Piece(Kind.TEXT, indent(text, INDENT))


def signature(tag: Tag) -> str:
    """One line for each paragraph and each link: many programs show it small, or fold it away."""
    return "\n".join(piece.text.replace(f"\n{INDENT}", " ") for piece in pieces(tag))


def paragraph(line: list[PageElement]) -> Iterator[Piece]:
    """Words, and behind them the links they end with, each on lines of its own."""
    parts = [part for node in line for part in inline(node)]
    links: list[Link] = []
    while parts and (isinstance(parts[-1], Link) or not tidy(parts[-1])):
        last = parts.pop()
        links[:0] = [last] if isinstance(last, Link) else []
    words = spell(parts)
    lines = ([words] if words else []) + [str(link) for link in links]
    if lines:
        yield Piece(Kind.TEXT, "\n".join(lines))


def holds_block(tag: Tag) -> bool:
    return bool(BLOCK.match(tag.name)) or tag.find(BLOCK) is not None


def indent(text: str, by: str) -> str:
    return "\n".join(by + line if line else line for line in text.split("\n"))
