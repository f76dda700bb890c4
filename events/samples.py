"""A sample of each mail about an event, for the admin (`brink.mail.occasions`)."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brink.mail.occasions import add_sample
from brink.mail.outgoing import Attachment, Mail
from brink.pages.models import Card
from brink.people.models import Person
from brink.themes.models import Region
from events import links
from events.calendar.component import vevent
from events.calendar.file import join
from events.models import Event, Registration
from events.models.event import Place, Presence
from events.queries import EventRow

State = Registration.State
SLUG = "kaas-maken"
TITLES = {"nl": "Kaas & kennis: zelf zuivel maken", "en": "Cheese & knowledge: make your own"}
NOTICES = {
    "nl": "Let op: we beginnen een half uur later.",
    "en": "Mind: we start half an hour later.",
}


def an_event() -> Event:
    """In three weeks, in a room and online; it is not stored."""
    day = timezone.localdate() + timedelta(days=21)
    start = datetime(day.year, day.month, day.day, 13, tzinfo=ZoneInfo(settings.TIME_ZONE))
    town = Region(pk=1, level=Region.Level.MUNICIPALITY, label_nl="Leeuwarden")
    return Event(
        uid="0" * 32,
        key=uuid.UUID(int=1),
        start=start,
        end=start + timedelta(hours=3),
        presence=Presence.HYBRID,
        place=Place(
            name="De Kaasfabriek", street="Zuivelweg 1", postcode="8900 AA", municipality=town
        ),
        online_url="https://video.example/kaas",
        notices=NOTICES,
        sequence=1,
    )


def a_registration(lang: str, state: str) -> Registration:
    person = Person(given="Jikke", family="Hoekstra", email="jikke@voorbeeld.example")
    return Registration(
        uid=uuid.UUID(int=1),
        event=an_event(),
        person=person,
        email=person.email,
        organisation="Hoekstra Kaas",
        language=lang,
        state=state,
        position=3,
        held_until=timezone.now() + timedelta(minutes=30),
    )


def a_card(lang: str) -> Card:
    with translation.override(lang):
        path = reverse("events:calendar-file", args=[SLUG]).rpartition("/")[0] + "/"
    return Card(lang=lang, title=TITLES[lang], title_lang=lang, path=path, body_lang=lang)


def context_of(registration: Registration) -> dict[str, Any]:
    """The same as `events.messages.describe` gives, without the database."""
    event, lang = registration.event, registration.language
    card = a_card(lang)
    notice, notice_lang = event.notice_for(lang)
    with translation.override(lang):
        calendar_path = reverse("events:calendar-file", args=[SLUG])
    return {
        "registration": registration,
        "person": registration.person,
        "event": event,
        "card": card,
        "title": card.title,
        "page_url": settings.BASE_URL + card.path,
        "calendar_url": settings.BASE_URL + calendar_path,
        "confirm_url": links.address("confirm", registration),
        "cancel_url": links.address("cancel", registration),
        "agenda_url": links.address("my-agenda", registration),
        "number": 3,
        "notice": notice,
        "notice_lang": notice_lang,
    }


def calendar_of(registration: Registration) -> Attachment:
    row = EventRow(registration.event, a_card(registration.language))
    with translation.override(registration.language):
        content = join([vevent(row).to_ical()])
    return Attachment(f"{SLUG}.ics", content, "text/calendar; charset=utf-8")


def add(name: str, label: str | Promise, state: str, *, has_calendar: bool = False) -> None:
    def make(lang: str) -> Mail:
        registration = a_registration(lang, state)
        return Mail(
            key=f"sample:{name}",
            occasion=f"events/{name}",
            to=registration.email,
            language=lang,
            context=context_of(registration),
            attachments=(calendar_of(registration),) if has_calendar else (),
        )

    add_sample(f"events/{name}", make, label=label)


add("confirm", _("One more step"), State.UNCONFIRMED)
add("confirmed", _("You are signed up"), State.CONFIRMED, has_calendar=True)
add("waiting", _("On the waiting list"), State.WAITING)
add("promoted", _("A place came free for you"), State.CONFIRMED, has_calendar=True)
add("changed", pgettext_lazy("event", "Changed"), State.CONFIRMED, has_calendar=True)
add("called-off", _("Cancelled"), State.CONFIRMED, has_calendar=True)
add("cancelled", _("You are off the list"), State.CANCELLED)
add("my-agenda", _("The link to your agenda"), State.CONFIRMED)
