"""What a mail asks of the calendar of one person: put this in, or take it out (iTIP, RFC 5546).

The site keeps the list of who comes, so nobody is asked to answer: RSVP is FALSE, and who is asked
has accepted already. Each message names one attendee, its reader. So to who gets a CANCEL the whole
event is off, whoever else may come; it puts no answer in their mouth.
"""

from datetime import datetime
from email.utils import parseaddr
from urllib.parse import quote

import icalendar
from django.conf import settings
from django.utils import translation
from django.utils.encoding import punycode

from events.calendar.bell import ring
from events.calendar.component import vevent
from events.calendar.file import join
from events.calendar.text import one_line
from events.calendar.zone import wall_time
from events.models import Event, Registration
from events.online_link import link_for
from events.personal_calendar import at_own_place, with_code, with_way_in
from events.queries import EventRow

#: What may stand in a mail address as it is, beside letters and digits (RFC 6068).
AS_IT_IS = "@+!$'*"


def request(registration: Registration, row: EventRow, moment: datetime) -> bytes:
    """Put the event in, or bring it up to date: for who has a place, with the way in if online.

    The registration has its next `sequence` already; `moment` is that of the message, fixed with
    the mail, so that sending it again sends the same bytes.
    """
    with translation.override(registration.language):
        component = at_own_place(vevent(row, moment), registration)
        component = with_code(component, registration)
        component = with_way_in(component, link_for(registration, moment))
        ring(component, registration.alarm)
        return message("REQUEST", component, registration)


def cancel(registration: Registration, row: EventRow | None, moment: datetime) -> bytes:
    """Take the event out; that works also once its page is off the site and there is no `row`."""
    with translation.override(registration.language):
        component = vevent(row, moment) if row else bare(registration.event, moment)
        component["status"] = icalendar.vText("CANCELLED")
        return message("CANCEL", component, registration)


def message(method: str, component: icalendar.Event, registration: Registration) -> bytes:
    component["sequence"] = icalendar.vInt(registration.sequence)
    component.add("organizer", organiser(registration))
    component.add("attendee", attendee(registration, has_accepted=method == "REQUEST"))
    return join([component.to_ical()], method=method)


def organiser(registration: Registration) -> icalendar.vCalAddress:
    """Who people know it from. Where that is not who sends the mail, it says on whose behalf.

    Calendars ignore an invitation by oneself: organisers who sign up are invited by the site.
    """
    event = registration.event
    name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    is_own = event.organiser_email.lower() == registration.email
    email = sender if is_own else event.organiser_email or sender
    found = person(email, event.organiser_name or name)
    if found != (by := mailto(sender)):
        found.params["SENT-BY"] = by
    return found


def attendee(registration: Registration, *, has_accepted: bool) -> icalendar.vCalAddress:
    found = person(registration.email, registration.person.full_name)
    found.params["CUTYPE"] = "INDIVIDUAL"
    found.params["ROLE"] = "REQ-PARTICIPANT"
    found.params["RSVP"] = "FALSE"
    if has_accepted:
        found.params["PARTSTAT"] = "ACCEPTED"
    return found


def person(email: str, name: str) -> icalendar.vCalAddress:
    """With a name that every reader reads alike: to some a backslash hides the sign after it."""
    found = icalendar.vCalAddress(mailto(email))
    if name := one_line(name.replace("\\", "")):
        found.params["CN"] = name
    return found


def mailto(email: str) -> str:
    """A mail address as an address of the net: ASCII, and with nothing that would end it."""
    name, _at, host = email.rpartition("@")
    return f"mailto:{quote(f'{name}@{punycode(host)}', safe=AS_IT_IS)}"


def bare(event: Event, moment: datetime) -> icalendar.Event:
    """Enough for a calendar to find what it must take out."""
    component = icalendar.Event()
    component.add("uid", event.calendar_uid)
    component.add("dtstamp", moment)
    component.add("dtstart", wall_time(event.start))
    component.add("dtend", wall_time(event.end))
    return component
