"""The pen: flat shapes, seen from above, in the colours of the map."""

import hashlib
import math
import random
from collections.abc import Callable
from typing import NamedTuple

from brink.pages.covers.shapes import Point, Points, centre, curve, join, rectangle, turn

WIDTH, HEIGHT = 1200, 630
PAPER, PEAT, MEADOW, GRASS = "#fbfcf7", "#18231c", "#d3e5a6", "#94c04f"
GREEN, OAK = "#1f6b3c", "#123d27"
RAPESEED, SAND, CLAY, SAND_EDGE = "#f6cb3c", "#efe6cd", "#a98a66", "#b8a679"
ROOF, ROOF_LIGHT, SHADE = "#cf4a26", "#ea7a4f", "#0e2a1b"
DITCH, SKY, HEATH, HEATH_LIGHT = "#2b6cab", "#bcdcee", "#7d4f93", "#dcc6e3"
CROPS = (MEADOW, GRASS, RAPESEED, MEADOW, SAND, GRASS)


class Stroke(NamedTuple):
    """A line: its colour and width, and for a path its dashes and ends."""

    colour: str
    width: float
    dash: str = ""
    cap: str = "butt"


class Pen:
    """Collects SVG shapes."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311  (a drawing, not a secret)
        self.parts: list[str] = []
        self.green: Point | None = None  # where the land itself has a meeting place
        self.clips = 0
        self.tag = hashlib.sha256(seed.encode()).hexdigest()[:6]

    def polygon(self, points: Points, fill: str, edge: Stroke | None = None) -> None:
        line = ""
        if edge:
            line = f' stroke="{edge.colour}" stroke-width="{edge.width}" stroke-linejoin="round"'
        self.parts.append(f'<path d="M{join(points)}Z" fill="{fill}"{line}/>')

    def line(self, points: Points, stroke: Stroke) -> None:
        dashes = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
        self.parts.append(
            f'<path d="M{join(points)}" fill="none" stroke="{stroke.colour}"'
            f' stroke-width="{stroke.width}" stroke-linejoin="round"'
            f' stroke-linecap="{stroke.cap}"{dashes}/>'
        )

    def dot(self, at: Point, r: float, fill: str) -> None:
        self.parts.append(f'<circle cx="{at[0]:.0f}" cy="{at[1]:.0f}" r="{r:.0f}" fill="{fill}"/>')

    def box(self, corner: Point, size: Point, fill: str, edge: Stroke | None = None) -> None:
        self.polygon(rectangle(*corner, *size), fill, edge)

    def within(self, points: Points, draw: Callable[[], object]) -> None:
        """Run `draw` with everything outside the polygon cut away."""
        self.clips += 1
        name = f"k{self.tag}{self.clips}"
        self.parts.append(
            f'<clipPath id="{name}"><path d="M{join(points)}Z"/></clipPath>'
            f'<g clip-path="url(#{name})">'
        )
        draw()
        self.parts.append("</g>")

    def hatch(self, points: Points, stroke: Stroke, gap: int, angle: float = 0.0) -> None:
        """Fill a polygon with parallel lines: crops, furrows, reeds."""
        cx, cy = centre(points)
        reach = max(math.dist((cx, cy), p) for p in points)
        c, s = reach * math.cos(angle), reach * math.sin(angle)
        middles = [
            (cx - o * math.sin(angle), cy + o * math.cos(angle))
            for o in range(-int(reach), int(reach), gap)
        ]
        d = "".join("M" + join([(x - c, y - s), (x + c, y + s)]) for x, y in middles)
        row = f'<path d="{d}" stroke="{stroke.colour}" stroke-width="{stroke.width}"/>'
        self.within(points, lambda: self.parts.append(row))

    def dots(self, points: Points, size: int, fill: str) -> None:
        """Many equal dots as one path: zero-length strokes with round caps."""
        d = "".join(f"M{x:.0f} {y:.0f}h0" for x, y in points)
        if d:
            self.parts.append(
                f'<path d="{d}" stroke="{fill}" stroke-width="{size}" stroke-linecap="round"/>'
            )

    def tree(self, at: Point, r: float, crown: str = OAK, heart: str = GRASS) -> None:
        """An oak as a landscape architect draws it: shadow, crown, stem."""
        self.dot((at[0] + r * 0.2, at[1] + r * 0.26), r, SHADE)
        self.dot(at, r, crown)
        self.dot(at, max(2, r * 0.2), heart)

    def roof(self, at: Point, size: Point, angle: float) -> None:
        """A building in plan: shadow, sunny half, shaded half along the ridge."""
        half, side = size[0] / 2, size[1] / 2
        outline = rectangle(-half, -side, size[0], size[1])
        north, east, south, west = (corner_at(at, p, angle) for p in outline)
        ridge = [corner_at(at, (half, 0), angle), corner_at(at, (-half, 0), angle)]
        self.polygon([(x + 9, y + 11) for x, y in (north, east, south, west)], SHADE)
        self.polygon([north, east, *ridge], ROOF_LIGHT)
        self.polygon([ridge[1], ridge[0], south, west], ROOF)

    def path(self, points: Points, width: int = 24, fill: str = SAND) -> None:
        track = curve(points, steps=16)
        self.line(track, Stroke(SAND_EDGE, width + 6, cap="round"))
        self.line(track, Stroke(fill, width, cap="round"))


def corner_at(at: Point, offset: Point, angle: float) -> Point:
    return turn((at[0] + offset[0], at[1] + offset[1]), at, angle)
