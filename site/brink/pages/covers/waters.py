"""Lands that water, peat and ice made."""

import math

from brink.pages.covers.pen import (
    CROPS,
    DITCH,
    GRASS,
    GREEN,
    HEATH,
    HEATH_LIGHT,
    MEADOW,
    OAK,
    PAPER,
    PEAT,
    RAPESEED,
    SAND,
    SKY,
    Pen,
    Stroke,
)
from brink.pages.covers.shapes import blob, curve, on_ring, rectangle
from brink.pages.covers.sheet import BOTTOM, LEFT, RIGHT, TOP, ground


def canals(pen: Pen) -> None:
    """Online diensten: one main canal and a comb of side canals; everything is connected."""
    ground(pen, MEADOW)
    main = 250 + pen.random.randint(-40, 70)
    gap = pen.random.choice((112, 126, 140))
    for i, x in enumerate(range(LEFT, RIGHT, gap)):
        fill = (MEADOW, GRASS, MEADOW, RAPESEED, MEADOW)[(i + gap) % 5]
        pen.box((x, TOP), (gap, BOTTOM - TOP), fill)
        if i % 3 == 1:
            field = [(x, main), (x + gap, main), (x + gap, BOTTOM), (x, BOTTOM)]
            pen.hatch(field, Stroke(GREEN, 3), 22, math.pi / 2)
        pen.line([(x, TOP), (x, BOTTOM)], Stroke(DITCH, 12))
    pen.box((LEFT, main + 56), (RIGHT - LEFT, 30), SAND)
    pen.box((LEFT, main), (RIGHT - LEFT, 56), DITCH)
    for x in range(LEFT + gap // 2, RIGHT, gap * 2):
        pen.box((x - 14, main - 10), (28, 78), SAND, Stroke(PEAT, 4))


def saltmarsh(pen: Pen) -> None:
    """Internationalisering: the dyke, the salt marsh and the open sea."""
    ground(pen, DITCH)
    dyke = 470 + pen.random.randint(-60, 60)
    brushwood(pen, dyke)
    for i, y in enumerate(range(TOP, BOTTOM, 96)):
        pen.box((LEFT, y), (dyke - LEFT, 90), CROPS[i % 6])
    pen.box((dyke - 34, TOP), (78, BOTTOM - TOP), GREEN)
    pen.box((dyke - 6, TOP), (18, BOTTOM - TOP), SAND)
    route = [(dyke, 380), (dyke + 330, 250), (dyke + 520, 330), (RIGHT, 40)]
    pen.line(curve(route), Stroke(PAPER, 8, "4 26", "round"))


def brushwood(pen: Pen, dyke: int) -> None:
    """Fields that the sea gives back, fewer the further out."""
    fills = (GRASS, MEADOW, SKY, SKY, SKY)
    for col, x in enumerate(range(dyke + 40, dyke + 620, 128)):
        for y in range(TOP, BOTTOM, 118):
            if pen.random.random() <= col * 0.2:
                continue
            pen.box((x, y), (114, 104), fills[col], Stroke(PAPER, 5))
            if col < 2:
                pen.hatch(rectangle(x, y, 114, 104), Stroke(GREEN, 3), 18, math.pi / 2)


def pingo(pen: Pen) -> None:
    """Duurzaam en circulair: the round lake that the ice left; everything comes round."""
    ground(pen, MEADOW)
    at = 500 + pen.random.randint(-90, 90), 320 + pen.random.randint(-30, 30)
    fills = (GRASS, MEADOW, GRASS, GREEN, SAND, SKY, DITCH, SKY, DITCH)
    for i, fill in enumerate(fills):
        r = 700 - i * 76
        pen.polygon(blob(pen.random, at, (r * 1.1, r * 0.94), 0.035, 11), fill)
    for k in range(22):
        r = 455 + pen.random.randint(-12, 12)
        pen.tree(on_ring(at, (r * 1.1, r * 0.94), k * 2 * math.pi / 22), 26)


def solar(pen: Pen) -> None:
    """Energietransitie: rows of panels where peat was cut."""
    ground(pen, RAPESEED)
    lean = pen.random.randint(30, 60)
    panels = []
    for row, y in enumerate(range(TOP, BOTTOM, 128)):
        pen.box((LEFT, y - 26), (RIGHT - LEFT, 30), MEADOW if row % 2 else GRASS)
        for k, x in enumerate(range(LEFT + (row % 3) * 40, RIGHT, 112)):
            if (k * 5 + row * 3) % 11:
                panels.append(f"M{x} {y + 74}l{lean} -60h92l-{lean} 60z")
    pen.parts.append(f'<path d="{"".join(panels)}" fill="#1d3f66"/>')


def stream(pen: Pen) -> None:
    """Gezondheid en vitaliteit: a stream with room to bend, meadows on both sides."""
    ground(pen, MEADOW)
    for i, x in enumerate(range(LEFT, RIGHT, 92)):
        fill = (MEADOW, GRASS, MEADOW, MEADOW, SAND, GRASS)[i % 6]
        pen.box((x, TOP), (86, BOTTOM - TOP), fill)
        pen.line([(x, TOP), (x, BOTTOM)], Stroke(GREEN, 4))
    swing = pen.random.randint(95, 140)
    bends = [
        (x, 300 + swing * (1 if i % 2 else -1) + pen.random.randint(-30, 30))
        for i, x in enumerate(range(LEFT, RIGHT + 200, 190))
    ]
    bed = curve(bends)
    for fill, width in ((GRASS, 190), (MEADOW, 128), (DITCH, 66), (SKY, 20)):
        pen.line(bed, Stroke(fill, width))
    for bank, y in bed[4::7]:
        spot = bank + pen.random.randint(-20, 20), y + pen.random.choice((-104, 104))
        pen.tree(spot, pen.random.randint(18, 28))


def irrigation(pen: Pen) -> None:
    """Financiering en subsidie: one source, many ditches, each plot gets its share."""
    ground(pen, SAND)
    fills = (SAND, MEADOW, GRASS, GREEN, GRASS)
    for y in range(TOP, BOTTOM, 82):
        for k, x in enumerate(range(330, RIGHT, 220)):
            pen.box((x, y), (206, 68), fills[min(4, (k + pen.random.randint(0, 1)))])
    source = 320 + pen.random.randint(-50, 50)
    pen.box((LEFT, source - 26), (300 - LEFT, 52), DITCH)
    branch(pen, (290, source), 246, 34, 3)


def branch(pen: Pen, at: tuple[float, float], spread: float, width: float, depth: int) -> None:
    """A ditch that parts in two, and each part again."""
    x, y = at
    reach = 240 if depth else 700
    for side in (-1, 1):
        end = x + reach, y + side * spread
        bend = [(x, y), (x + reach * 0.4, y), (x + reach * 0.55, y + side * spread), end]
        pen.line(bend, Stroke(DITCH, width))
        if depth:
            branch(pen, end, spread / 2, max(8, width * 0.62), depth - 1)


def heath(pen: Pen) -> None:
    """Ondernemerschap: the first clearings in the heath."""
    ground(pen, HEATH)
    grid = [(x, y) for y in range(TOP, BOTTOM, 42) for x in range(LEFT, RIGHT, 42)]
    spots = [(x + pen.random.randint(-13, 13), y + pen.random.randint(-13, 13)) for x, y in grid]
    for k, size in enumerate((8, 12, 16)):
        pen.dots(spots[k::3], size, HEATH_LIGHT)
    x, y = 120 + pen.random.randint(-30, 60), 470
    for k in range(5):
        w, h = 250, 150 + 16 * k
        fill = (RAPESEED, MEADOW, GRASS, MEADOW, RAPESEED)[k]
        pen.box((x, y - h), (w, h), fill, Stroke(OAK, 8))
        plot = [(x, y - h), (x + w, y - h), (x + w, y), (x, y)]
        pen.hatch(plot, Stroke(GREEN, 4), 24, (k % 2) * math.pi / 2)
        x, y = x + w - 46, y - 88
    pen.line([(LEFT, 640), (RIGHT, 160)], Stroke(SAND, 26))
