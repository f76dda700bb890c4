"""Text that is safe in a calendar: what no parser can trip over."""

import re

#: C0 and C1 controls but line feed and tab, line and paragraph separators, halves of characters,
#: byte order marks, and U+FFFE and U+FFFF, which XML forbids. icalendar escapes line ends, but
#: lets NUL through, and other parsers stop there.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without control characters; lines may stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", lines).strip()


def one_line(text: str) -> str:
    """Text on one line."""
    return " ".join(clean(text).split())
