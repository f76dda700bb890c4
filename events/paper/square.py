"""A square to scan, drawn for paper."""

from io import BytesIO

import segno

from events.qr import QUIET


def square(text: str) -> str:
    """An SVG, black on what is under it."""
    target = BytesIO()
    segno.make_qr(text, error="m").save(target, kind="svg", xmldecl=False, border=QUIET)
    return target.getvalue().decode()
