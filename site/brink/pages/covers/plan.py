"""The plan of the home page: a village green with the north around it, by day and by night."""

import math
from functools import lru_cache
from typing import NamedTuple

from brink.pages.covers.pen import (
    CLAY,
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
    ROOF,
    ROOF_LIGHT,
    SAND,
    SAND_EDGE,
    SHADE,
    SKY,
    Pen,
    Stroke,
)
from brink.pages.covers.shapes import Points, blob, brink_shape, centre, curve, on_ring, placed

WIDTH, HEIGHT = 1600, 800
NIGHT = {
    MEADOW: "#1d352b", GRASS: "#264636", GREEN: "#0c3a29", OAK: "#06170f", RAPESEED: "#4d5230",
    SAND: "#4c594c", CLAY: "#2d3a2e", ROOF: "#562a20", ROOF_LIGHT: "#77402e", DITCH: "#10304f",
    SKY: "#2c587c", HEATH: "#33264a", HEATH_LIGHT: "#66547c", PAPER: "#e6ecd9", SHADE: "#050f0a",
    PEAT: "#08100b", SAND_EDGE: "#22302a",
}  # fmt: skip
#: Lamps of the farms and, last, two on the green.
LAMPS = (
    (752, 424), (722, 556), (852, 264), (1178, 300), (1262, 438), (1126, 628), (936, 622),
    (622, 442), (1090, 214), (986, 470), (1040, 440),
)  # fmt: skip
#: Where a farm stands, how large its roof is and how it is turned.
FARMS = (
    (760, 420, 92, 54, -0.5), (720, 560, 78, 48, 0.5), (850, 260, 84, 52, 0.9),
    (1180, 300, 88, 52, 0.5), (1250, 440, 96, 56, -0.1), (1130, 630, 84, 50, 0.25),
    (930, 620, 90, 54, 0.08), (620, 440, 80, 48, 0.2), (1090, 210, 60, 40, 1.2),
    (1285, 590, 66, 44, 0.9), (560, 580, 62, 40, -0.3),
)  # fmt: skip
BED = (
    (-60, 560), (110, 640), (300, 590), (470, 690), (640, 640), (800, 740), (960, 690),
    (1120, 770), (1260, 720), (1350, 760),
)  # fmt: skip
SIDE_ROADS = (
    ((860, 520), (700, 620), (560, 840)),
    ((1060, 540), (1180, 640), (1240, 840)),
    ((900, 390), (760, 250), (560, -40)),
    ((1130, 390), (1260, 320), (1345, 312), (1640, 262)),
)
GREEN_AT = (985, 420)


class Strips(NamedTuple):
    """How a field is cut: which way, how wide, in which crops, with which lines."""

    angle: float
    wide: int
    fills: tuple[str, ...]
    edge: str


@lru_cache(maxsize=2)
def draw_plan(light: str) -> str:
    """Return the SVG text for `day` or `night`; raise KeyError for another light."""
    return {"day": draw_day, "night": draw_night}[light]()


def draw_night() -> str:
    """The same place, dark, with its lamps lit."""
    night = draw_day()
    for colour, dark in NIGHT.items():
        night = night.replace(f'"{colour}"', f'"{dark}"')
    d = "".join(f"M{x} {y}h0" for x, y in LAMPS)
    lamps = (
        f'<path d="{d}" stroke="#f6cb3c" stroke-width="34" stroke-opacity=".22"'
        f' stroke-linecap="round"/>'
        f'<path d="{d}" stroke="#ffdf73" stroke-width="11" stroke-linecap="round"/>'
    )
    return night.replace("</svg>", f"{lamps}</svg>")


def draw_day() -> str:
    pen = Pen("de brink")
    pen.box((0, 0), (WIDTH, HEIGHT), MEADOW)
    fills = (MEADOW, GRASS, MEADOW, SAND, MEADOW, GRASS)
    for field, angle, wide in (
        ([(0, 0), (640, 0), (760, 300), (0, 420)], 1.32, 58),
        ([(0, 420), (760, 300), (700, 800), (0, 800)], -0.2, 66),
        ([(700, 800), (860, 520), (1600, 700), (1600, 800)], 1.1, 54),
    ):
        cut(pen, field, Strips(angle, wide, fills, GREEN))
    for draw in (open_field, heath, water, canal, village):
        draw(pen)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" preserveAspectRatio="xMidYMid slice">{"".join(pen.parts)}</svg>\n'
    )


def cut(pen: Pen, field: Points, strips: Strips) -> None:
    """Cut a field into strips of land."""
    at, wide = centre(field), strips.wide

    def draw() -> None:
        for i, off in enumerate(range(-760, 760, wide)):
            row = ((-900, off), (900, off), (900, off + wide), (-900, off + wide))
            fill = strips.fills[(i * 5 + i // 3) % len(strips.fills)]
            pen.polygon(placed(row, at, strips.angle), fill, Stroke(strips.edge, 3))

    pen.within(field, draw)


def canal(pen: Pen) -> None:
    """East: the peat colony with its comb of canals."""
    for i, y in enumerate(range(-20, 860, 74)):
        plot = [(1330, y + 30), (1600, y - 20), (1600, y + 46), (1336, y + 96)]
        pen.polygon(plot, CROPS[(i + 1) % 6])
        pen.line([(1340, y + 97), (1600, y + 49)], Stroke(DITCH, 7))
    pen.line([(1326, -20), (1352, 820)], Stroke(DITCH, 34))
    pen.line([(1356, -20), (1384, 820)], Stroke(SAND, 14))


def open_field(pen: Pen) -> None:
    """North: the es, the field that everyone shares."""
    field = blob(pen.random, (1010, 70), (300, 190), 0.05, 10)
    cut(pen, field, Strips(0.42, 34, (RAPESEED, SAND, MEADOW, RAPESEED, GRASS), CLAY))
    pen.line([*field, field[0]], Stroke(OAK, 5))
    pen.line([*field, field[0]], Stroke(OAK, 17, "2 34", "round"))


def heath(pen: Pen) -> None:
    """West: the heath, not yet cleared."""
    field = blob(pen.random, (170, 60), (330, 170), 0.08, 9)
    pen.polygon(field, HEATH)
    spots = [(pen.random.randint(-150, 500), pen.random.randint(-110, 240)) for _ in range(330)]

    def bloom() -> None:
        pen.dots(spots[::2], 7, HEATH_LIGHT)
        pen.dots(spots[1::2], 11, HEATH_LIGHT)

    pen.within(field, bloom)


def water(pen: Pen) -> None:
    """South: the stream, with room to bend."""
    bed = curve(BED)
    for fill, width in ((MEADOW, 96), (DITCH, 42), (SKY, 12)):
        pen.line(bed, Stroke(fill, width))
    for x, y in bed[3::8]:
        pen.tree((x + pen.random.randint(-12, 12), y - 62), pen.random.randint(13, 19))


def village(pen: Pen) -> None:
    shape = brink_shape(GREEN_AT, 240, 0.12)
    ends = ((-40, 470), (1640, 560), (1120, -40))
    bends = ((420, 500), (1400, 500), (1010, 120))
    for i, end, bend in zip((4, 28, 52), ends, bends, strict=True):
        pen.path([shape[i], bend, end], 34)
    for road in SIDE_ROADS:
        pen.path(road, 22)
    pen.polygon(shape, GREEN, Stroke(SAND, 40))
    oaks(pen)
    people(pen)
    for farm in FARMS:
        build_farm(pen, *farm)


def oaks(pen: Pen) -> None:
    x, y = GREEN_AT
    for i in range(7):
        for j in range(6):
            tx, ty = x - 160 + i * 52 + j * 10, y - 140 + j * 50
            if abs(tx - x - 22) / 1.3 + abs(ty - y - 18) < 116:
                spot = tx + pen.random.randint(-7, 7), ty + pen.random.randint(-7, 7)
                pen.tree(spot, pen.random.randint(16, 22))


def people(pen: Pen) -> None:
    """A ring of people on the green; the yellow one is you."""
    x, y = GREEN_AT
    for k in range(9):
        spot = on_ring((x - 118, y + 70), (27, 27), k * 2 * math.pi / 9)
        pen.dot(spot, 6, PAPER if k else RAPESEED)


def build_farm(pen: Pen, *place: float) -> None:
    x, y, wide, tall, turn = place
    pen.polygon(blob(pen.random, (x, y), (wide * 0.86, tall * 1.18), 0.06, 7), SAND)
    pen.roof((x, y), (wide, tall), turn)
    pen.tree((x - wide * 0.62, y + tall * 0.7), 15)
    pen.tree((x + wide * 0.66, y - tall * 0.5), 12)
