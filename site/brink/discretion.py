"""Links in mail carry a secret in their path: who reads a log must not be able to use them."""

import logging
import re

SECRET = re.compile(
    r"(?<=/)[0-9a-f]{32}[.:][^/?\s]+|(?<=/reset/key/)[^/?\s]+|(?<=/confirm-email/)[^/?\s]+"
)


def conceal(text: str) -> str:
    return SECRET.sub("…", text)


class DiscreetFormatter(logging.Formatter):
    """Writes a line of the log, tracebacks included, without the secrets in its addresses."""

    def format(self, record: logging.LogRecord) -> str:
        return conceal(super().format(record))
