"""The running words of a mail's HTML as plain text: one line, its breaks and its links."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import CData, NavigableString, PageElement, Tag

INDENT = "  "
BREAK = "\n"
UNSEEN = frozenset(["head", "noscript", "script", "style", "template", "title"])
DISPLAY_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass
class Link:
    words: str
    address: str

    def __str__(self) -> str:
        """On lines of its own."""
        return f"{with_colon(self.words)}\n{INDENT}{self.address}" if self.words else self.address

    def inline(self) -> str:
        return f"{self.words} ({self.address})" if self.words else self.address


def spell(parts: Iterable[str | Link]) -> str:
    text = "".join(part.inline() if isinstance(part, Link) else part for part in parts)
    return "\n".join(tidy(line) for line in text.split(BREAK)).strip()


def flat(tag: Tag) -> str:
    """All of a cell on one line, what stands on its second line after a comma."""
    lines = spell([part for child in tag.children for part in inline(child)]).split("\n")
    return ", ".join(line for line in lines if line)


def inline(node: PageElement) -> Iterator[str | Link]:
    if isinstance(node, NavigableString):
        # Line breaks of the source are spaces; those that mean something are <br>.
        yield re.sub(r"\s+", " ", node) if is_said(node) else ""
    elif isinstance(node, Tag) and not is_hidden(node):
        yield from inline_tag(node)


def inline_tag(tag: Tag) -> Iterator[str | Link]:
    if tag.name == "br":
        yield BREAK
    elif tag.name == "img":
        yield str(tag.get("alt") or "")
    elif tag.name == "a" and tag.get("href"):
        yield link(tag)
    else:
        for child in tag.children:
            yield from inline(child)


def link(tag: Tag) -> Link:
    address = str(tag["href"]).strip().removeprefix("mailto:").removeprefix("tel:")
    words = tidy(tag.get_text(" "))
    is_bare = words in (address, address.removeprefix("https://").rstrip("/"))
    return Link("" if is_bare else words, address)


def is_said(text: PageElement) -> bool:
    """Text, but no comment, doctype or other declaration."""
    return type(text) in (NavigableString, CData)


def is_hidden(tag: Tag) -> bool:
    is_away = tag.name in UNSEEN or tag.has_attr("hidden") or tag.get("role") == "banner"
    is_silent = tag.get("aria-hidden") == "true"
    return is_away or is_silent or bool(DISPLAY_NONE.search(str(tag.get("style") or "")))


def with_colon(words: str) -> str:
    return words if not words or words[-1] in ":?!" else f"{words}:"


def tidy(text: str) -> str:
    """One line without double spaces; a space that may not break is a space here."""
    return " ".join(text.split())
