"""Mail the link to take part online at its moment, with the calendar brought up to date."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from brink.jobs.registry import handler
from events.letters import Letter, post_all
from events.messages import LINK as OCCASION
from events.messages import readers_of, shared
from events.models import Event
from events.online_link import is_shown, online_people
from events.plans import LINK, hours_before


@handler(LINK)
def mail_link(payload: dict[str, Any]) -> None:
    """A mail for each who has a place online, unless the moment is another one by now.

    Who signed up after it has had the link from the start.
    """
    event, now = Event.objects.get(pk=payload["event"]), timezone.now()
    is_planned = hours_before(event, event.link_hours).isoformat() == payload["moment"]
    if not (is_planned and event.visible and is_shown(event, now)) or event.end <= now:
        return
    people = online_people(event).filter(created__lte=datetime.fromisoformat(payload["at"]))
    rows = list(people.select_related("booking").order_by("position"))
    subject = f"{payload['moment']}:{event.sequence}"
    post_all(
        Letter(
            row.pk,
            OCCASION,
            f"link:{row.uid}:{subject}",
            words=shared(row, rows, OCCASION) if contact else {},
            contact=contact,
            sequence=event.sequence,
            expires=event.end,
        )
        for row, contact in readers_of(rows, OCCASION)
    )
