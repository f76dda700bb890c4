"""An address as a square to scan, drawn into the page: no style, no script, no other request."""

import segno
from django.utils.safestring import SafeString, mark_safe
from segno.encoder import DataOverflowError

#: White around it, in modules; with less many scanners do not find it.
QUIET = 4


def qr_code(address: str) -> SafeString:
    """An SVG as wide as its frame, black on white in every light; empty when it does not fit."""
    try:
        code = segno.make_qr(address, error="m")
    except DataOverflowError:
        return SafeString("")
    drawing = code.svg_inline(
        border=QUIET, light="#fff", svgclass=None, lineclass=None, omitsize=True
    )
    return mark_safe(drawing)  # noqa: S308  (a drawing of squares; the address is not in it as text)
