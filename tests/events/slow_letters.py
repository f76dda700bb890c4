"""A runner that takes its time for each letter, to be killed in the middle of one."""

import time
from typing import Any

import django

django.setup()

from brink.jobs.runner import run_due  # noqa: E402
from brink.mail.outgoing import Mail  # noqa: E402
from events import letters  # noqa: E402
from tests.jobs.handlers import SECONDS, write  # noqa: E402

queue_mail = letters.queue_mail


def queue_slowly(mail: Mail) -> Any:
    """In the transaction of the letter, once its mail is stored."""
    queue_mail(mail)
    write(mail.to)
    time.sleep(SECONDS)


if __name__ == "__main__":
    letters.queue_mail = queue_slowly
    run_due()
