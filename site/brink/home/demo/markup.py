"""Markdown of the data files, made into rich text and body blocks."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import nh3
from markdown_it import MarkdownIt

#: What running text may hold; the same as an editor can make.
TAGS = {"p", "h3", "b", "strong", "i", "em", "ul", "ol", "li", "a", "br"}
PARSER = MarkdownIt("commonmark")
ITEM_LINK = re.compile(r'<a href="brink:([\w-]+)"')

#: Finds the page behind the id of an item, in the language of the text at hand.
Resolver = Callable[[str], int]
Block = tuple[str, Any]


def rich_text(markdown: str, resolve: Resolver) -> str:
    """Clean HTML, with `brink:` links made into links to pages."""
    html = PARSER.render(markdown or "")
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel", "brink"},
        link_rel=None,
    )
    return ITEM_LINK.sub(lambda m: f'<a linktype="page" id="{resolve(m[1])}"', clean).strip()


def plain_text(markdown: str) -> str:
    """The words alone, on one line for each paragraph."""
    return re.sub(r"\*\*|\[([^\]]+)\]\([^)]+\)", r"\1", markdown or "").strip()


def body_blocks(markdown: str, resolve: Resolver) -> list[Block]:
    """Headings, quotes and running text as the blocks an editor would have made."""
    return list(read_blocks(markdown or "", resolve))


def read_blocks(markdown: str, resolve: Resolver) -> Iterator[Block]:
    running: list[str] = []
    for part in re.split(r"\n\s*\n(?=\S)", group_quotes(markdown.strip())):
        special = special_block(part)
        if special is None:
            running.append(part)
            continue
        yield from paragraph(running, resolve)
        running = []
        yield special
    yield from paragraph(running, resolve)


def group_quotes(markdown: str) -> str:
    """Keep a quote in one part: its empty `>` lines do not end it."""
    return re.sub(r"\n>\s*\n(?=>)", "\n>\n", markdown)


def special_block(part: str) -> Block | None:
    if part.startswith("## "):
        return "heading", part[3:].strip()
    if part.startswith(">"):
        return "quote", quote_value(part)
    return None


def quote_value(part: str) -> dict[str, str]:
    """The words, and who said them: the last line when it begins with a dash."""
    lines = [line.lstrip("> ").strip() for line in part.splitlines()]
    lines = [line for line in lines if line]
    source = lines.pop().lstrip("–— ").strip() if lines[-1].startswith(("–", "—")) else ""
    return {"text": " ".join(lines).strip("‘’“”'\" "), "source": source}


def paragraph(parts: list[str], resolve: Resolver) -> Iterator[Block]:
    if html := rich_text("\n\n".join(parts), resolve):
        yield "paragraph", html
