"""Which mail goes out when, and what it says.

That somebody must be told is stored in the transaction of its cause, under the lock of the event;
the mail is written afterwards, by a job (`events.letters`), so that nobody waits for templates.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue_all
from brink.mail.outgoing import Mail, queue_mail
from brink.pages.models import Card
from events import links
from events.models import Event, EventPage, Registration
from events.models.event import Presence
from events.queries import EventRow

#: What somebody in this state is told: the template of the mail.
OCCASIONS = {
    Registration.State.UNCONFIRMED: "confirm",
    Registration.State.CONFIRMED: "confirmed",
    Registration.State.WAITING: "waiting",
    Registration.State.CANCELLED: "cancelled",
}
#: So soon the mail that asks to confirm an address is not sent again.
PAUSE = timedelta(minutes=10)
#: The kind of job that writes such a mail.
TELL = "events.tell"


def tell(registration: Registration) -> None:
    """Mail somebody how they stand; asked again too soon or too often, nothing goes out."""
    tell_all([registration], occasion_of(registration))


def tell_all(registrations: Iterable[Registration], occasion: str) -> None:
    """Store that these must be told, at the price of one."""
    facts = {subject_of(r, occasion): facts_of(r, occasion) for r in registrations}
    enqueue_all(TELL, {f"tell:{subject}": payload for subject, payload in facts.items()})


def is_told(registration: Registration) -> bool:
    """Whether the mail about how somebody stands went out in this turn, or is about to."""
    subject = subject_of(registration, occasion_of(registration))
    return Job.objects.filter(key=f"tell:{subject}").exists()


def occasion_of(registration: Registration) -> str:
    return OCCASIONS[Registration.State(registration.state)]


def subject_of(registration: Registration, occasion: str) -> str:
    """What a mail is about: the last part of its key, and of that of the job that writes it.

    Turns are counted from the sign-up, so the key of a first mail is its own for ever.
    """
    return f"{occasion}:{registration.uid}:{turn_of(registration)}"


def turn_of(registration: Registration) -> int:
    """Which mail of one occasion it would be, from 0: one an hour.

    An address that is not confirmed may be a stranger's: it gets a second, and never a third.
    """
    age = timezone.now() - registration.created
    if registration.state == Registration.State.UNCONFIRMED:
        return int(age >= PAUSE)
    return int(age.total_seconds() // 3600)


def facts_of(registration: Registration, occasion: str) -> dict[str, Any]:
    """How somebody stands now: true at this moment, whatever happens before the mail is written."""
    held = registration.held_until
    return {
        "registration": registration.pk,
        "occasion": occasion,
        "subject": subject_of(registration, occasion),
        "state": registration.state,
        "held_until": held.isoformat() if held else None,
        "number": registration.queue_number(),
    }


def tell_agenda(registration: Registration) -> None:
    """Mail the link to "My agenda", at most once an hour; the address had it asked for."""
    queue_mail(
        Mail(
            key=f"mail:my-agenda:{registration.uid}:{timezone.now():%Y%m%dT%H}",
            occasion="events/my-agenda",
            to=registration.email,
            language=registration.language,
            context={"agenda_url": links.address("my-agenda", registration)},
        )
    )


def describe(registration: Registration, row: EventRow | None) -> dict[str, Any]:
    """What every mail about a registration can say; its event without a `row` is off the site."""
    event, card = registration.event, row.card if row else None
    notice, notice_lang = event.notice_for(registration.language)
    return {
        "registration": registration,
        "person": registration.person,
        "event": event,
        "title": card.title if card else last_title(event, registration.language),
        "where": where_of(event, registration.language),
        "notice": notice,
        "notice_lang": notice_lang,
        "page_url": settings.BASE_URL + card.path if card else "",
        "calendar_url": calendar_address(card, registration.language),
        "confirm_url": links.address("confirm", registration),
        "cancel_url": links.address("cancel", registration),
        "agenda_url": links.address("my-agenda", registration),
    }


def where_of(event: Event, lang: str) -> str:
    """Where people go, in the words of their language."""
    with translation.override(lang):
        if event.presence == Presence.ONLINE:
            return gettext("Online")
        return event.place.address if event.place else ""


def last_title(event: Event, lang: str) -> str:
    """What it was called when it was last on the site, in the reader's language if it had one."""
    pages = EventPage.objects.filter(translation_key=event.key).order_by("pk")
    titles = dict(pages.values_list("locale__language_code", "title"))
    return titles.get(lang) or next(iter(titles.values()), "")


def card_of(event: Event, lang: str) -> Card | None:
    """The words of an event; None once its page is off the site."""
    return Card.objects.filter(key=event.key, lang=lang).first()


def slug_of(card: Card) -> str:
    return card.path.rstrip("/").rpartition("/")[2]


def calendar_address(card: Card | None, lang: str) -> str:
    if card is None:
        return ""
    with translation.override(lang):
        return settings.BASE_URL + reverse("events:calendar-file", args=[slug_of(card)])
