"""A sample of each mail about an event, for the admin (`brink.mail.occasions`)."""

import uuid
from collections.abc import Callable
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
from brink.mail.outgoing import Mail
from brink.pages.models import Card
from brink.people.models import Person
from brink.themes.models import Region
from events import itip, links
from events.door.codes import code_pictures
from events.feedback.mail import OPINIONS
from events.letters import CANCELS, REQUESTS
from events.messages import describe
from events.minimum_mail import words as minimum_words
from events.models import Event, Registration
from events.models.event import Place, Presence, Seat, Status
from events.organiser_mail import words as approval_words
from events.queries import EventRow
from events.reminding import AFTER, REMINDERS

State = Registration.State
SLUG = "kaas-maken"
CODE = "7K2M9QXA"
TITLES = {"nl": "Kaas & kennis: zelf zuivel maken", "en": "Cheese & knowledge: make your own"}
LATER = {
    "nl": "Let op: we beginnen een half uur later.",
    "en": "Mind: we start half an hour later.",
}
OFF = {"nl": "De zaal staat onder water.", "en": "The hall is under water."}
NOTICES = {"changed": LATER, "called-off": OFF, "asked-changed": LATER, "asked-off": OFF}


def an_event() -> Event:
    """In three weeks, in a room and online; it is not stored."""
    day = timezone.localdate() + timedelta(days=21)
    start = datetime(day.year, day.month, day.day, 13, tzinfo=ZoneInfo(settings.TIME_ZONE))
    town = Region(
        pk=1, level=Region.Level.MUNICIPALITY, label_nl="Leeuwarden", label_en="Leeuwarden"
    )
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
        organiser_name="Lectoraat Zuivel",
        organiser_email="zuivel@voorbeeld.example",
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
        code=CODE,
        seat=Seat.ONLINE,
        sequence=2,
        alarm=60,
        held_until=timezone.now() + timedelta(minutes=30),
    )


def a_card(lang: str) -> Card:
    with translation.override(lang):
        path = reverse("events:calendar-file", args=[SLUG]).rpartition("/")[0] + "/"
    return Card(lang=lang, title=TITLES[lang], title_lang=lang, path=path, body_lang=lang)


def a_row(registration: Registration) -> EventRow:
    return EventRow(registration.event, a_card(registration.language))


def add(name: str, label: str | Promise, state: str, topic: str = "") -> None:
    def make(lang: str) -> Mail:
        registration = a_registration(lang, state)
        event = registration.event
        registration.seat = Seat.ROOM if name == "promoted" else Seat.ONLINE
        change(event, name)
        row = EventRow(event, a_card(lang))
        return Mail(
            key=f"sample:{name}",
            occasion=f"events/{name}",
            to=registration.email,
            language=lang,
            context={**describe(registration, row), **words_of(registration)},
            pictures=code_pictures(CODE),
            invitation=invite(name, registration, row),
            topic=topic,
        )

    add_sample(f"events/{name}", make, label=label)


def change(event: Event, name: str) -> None:
    """As what a mail of this name tells has left it."""
    event.notices = NOTICES.get(name, {})
    event.status = Status.CANCELLED if NOTICES.get(name) is OFF else Status.SCHEDULED


def invite(name: str, registration: Registration, row: EventRow) -> bytes | None:
    if name in REQUESTS:
        return itip.request(registration, row, timezone.now())
    return itip.cancel(registration, row, timezone.now()) if name in CANCELS else None


def words_of(registration: Registration) -> dict[str, Any]:
    """What only some mails say; it was earlier, and elsewhere."""
    event, half_an_hour = registration.event, timedelta(minutes=30)
    lang = registration.language
    hours = (event.start - half_an_hour, event.end - half_an_hour)
    return {
        "number": registration.position,
        "mailing_subject": TITLES[lang],
        "mailing_text": LATER[lang],
        "was": {"status": Status.SCHEDULED, "span": hours, "where": "De Hooizolder, Assen"},
        "reason": "",
        "stage": "before",
        "feedback_url": links.address("feedback", registration),
        "papers": [{"name": "Jikke Hoekstra", "title": TITLES[lang], "url": settings.BASE_URL}],
    }


add("confirm", _("One more step"), State.UNCONFIRMED)
add("confirmed", _("You are signed up"), State.CONFIRMED)
add("waiting", _("On the waiting list"), State.WAITING)
add("too-late", _("A meeting of a series that was confirmed too late"), State.EXPIRED)
add("offer", _("A place is free for you"), State.OFFERED)
add("lapsed", _("An offer was not answered"), State.LAPSED)
add("pending", _("The organiser decides"), State.PENDING)
add("refused", _("Refused by the organiser"), State.REFUSED)
add("taken-off", _("Taken off the list by the organiser"), State.CANCELLED)
add("switched", _("From the room to online, or back"), State.CONFIRMED)
add("promoted", _("A place came free for you"), State.CONFIRMED)
add("changed", pgettext_lazy("event", "Changed"), State.CONFIRMED)
add("called-off", _("Cancelled"), State.CONFIRMED)
add("cancelled", _("You are off the list"), State.CANCELLED)
add("reminder", _("Reminder"), State.CONFIRMED, REMINDERS)
add("link", _("The link to take part online"), State.CONFIRMED)
add("goes-on", _("It goes on with few people"), State.CONFIRMED)
add("feedback", _("What they thought of it"), State.CONFIRMED, OPINIONS)
add("materials", _("To read afterwards"), State.CONFIRMED, AFTER)
add("certificate", _("The certificate"), State.CONFIRMED)
add("mailing", _("The organiser writes"), State.CONFIRMED)
add("my-agenda", _("The link to your agenda"), State.CONFIRMED)


def add_question(name: str, label: str | Promise, words: Callable[..., dict[str, Any]]) -> None:
    """What an organiser is asked."""

    def make(lang: str) -> Mail:
        event = an_event()
        event.minimum = 8
        return Mail(
            key=f"sample:{name}",
            occasion=f"events/{name}",
            to=event.organiser_email,
            language=lang,
            context=words(event, TITLES[lang], 5),
        )

    add_sample(f"events/{name}", make, label=label)


add_question("too-few", _("Does it go on?"), minimum_words)
add_question("approval-asked", _("Who may come?"), approval_words)
