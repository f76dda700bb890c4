"""Lists of registrations as files that a Dutch Excel opens right, and that run no formulas.

A cell that begins like a formula is text (reliability.md, test 43): in XLSX by its type, in CSV,
which has no types, by an apostrophe before it. Digits that a spreadsheet would eat, such as a
leading zero, are kept in the same way.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from brink.people.cells import csv_lines

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DATE_FORMAT = "dd-mm-yyyy hh:mm"
WIDTHS = (34, 18, 24, 14, 24, 34, 30, 26, 22, 18, 10, 14, 24, 18, 18, 12)


def as_csv(headings: list[str], lines: Iterable[list[Any]]) -> Iterator[bytes]:
    rows = (map(text_of, line) for line in (headings, *lines))
    return (text.encode() for text in csv_lines(rows))


def text_of(value: Any) -> str:
    return f"{value:%d-%m-%Y %H:%M}" if isinstance(value, datetime) else str(value)


def as_xlsx(headings: list[str], lines: Iterable[list[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Registrations"))
    sheet.freeze_panes = "A2"
    for number, width in enumerate(WIDTHS[: len(headings)], start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([cell(sheet, name, is_bold=True) for name in headings])
    for line in lines:
        sheet.append([cell(sheet, value) for value in line])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def cell(sheet: WriteOnlyWorksheet, value: Any, *, is_bold: bool = False) -> WriteOnlyCell:
    """A cell with its real type: dates are dates, all else is text, never a formula."""
    if isinstance(value, datetime):
        made = WriteOnlyCell(sheet, value)
        made.number_format = DATE_FORMAT
        return made
    made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    made.data_type = "s"
    made.quotePrefix = True  # stays text when somebody edits the cell
    if is_bold:
        made.font = Font(bold=True)
    return made
