"""Some addresses carry a secret in their path: who reads a log must not be able to use them.

Those are the links in mail, and the calendar addresses of people.
"""

import logging
import re

#: What follows a path of ours, and the token of a calendar address by its shape wherever it stands:
#: in an address that is spelled another way, or that somebody mistyped.
SECRET = re.compile(
    r"(?<=/)[0-9a-f]{32}[.:][^/?\s]+"
    r"|gAAAAA[\w-]{40,}"  # encrypted: `brink.mail.refusal`
    r"|((?<=/reset/key/)|(?<=/confirm-email/)|(?<=/feeds/))[^/?\s]+"
    r"|((?<![\w-])|(?<=%2[Ff]))(?=[\w-]*[A-Z])[\w-]{43}(?![\w-])",
    re.ASCII,
)


def conceal(text: str) -> str:
    return SECRET.sub("…", text)


class DiscreetFormatter(logging.Formatter):
    """Writes a line of the log, tracebacks included, without the secrets in its addresses."""

    def format(self, record: logging.LogRecord) -> str:
        return conceal(super().format(record))
