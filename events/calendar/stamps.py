"""The moment of the last change in a component, which is written after the component is.

Where entries have no number of their own in the database, that of their last change serves: it
never goes back, and RFC 5545 §3.8.7.4 lets a number rise by more than one.
"""

from datetime import UTC, datetime

#: A moment that no event is changed at, to be replaced by that of the last change.
NO_STAMP = datetime(1970, 1, 1, tzinfo=UTC)
#: No number at all: RFC 5545 knows none below zero.
NO_NUMBER = -1
#: Seconds are counted from here, so that they fit the numbers of calendars for sixty years.
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def number_of(moment: datetime) -> int:
    """The SEQUENCE of what has no other; two changes within one second have the same."""
    if moment == NO_STAMP:
        return NO_NUMBER
    return max(0, int((moment - EPOCH).total_seconds()))


def stamped(bare: str, moment: datetime) -> str:
    """Components as of a change. No text can hold such a line: line ends in it are escaped."""
    for old, new in zip(lines(NO_STAMP), lines(moment), strict=True):
        bare = bare.replace(f"\r\n{old}\r\n", f"\r\n{new}\r\n")
    return bare


def lines(moment: datetime) -> list[str]:
    at = f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return [f"DTSTAMP:{at}", f"LAST-MODIFIED:{at}", f"SEQUENCE:{number_of(moment)}"]
