"""Codes that people read, type and show: how they are written, and read back.

The square holds the bare code, not an address. It works where there is no network; whoever scans
it with a camera of their own learns eight signs and opens nothing; and so short a text makes the
largest squares there are, which a phone reads at once.
"""

import io
import re

import segno
from django.utils.safestring import SafeString

from brink.mail.message import Attachment
from events.models.attendance import ALPHABET
from events.qr import QUIET, qr_code

LENGTH = 8
GROUP = 4
#: Signs that people take for others (Crockford), and what they are.
MISREAD = str.maketrans("OIL", "011")
BETWEEN = re.compile(r"[\s\-–—]+")


def spell_code(code: str | None) -> str:
    """As people read it: "7K2M-9QXA"; empty when there is none."""
    code = code or ""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(text: str, length: int = LENGTH) -> str:
    """The code that somebody typed or scanned; empty when it cannot be one."""
    code = BETWEEN.sub("", text).upper().translate(MISREAD)
    is_code = len(code) == length and all(sign in ALPHABET for sign in code)
    return code if is_code else ""


def code_square(code: str | None) -> SafeString:
    """The code to show at the door, drawn into the page; empty when there is none."""
    return qr_code(code) if code else SafeString("")


def code_pictures(code: str | None) -> tuple[Attachment, ...]:
    """The same for a mail, which shows it as `cid:code.png@brink`: mail programs draw no SVG."""
    if not code:
        return ()
    target = io.BytesIO()
    segno.make_qr(code, error="m").save(target, kind="png", scale=6, border=QUIET)
    return (Attachment("code.png", target.getvalue(), "image/png"),)
