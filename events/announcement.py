"""Tell everybody on the list of an event that it is cancelled, or that when or where changed.

A change that only a draft holds tells nobody; a publish that changes start, end, presence, place or
status of a coming event does, once for each change (`events.projection` queues it).
"""

from typing import Any

from brink.jobs.registry import handler
from brink.mail.outgoing import Mail, queue_mail
from events.messages import calendar_of, describe
from events.models import Event, Registration

TOLD = (Registration.State.CONFIRMED, Registration.State.WAITING)


@handler("events.announce")
def announce(payload: dict[str, Any]) -> None:
    """Queue a mail for each person; a change that was overtaken leaves it to the later one."""
    event = Event.objects.select_related("place").get(pk=payload["event"])
    if event.sequence != payload["sequence"] or not event.visible:
        return
    found = event.registrations.filter(state__in=TOLD).select_related("person")
    for registration in found.order_by("position"):
        queue_mail(news(registration, event))


def news(registration: Registration, event: Event) -> Mail:
    """The mail to one person, with the notice of the editor and the calendar file as it is now."""
    occasion = "called-off" if event.is_cancelled else "changed"
    notice, notice_lang = event.notice_for(registration.language)
    return Mail(
        key=f"mail:{occasion}:{registration.uid}:{event.sequence}",
        occasion=f"events/{occasion}",
        to=registration.email,
        language=registration.language,
        context={
            **describe(registration, event),
            "notice": notice,
            "notice_lang": notice_lang,
        },
        attachments=calendar_of(registration, event),
    )
