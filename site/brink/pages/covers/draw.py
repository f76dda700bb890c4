"""Draw a cover: the land of a theme, with what stands on it for a kind of item."""

import math
import zlib
from collections.abc import Callable
from functools import lru_cache

from brink.pages.covers.lands import LANDS
from brink.pages.covers.pen import (
    GRASS,
    GREEN,
    HEATH,
    HEIGHT,
    MEADOW,
    OAK,
    PAPER,
    PEAT,
    RAPESEED,
    SAND,
    WIDTH,
    Pen,
    Stroke,
)
from brink.pages.covers.shapes import Point, blob, brink_shape, on_ring, placed, rectangle


def farm(pen: Pen, at: Point) -> None:
    """A case: a firm, with its yard at the end of the path."""
    x, y = at
    pen.polygon(blob(pen.random, at, (160, 126), 0.07, 7), SAND)
    turn = pen.random.uniform(-0.35, 0.35)
    pen.roof((x - 34, y - 28), (132, 80), turn)
    pen.roof((x + 74, y + 48), (88, 56), turn + math.pi / 2)
    pen.tree((x - 78, y + 58), 27)
    pen.tree((x - 22, y + 82), 20)


def oaks(pen: Pen, at: Point) -> None:
    """A good practice: oaks around a place, planted once and there for all."""
    pen.dot(at, 132, SAND)
    pen.dot(at, 44, MEADOW)
    for k in range(9):
        pen.tree(on_ring(at, (90, 90), k * 2 * math.pi / 9 + 0.2), 29)


def gathering(pen: Pen, at: Point) -> None:
    """A meeting: people in a ring on a green. One of them is you."""
    x, y = at
    turn = pen.random.uniform(-0.5, 0.5)
    pen.polygon(brink_shape((x, y + 18), 226, turn), GREEN, Stroke(SAND, 26))
    ring(pen, (x, y + 30))


def ring(pen: Pen, at: Point) -> None:
    pen.dot(at, 92, GREEN)
    for k in range(11):
        person = on_ring(at, (66, 66), k * 2 * math.pi / 11 + 0.3)
        pen.dot(person, 14, RAPESEED if k == 3 else PAPER)


def steps(pen: Pen, at: Point) -> None:
    """A masterclass: four strips of land, each worked further than the last."""
    for k in range(4):
        strip = rectangle(at[0] - 150, at[1] - 128 + k * 64, 120 + k * 66, 56)
        pen.polygon(strip, PAPER, Stroke(OAK, 6))
        if k:
            pen.hatch(strip, Stroke(GREEN, 5), 36 - k * 8, math.pi / 2)


def fallow(pen: Pen, at: Point) -> None:
    """A failed attempt: a field that lies fallow. It rests, it flowers, it will be sown again."""
    x, y = at
    turn = pen.random.uniform(-0.1, 0.1)
    field = placed(((-260, -150), (240, -170), (265, 150), (-245, 165)), at, turn)
    pen.polygon(field, SAND)
    pen.hatch(field, Stroke("#dccfa8", 8), 34, turn)
    wild = [(x + pen.random.gauss(0, 130), y + pen.random.gauss(0, 85)) for _ in range(190)]
    blooms = ((20, MEADOW), (14, GRASS), (10, HEATH), (15, HEATH), (9, RAPESEED))

    def flowers() -> None:
        for k, (size, fill) in enumerate(blooms):
            pen.dots(wild[k::5], size, fill)

    pen.within(field, flowers)
    pen.line([*field, field[0]], Stroke(PEAT, 8, "26 18"))


def dead_end(pen: Pen, at: Point) -> None:
    """A page that is not there: the path stops at the water, and nobody built a bridge."""
    x, y = at
    pen.line([(x - 46, y - 8), (x + 46, y - 8)], Stroke(PEAT, 13, cap="round"))
    pen.line([(x - 30, y - 8), (x - 30, y + 22)], Stroke(PEAT, 9))
    pen.line([(x + 30, y - 8), (x + 30, y + 22)], Stroke(PEAT, 9))


KINDS: dict[str, Callable[[Pen, Point], None]] = {
    "case": farm,
    "failed": fallow,
    "practice": oaks,
    "event": gathering,
    "masterclass": steps,
    "stopped": dead_end,
}


def land_of(theme: str) -> str:
    """The land of a theme; a theme that was added later shares one, always the same."""
    if not theme or theme in LANDS:
        return theme
    return sorted(LANDS)[zlib.crc32(theme.encode()) % len(LANDS)]


@lru_cache(maxsize=128)
def draw_cover(land: str, kind: str, seed: str) -> str:
    """Return the SVG text; raise KeyError for a land or kind that is not on the list."""
    return draw_place(Pen(f"{land}|{kind}|{seed}"), land, kind)


def draw_place(pen: Pen, land: str, kind: str) -> str:
    """The place lies right of the middle, so that every crop to a square keeps it."""
    stand = KINDS[kind]
    LANDS[land](pen)
    at = 850 + pen.random.randint(-60, 50), 310 + pen.random.randint(-45, 60)
    if kind == "event" and pen.green:
        ring(pen, pen.green)
        return sheet(pen)
    if kind == "stopped":
        at = at[0] - 160, 520
    lead_path(pen, kind, at)
    stand(pen, at)
    return sheet(pen)


def lead_path(pen: Pen, kind: str, at: tuple[int, int]) -> None:
    """The way there. It stops at the water, and goes round a fallow field and on."""
    x, y = at
    start = pen.random.randint(120, 420)
    middle = ((start + x) / 2 + pen.random.randint(-60, 60), 560)
    if kind == "stopped":
        pen.path([(x - 90, 900), (x - 10, 690), (x, y)], 30)
    elif kind == "failed":
        round_it = [(x - 380, y + 250), (x - 340, y - 60), (x - 250, y - 250), (x + 60, y - 256)]
        pen.path([(start - 160, 860), *round_it, (1400, y - 330)], 28)
    else:
        pen.path([(start, 860), middle, (x, y)], 30)


def sheet(pen: Pen) -> str:
    """Turn the land a little and cut it to size."""
    turn = pen.random.uniform(-14, 14)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}">'
        f'<g transform="rotate({turn:.1f} {WIDTH // 2} {HEIGHT // 2})">{"".join(pen.parts)}</g>'
        "</svg>\n"
    )
