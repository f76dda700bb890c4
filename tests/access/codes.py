"""The table of `codes.txt`: a line for each address, a column for each of the people."""

from pathlib import Path

from tests.access.addresses import addresses
from tests.access.people import PEOPLE

WIDTH = 9
HEAD = """\
# What each gets who opens an address by GET or HEAD (reliability.md, test 19).
# `200/404`: what is one's own, and what is another's. `login`: sent to log in; `denied`: sent back
# to the start of the admin. Own are the things of trainee A, at the event where the organiser and
# the volunteer are of the team; another's are those of trainee B. Staff are the programme: they
# see and change all registrations, and publish. Links of mails open for whoever has them.
"""


def read_codes(file: Path) -> dict[str, dict[str, str]]:
    lines = [line.split() for line in file.read_text().splitlines() if not line.startswith("#")]
    return {key: dict(zip(PEOPLE, codes, strict=True)) for key, *codes in lines}


def write_codes(file: Path, who: str, found: dict[str, str]) -> None:
    """Write one column; the others stay as they are."""
    known = read_codes(file) if file.exists() else {}
    order = [each.key for each in addresses()]
    table = {key: {**dict.fromkeys(PEOPLE, "?"), **known.get(key, {}), who: found[key]}
             for key in order}  # fmt: skip
    wide = max(map(len, order))
    lines = [row("#".ljust(wide), list(PEOPLE))]
    lines += [row(key.ljust(wide), list(codes.values())) for key, codes in table.items()]
    file.write_text(HEAD + "".join(lines))


def row(key: str, cells: list[str]) -> str:
    return " ".join([key, *(cell.ljust(WIDTH) for cell in cells)]).rstrip() + "\n"
