"""Points and outlines: what the pen is told to draw."""

import math
from collections.abc import Sequence
from random import Random

Point = tuple[float, float]
Points = Sequence[Point]


def join(points: Points) -> str:
    """Path data; coordinates are rounded so that output stays small and stable."""
    return "L".join(f"{x:.0f} {y:.0f}" for x, y in points)


def centre(points: Points) -> Point:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def turn(point: Point, about: Point, angle: float) -> Point:
    dx, dy = point[0] - about[0], point[1] - about[1]
    c, s = math.cos(angle), math.sin(angle)
    return about[0] + dx * c - dy * s, about[1] + dx * s + dy * c


def placed(points: Points, at: Point, angle: float) -> list[Point]:
    """The points, turned about the origin and moved to `at`."""
    c, s = math.cos(angle), math.sin(angle)
    return [(at[0] + u * c - v * s, at[1] + u * s + v * c) for u, v in points]


def rectangle(left: float, top: float, wide: float, tall: float) -> list[Point]:
    return [(left, top), (left + wide, top), (left + wide, top + tall), (left, top + tall)]


def on_ring(about: Point, radius: Point, angle: float) -> Point:
    return about[0] + radius[0] * math.cos(angle), about[1] + radius[1] * math.sin(angle)


def curve(points: Points, closed: bool = False, steps: int = 8) -> list[Point]:
    """Catmull-Rom through the points: the line a cart wears into the sand."""
    n = len(points)
    out: list[Point] = []
    for i in range(n if closed else n - 1):
        near = [i + k if not closed else (i + k) % n for k in (-1, 0, 1, 2)]
        quad = [points[min(max(at, 0), n - 1)] for at in near]
        out += [between(quad, step / steps) for step in range(steps)]
    return out if closed else [*out, points[-1]]


def between(quad: Points, t: float) -> Point:
    """The point at part `t` of the way from the second to the third of four points."""
    weights = (
        -t + 2 * t**2 - t**3,
        2 - 5 * t**2 + 3 * t**3,
        t + 4 * t**2 - 3 * t**3,
        -(t**2) + t**3,
    )
    x = sum(w * p[0] for w, p in zip(weights, quad, strict=True)) / 2
    y = sum(w * p[1] for w, p in zip(weights, quad, strict=True)) / 2
    return x, y


def blob(
    random: Random, about: Point, radius: Point, wobble: float = 0.08, corners: int = 9
) -> list[Point]:
    """A closed, slightly irregular ring."""
    ring = []
    for i in range(corners):
        k = 1 + random.uniform(-wobble, wobble)
        ring.append(on_ring(about, (radius[0] * k, radius[1] * k), 2 * math.pi * i / corners))
    return curve(ring, closed=True)


def brink_shape(about: Point, size: float, angle: float) -> list[Point]:
    """The mark of the house: a three-sided green, worn hollow by the roads along it."""
    corners = [(-1.0, 0.44), (0.94, 0.64), (0.22, -0.84)]
    sides = [(0.0, 0.56), (0.56, -0.06), (-0.38, -0.16)]
    ring = []
    for i, (cx, cy) in enumerate(corners):
        for sx, sy in (sides[i - 1], sides[i]):
            ring.append((cx + (sx - cx) * 0.14, cy + (sy - cy) * 0.14))
        ring.append(sides[i])
    x, y = about
    nine = [turn((x + px * size, y + py * size), about, angle) for px, py in ring]
    return curve(nine, closed=True)
