"""What must happen later at an event: holds run out, a publish brings more places."""

from typing import Any

from brink.jobs.registry import handler
from events.registration import expire


@handler("events.expire")
@handler("events.promote")
def settle_places(payload: dict[str, Any]) -> None:
    """Take back the holds that ran out and let the queue move up."""
    expire(payload["event"])
