"""Drawings worked out from numbers: SVG geometry, sent as attributes and never as style."""

import math
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from brink.pages.covers import land_of

register = template.Library()

ROW, CELL = 12, 15
FREE_RING = "M{x:g} {y:g}a4.8 4.8 0 1 0 9.6 0a4.8 4.8 0 1 0-9.6 0"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ‘“])")
HIDDEN = mark_safe('aria-hidden="true" focusable="false"')


@register.simple_tag
def tree_size(capacity: int | None) -> int:
    """How many places one tree stands for: one up to 40, five above, fifty in a stadium."""
    if not capacity or capacity <= 40:
        return 1
    return 5 if capacity <= 300 else 50


def count_trees(taken: int, capacity: int) -> tuple[int, int]:
    """Trees taken and free; a single free place keeps a ring, a single guest plants a tree."""
    size = tree_size(capacity)
    total = math.ceil(capacity / size)
    taken = min(taken, capacity)
    planted = total if taken == capacity else min(math.ceil(taken / size), total - 1)
    return planted, total - planted


@register.simple_tag
def seats_drawing(taken: int, capacity: int, you: bool = False) -> SafeString:
    """The places of an event from above; `you` marks the first free one, or else the last."""
    planted, free = count_trees(taken, capacity)
    spots = [(i % ROW * CELL + 7.5, i // ROW * CELL + 7.5) for i in range(planted + free)]
    yours = spots[min(planted, len(spots) - 1) :][:1] if you else []
    taken_spots = [spot for spot in spots[:planted] if spot not in yours]
    free_spots = [spot for spot in spots[planted:] if spot not in yours]
    height = math.ceil(len(spots) / ROW) * CELL
    dots = "".join(f"M{x:g} {y:g}h0" for x, y in taken_spots)
    return format_html(
        '<svg width="180" height="{h}" viewBox="0 0 180 {h}" {hidden}>{dots}{you}{free}</svg>',
        h=height,
        hidden=HIDDEN,
        dots=planted_path(dots),
        you=ring_path("you", yours),
        free=ring_path("free", free_spots),
    )


def planted_path(dots: str) -> SafeString:
    if not dots:
        return mark_safe("")
    return format_html(
        '<path class="seats__taken" stroke-width="11.2" d="{d}"/>'
        '<path class="seats__stem" stroke-width="2.6" d="{d}"/>',
        d=dots,
    )


def ring_path(name: str, spots: Sequence[tuple[float, float]]) -> SafeString:
    if not spots:
        return mark_safe("")
    path = "".join(FREE_RING.format(x=x - 4.8, y=y) for x, y in spots)
    return format_html('<path class="seats__{}" d="{}"/>', name, path)


@register.inclusion_tag("components/evidence-bars.html")
def evidence_bars(
    row: Any, before_name: str = "", after_name: str = "", lang: str = ""
) -> dict[str, Any]:
    """Two strips of land as long as their amounts: `row` has before, after and their texts."""
    numbers = [amount_of(row, "before"), amount_of(row, "after")]
    longest = max((number for number in numbers if number is not None), default=0)
    widths = [
        None if n is None else round(398 * n / longest) if longest > 0 else 0 for n in numbers
    ]
    return {
        "row": row,
        "before_width": widths[0],
        "after_width": widths[1],
        "before_name": before_name,
        "after_name": after_name,
        "lang": lang,
    }


def amount_of(row: Any, name: str) -> float | None:
    value = row.get(name) if isinstance(row, dict) else getattr(row, name, None)
    try:
        return None if value is None else max(0.0, float(value))
    except (TypeError, ValueError):
        return None


@register.simple_tag
def places_left(taken: int, capacity: int) -> int:
    return max(0, capacity - taken)


@register.simple_tag
def strip_drawing(width: int | None, *, worked: bool) -> SafeString:
    """One strip of land out of 400: furrowed as it was, solid as it is now."""
    if width is None or width <= 0:
        shape = mark_safe("")
    elif worked:
        shape = format_html('<path class="evidence__after" d="M0 0h{0}v20H0z"/>', width)
    else:
        shape = format_html(
            '<path class="evidence__furrows" d="M1 5.5h{0}M1 10h{0}M1 14.5h{0}"/>'
            '<path class="evidence__before" d="M1 1h{0}v18H1z"/>',
            width,
        )
    return format_html(
        '<svg viewBox="0 0 400 20" preserveAspectRatio="none" {}>'
        '<path class="evidence__ground" d="M0 19.5h400"/>{}</svg>',
        HIDDEN,
        shape,
    )


@register.simple_tag
def module_strip(minutes: int, done: bool = False) -> SafeString:
    """A strip as long as the module takes: three units a minute, from 24 to 360."""
    width = max(24, min(360, minutes * 3))
    shape = (
        format_html('<rect width="{}" height="14"/>', width)
        if done
        else format_html('<path d="M1 1h{0}v12H1zM1 5h{0}M1 9h{0}"/>', width - 2)
    )
    return format_html(
        '<svg class="modules__strip" width="{0}" height="14" viewBox="0 0 {0} 14" {1}>{2}</svg>',
        width,
        HIDDEN,
        shape,
    )


@register.simple_tag
def cover_address(cover: str) -> str:
    """The address of the drawing that a card names by `theme/kind/seed`; empty without one."""
    if cover.count("/") != 2:
        return ""
    theme, kind, seed = cover.split("/")
    return reverse("covers", args=[land_of(theme), kind, seed])


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word that begin with a capital."""
    words = [word for word in name.split() if word[0].isupper() and not word.endswith(".")]
    return "".join(word[0] for word in dict.fromkeys((words or name.split())[:1] + words[-1:]))


@register.filter
def first_sentence(text: str) -> str:
    """What fits in a row: the words up to the first full stop that ends a sentence."""
    return SENTENCE_END.split(text, maxsplit=1)[0]


@register.filter
def anchor(heading: str) -> str:
    """The name by which a heading can be linked to; never empty, never one of the page's own."""
    return f"s-{slugify(heading) or zlib.crc32(str(heading).encode())}"


@register.filter
def near_numbers(page: Any) -> Iterator[int | str]:
    """The page numbers that are shown: the first, the last, and two on each side.

    `…` stands for two or more left out. Worked out without a look at each: a common word has
    thousands of pages.
    """
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


SEASON_SHAPES = {
    "room": '<circle class="seats__free" cx="9" cy="9" r="6.6"/>',
    "full": '<path class="seats__taken" stroke-width="15" d="M9 9h0"/>'
    '<path class="seats__stem" stroke-width="3.6" d="M9 9h0"/>',
    "off": '<path class="season__off" d="m4 4 10 10m0-10-10 10"/>',
}


@register.simple_tag
def season_trees(states: Iterable[str]) -> SafeString:
    """One tree a meeting: `room` is a ring, `full` is planted, `off` is crossed out."""
    trees = (
        f'<svg width="18" height="18" viewBox="0 0 18 18">{SEASON_SHAPES[state]}</svg>'
        for state in states
    )
    return mark_safe("".join(trees))  # noqa: S308 (constants of our own)
