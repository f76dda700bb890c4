"""Text in a cell of a CSV file, which has no types: it stays what it was in every spreadsheet."""

import re

FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
#: A leading zero, or more digits than a spreadsheet keeps.
EATEN_DIGITS = re.compile(r"^(0\d+|\d{16,})$")
BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula or a number."""
    return f"'{text}" if FORMULA.match(text) or EATEN_DIGITS.match(text) else text
