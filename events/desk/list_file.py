"""Read a list of people as spreadsheets save it: CSV of Excel in Dutch or English, or of others."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.people.cells import guard
from events.models import Seat

LARGEST = 1024 * 1024
MOST = 1000
#: What a column may be called; without capitals, hyphens and spaces.
HEADINGS = {
    "given": ("voornaam", "firstname", "givenname", "given"),
    "infix": ("tussenvoegsel", "tussenvoegsels", "infix", "prefix"),
    "family": ("achternaam", "lastname", "familyname", "surname", "family"),
    "email": ("email", "emailadres", "emailaddress", "mail", "mailadres"),
    "organisation": (
        "bedrijfofschool", "bedrijf", "school", "organisatie", "firmorschool", "firm",
        "organisation", "organization", "company",
    ),
    "role": ("rol", "role"),
    "language": ("taal", "language"),
    "seat": ("plek", "plaats", "place", "seat"),
}  # fmt: skip
FIELDS = {heading: name for name, headings in HEADINGS.items() for heading in headings}
NEEDED = ("given", "family", "email")
#: What may stand in a cell for a code; those codes themselves as well.
MEANINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "role": {
        "owner": ("ondernemer", "entrepreneur"),
        "staff": ("medewerkerineenbedrijf", "medewerker", "employeeofafirm", "employee"),
        "trainee": (
            "innovatietraineeofstudent",
            "trainee",
            "student",
            "innovationtraineeorstudent",
        ),
        "teacher": ("docentonderzoekeroflector", "docent", "lecturerresearcherorprofessor"),
        "other": ("ietsanders", "anders", "somethingelse"),
    },
    "language": {
        "nl": ("nederlands", "dutch"),
        "en": ("engels", "english"),
    },
    "seat": {
        Seat.ROOM.value: ("indezaal", "zaal", "oplocatie", "intheroom", "onlocation"),
        Seat.ONLINE.value: ("online",),
    },
}  # fmt: skip
DELIMITERS = ";,\t"


class UnreadableError(Exception):
    """It is no list that we can read; says why, to who uploaded it."""


@dataclass(frozen=True)
class Line:
    """One line, with its number in the file."""

    number: int
    cells: dict[str, str]


def read(content: bytes) -> list[Line]:
    """The lines below the headings; empty ones are left out. Raises `UnreadableError`."""
    if len(content) > LARGEST:
        raise UnreadableError(_("The file is larger than 1 MB."))
    text = decode(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        names = names_of(next(reader, []))
        lines = [Line(reader.line_num, cells_of(names, row)) for row in reader if any(row)]
    except csv.Error as error:
        raise UnreadableError(_("This is no CSV file.")) from error
    if len(lines) > MOST:
        raise UnreadableError(_("The list has more than %(n)s lines. Divide it.") % {"n": MOST})
    if not lines:
        raise UnreadableError(_("There is nobody in this list."))
    return lines


def decode(content: bytes) -> str:
    """UTF-8, with its mark or without; else what Excel on Windows writes."""
    if b"\0" in content:
        raise UnreadableError(_("This is no CSV file. In Excel, save it as CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def delimiter_of(text: str) -> str:
    """The sign that stands in the first line most."""
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def names_of(headings: list[str]) -> list[str]:
    """The field of each column; empty for one that we do not use."""
    names = [FIELDS.get(plain(heading), "") for heading in headings]
    if missing := [name for name in NEEDED if name not in names]:
        words = {"given": _("First name"), "family": _("Last name"), "email": _("E-mail address")}
        told = ", ".join(words[name] for name in missing)
        raise UnreadableError(_("The first line has no column for: %(them)s.") % {"them": told})
    return names


def cells_of(names: list[str], row: list[str]) -> dict[str, str]:
    """What is in each column that we know, as it was before a spreadsheet was warned of it."""
    pairs = zip(names, row, strict=False)
    cells = {name: unguarded(cell.strip()) for name, cell in pairs if name}
    return {name: meaning(name, cell) for name, cell in cells.items()}


def unguarded(cell: str) -> str:
    """Without the apostrophe that our own files put before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and guard(cell[1:]) == cell else cell


def meaning(name: str, cell: str) -> str:
    """The code for what people write; what is none stays, to be refused with the line."""
    for code, words in MEANINGS.get(name, {}).items():
        if plain(cell) in (code, *words):
            return code
    return cell


def plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
