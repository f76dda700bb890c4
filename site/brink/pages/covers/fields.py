"""Lands that people laid out: greens, strips, yards and orchards."""

import math
from collections.abc import Sequence
from itertools import pairwise

from brink.pages.covers.pen import (
    CLAY,
    CROPS,
    DITCH,
    GRASS,
    GREEN,
    MEADOW,
    OAK,
    PAPER,
    RAPESEED,
    SAND,
    SKY,
    Pen,
    Stroke,
)
from brink.pages.covers.shapes import Point, blob, brink_shape, on_ring, placed, rectangle
from brink.pages.covers.sheet import BOTTOM, LEFT, RIGHT, TOP, ground


def green(pen: Pen) -> None:
    """Sociale innovatie: the green itself, with oaks, and roads that meet."""
    ground(pen, MEADOW)
    x, y = 560 + pen.random.randint(-60, 60), 330
    for corner, fill in (((LEFT, TOP), GRASS), ((RIGHT, TOP), MEADOW), ((RIGHT, BOTTOM), GRASS)):
        near = (corner[0] * 0.35 + x * 0.65, corner[1])
        field = [corner, near, (x, y), (corner[0], corner[1] * 0.3 + y * 0.7)]
        pen.polygon(field, fill)
        pen.hatch(field, Stroke(GREEN, 3), 30, pen.random.uniform(0, 3))
    shape = brink_shape((x, y), 330, pen.random.uniform(-0.3, 0.3))
    for px, py in (shape[4], shape[28], shape[52]):
        dx, dy = px - x, py - y
        pen.path([(px, py), (px + dx * 1.2, py + dy * 1.4), (px + dx * 4, py + dy * 4)], 40)
    pen.polygon(shape, GREEN, Stroke(SAND, 34))
    green_oaks(pen, x, y)
    pen.green = (x + 10, y + 70)


def green_oaks(pen: Pen, x: int, y: int) -> None:
    for i in range(5):
        for j in range(5):
            tx, ty = x - 190 + i * 88 + j * 18, y - 170 + j * 84
            if math.hypot((tx - x) / 1.2, ty - y - 30) < 165:
                spot = tx + pen.random.randint(-9, 9), ty + pen.random.randint(-9, 9)
                pen.tree(spot, pen.random.randint(25, 35))


def blocks(pen: Pen) -> None:
    """Digitalisering en data: blocks of land, as legible as a table."""
    ground(pen, DITCH)
    cell = pen.random.choice((104, 118, 132))
    for y in range(TOP, BOTTOM, cell):
        x = LEFT
        while x < RIGHT:
            x += block(pen, x, y, cell) + 9


def block(pen: Pen, x: int, y: int, cell: int) -> int:
    """One block, sown or not; returns how wide it is."""
    w = cell * pen.random.choice((1, 1, 2, 3)) - 9
    fill = pen.random.choice((MEADOW, SKY, GRASS, RAPESEED, PAPER, MEADOW, GRASS, SKY))
    pen.box((x, y), (w, cell - 9), fill)
    if pen.random.random() < 0.34:
        stroke = Stroke(GREEN if fill != SKY else DITCH, 4)
        pen.hatch(rectangle(x, y, w, cell - 9), stroke, 20, pen.random.choice((0, math.pi / 2)))
    return w


def mound(pen: Pen) -> None:
    """Communicatie: a dwelling mound; the word goes round in rings."""
    ground(pen, MEADOW)
    at = 470 + pen.random.randint(-90, 90), 320 + pen.random.randint(-40, 40)
    fills = (MEADOW, GRASS, RAPESEED, MEADOW, GREEN, MEADOW, SAND)
    for i, r in enumerate((860, 700, 560, 430, 310, 205, 110)):
        edge = Stroke(DITCH, 12) if i in (0, 3) else Stroke(PAPER, 7)
        pen.polygon(blob(pen.random, at, (r * 1.08, r), 0.03, 12), fills[i], edge)
        turn = pen.random.uniform(0, 1)
        for k in range(9 if i < 5 else 0):
            a = turn + k * 2 * math.pi / 9
            near = on_ring(at, (r * 0.79 * 1.08, r * 0.79), a)
            pen.line([near, on_ring(at, (r * 1.06, r), a)], Stroke(GREEN, 5))


def crossing(pen: Pen) -> None:
    """Marktontwikkeling: roads from all sides to one market."""
    ground(pen, MEADOW)
    at = 520 + pen.random.randint(-80, 120), 320 + pen.random.randint(-50, 50)
    angles, a = [], pen.random.uniform(0, 0.5)
    while a < 2 * math.pi + 0.2:
        angles.append(a)
        a += pen.random.uniform(0.55, 1.0)
    sectors(pen, at, angles)
    for a in angles:
        pen.line([at, on_ring(at, (1500, 1500), a)], Stroke(PAPER, 30))
    pen.dot(at, 96, PAPER)
    pen.dot(at, 60, GREEN)


def sectors(pen: Pen, at: Point, angles: Sequence[float]) -> None:
    fills = (RAPESEED, GRASS, MEADOW, SAND, GRASS, RAPESEED, MEADOW)
    for i, (a, b) in enumerate(pairwise([*angles, angles[0] + 2 * math.pi])):
        field = [at, on_ring(at, (1500, 1500), a), on_ring(at, (1500, 1500), b)]
        pen.polygon(field, fills[i % 7])
        if i % 2 == 0:
            pen.hatch(field, Stroke(GREEN, 4), 26, (a + b) / 2 + math.pi / 2)


def open_field(pen: Pen) -> None:
    """Verdienmodel: the open field, in strips that each have an owner and a yield."""
    ground(pen, GRASS)
    x, y = 520 + pen.random.randint(-40, 80), 320
    field = blob(pen.random, (x, y), (640, 330), 0.07, 10)
    pen.polygon(field, RAPESEED)
    pen.within(field, lambda: field_strips(pen, x, y))
    pen.line([*field, field[0]], Stroke(OAK, 18, "2 40", "round"))
    pen.line([*field, field[0]], Stroke(OAK, 5))


def field_strips(pen: Pen, x: int, y: int) -> None:
    fills = (RAPESEED, SAND, MEADOW, RAPESEED, GRASS)
    for k, (angle, ox) in enumerate(((0.0, -520), (1.1, -60), (0.12, 330))):
        for i in range(12):
            wide = 40 + 14 * ((i * 7 + k) % 3)
            strip = rectangle(0, 0, 760, wide)
            corners = placed(strip, (x + ox, y - 420 + i * 74), angle)
            pen.polygon(corners, fills[(i + k) % 5], Stroke(CLAY, 3))


def furrows(pen: Pen) -> None:
    """Proces en productie: one plough, one line, round and round the headland."""
    ground(pen, CLAY)
    x, y = 540 + pen.random.randint(-60, 60), 320
    long = pen.random.randint(150, 260)
    turns = [math.pi / 2 + k * math.pi / 14 for k in range(15)]
    for i in range(17):
        r = 24 + i * 38
        track = [on_ring((x - long, y), (r, r), a) for a in turns]
        track += [on_ring((x + long, y), (r, r), a - math.pi) for a in turns]
        fill = (SAND, MEADOW, SAND, RAPESEED)[i % 4] if i % 5 else GREEN
        pen.line([*track, track[0]], Stroke(fill, 16))


def farmyard(pen: Pen) -> None:
    """Product en dienst: the yard close by; what is made here, and for whom."""
    ground(pen, GRASS)
    x = 60 + pen.random.randint(-30, 60)
    for i in range(9):
        top = TOP + i * 150
        pen.box((LEFT, top), (420 + x, 142), CROPS[(i + 2) % 6])
        pen.hatch(rectangle(LEFT, top, 160 + x - LEFT, 142), Stroke(GREEN, 3), 28, 0)
    yard = [(x + 190, 40), (x + 980, 0), (x + 1040, 600), (x + 230, 640)]
    pen.polygon(yard, SAND, Stroke(OAK, 14))
    pen.roof((x + 420, 210), (300, 150), 0.06)
    pen.roof((x + 820, 170), (170, 110), 1.6)
    pen.roof((x + 390, 470), (190, 100), 0.05)
    for k in range(5):
        pen.tree((x + 610 + k * 82, 520 + pen.random.randint(-8, 8)), 32)


def orchard(pen: Pen) -> None:
    """Personeel en talent: an orchard, from seedling to full crown."""
    ground(pen, MEADOW)
    for i, y in enumerate(range(TOP, BOTTOM, 116)):
        pen.box((LEFT, y - 30), (RIGHT - LEFT, 58), GRASS)
        for x in range(LEFT, RIGHT, 116):
            size = 9 + max(0, min(38, (x + 80) // 27))
            crown = (RAPESEED, OAK) if pen.random.random() < 0.14 else (GREEN, MEADOW)
            pen.tree((x + (i % 2) * 58, y), size, *crown)


def succession(pen: Pen) -> None:
    """Bedrijfsoverdracht: strips handed on, and divided, from one generation to the next."""
    ground(pen, MEADOW)
    edges = [LEFT, 150, 480, 830, RIGHT]
    for gen, (x0, x1) in enumerate(pairwise(edges)):
        generation(pen, gen, x0, x1)
    for x in edges[1:4]:
        pen.line([(x, TOP - 200), (x, BOTTOM + 200)], Stroke(PAPER, 22))


def generation(pen: Pen, gen: int, x0: int, x1: int) -> None:
    top, parts = TOP - 40 * gen, 5 * 2**gen
    tall = (BOTTOM - TOP) / parts
    for k in range(parts):
        fill = (RAPESEED, MEADOW, GRASS, SAND, GREEN)[(k // 2**gen + (k % 2) * gen) % 5]
        upper, lower = top + k * tall, top + (k + 1) * tall
        strip = [(x0, upper), (x1, upper - 40), (x1, lower - 40), (x0, lower)]
        pen.polygon(strip, fill, Stroke(OAK, max(2, 6 - gen)))
