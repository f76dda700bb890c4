"""The canvas of a land: wider than the cover, so that it can be turned."""

from brink.pages.covers.pen import Pen

LEFT, TOP, RIGHT, BOTTOM = -260, -340, 1460, 970


def ground(pen: Pen, fill: str) -> None:
    pen.box((LEFT, TOP), (RIGHT - LEFT, BOTTOM - TOP), fill)
