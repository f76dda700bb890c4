"""A CSV file, which has no types: its text stays what it was in every spreadsheet."""

import csv
import re
from collections.abc import Iterable, Iterator

FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
#: A leading zero, or more digits than a spreadsheet keeps.
EATEN_DIGITS = re.compile(r"^(0\d+|\d{16,})$")
BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula or a number."""
    return f"'{text}" if FORMULA.match(text) or EATEN_DIGITS.match(text) else text


class Line:
    """A file-like object that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The mark of UTF-8, semicolons and CRLF: what Excel with Dutch settings reads."""
    writer = csv.writer(Line(), delimiter=";", lineterminator="\r\n")
    yield BYTE_ORDER_MARK
    for row in rows:
        yield str(writer.writerow([guard(text) for text in row]))
