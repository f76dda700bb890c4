"""What goes out by the clock."""

from datetime import datetime
from typing import Any

import time_machine
from django.core import mail

from brink.jobs.runner import run_due


def sent_at(moment: datetime) -> dict[str, Any]:
    """What the runner sends when it runs at a moment, by who gets it."""
    with time_machine.travel(moment, tick=False):
        run_due()
    found = {message.to[0]: message for message in mail.outbox}
    assert len(found) == len(mail.outbox), "one mail each"
    mail.outbox.clear()
    return found
