"""What must happen later at an event: holds run out, places are added, people are told."""

from datetime import datetime
from typing import Any

from brink.jobs.registry import Keep, handler
from events.letters import Letter, post
from events.messages import TELL
from events.settling import expire


@handler("events.expire")
@handler("events.promote")
def settle_places(payload: dict[str, Any]) -> None:
    """Take back the holds that ran out and let the queue move up."""
    expire(payload["event"])


@handler(TELL, keep=Keep.KEY)
def tell_somebody(payload: dict[str, Any]) -> None:
    """Write the mail, with the facts of then; nobody is told whose registration is gone by now."""
    held = payload["held_until"]
    post(
        Letter(
            registration=payload["registration"],
            occasion=payload["occasion"],
            subject=payload["subject"],
            stood={
                "state": payload["state"],
                "held_until": datetime.fromisoformat(held) if held else None,
            },
            words={"number": payload["number"], **payload.get("words", {})},
            contact=payload.get("contact", False),
        )
    )
