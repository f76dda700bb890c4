"""Which mail goes out when, and what it says.

That somebody must be told is stored in the transaction of its cause, under the lock of the event;
the mail is written afterwards, by a job (`events.letters`), so that nobody waits for templates.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue, enqueue_all, instant
from brink.mail.outgoing import Mail, queue_mail
from brink.pages.models import Card
from events import links
from events.calendar_links import file_path
from events.deadlines import is_too_late_to_cancel
from events.groups.kinds import seats_of
from events.groups.party import is_led
from events.models import Event, EventPage, Registration
from events.models.event import Presence
from events.online_link import is_online, link_for, link_from
from events.queries import EventRow
from events.sittings import has_more
from events.waiting_words import why_waiting

#: What somebody in this state is told: the template of the mail.
OCCASIONS = {
    Registration.State.UNCONFIRMED: "confirm",
    Registration.State.CONFIRMED: "confirmed",
    Registration.State.WAITING: "waiting",
    Registration.State.CANCELLED: "cancelled",
    Registration.State.PENDING: "pending",
    Registration.State.OFFERED: "offer",
    Registration.State.LAPSED: "lapsed",
    Registration.State.REFUSED: "refused",
}
#: Asks to confirm an address; of a group, that of its contact.
CONFIRM = "confirm"
#: What the contact of a group is told for all, when something is done with all; everything else,
#: and what one of them does, goes to who claimed a place.
FOR_CONTACT = (CONFIRM, "group", "waiting", "offer", "lapsed", "pending", "given-up")
#: Asks somebody whom a contact named to claim their place; goes to the address the contact gave.
INVITED = "invited"
#: What goes to an address that the contact of a group gave, before anybody there claimed the place:
#: the question whether they come, and what became of the event they were asked for.
ASKED_CHANGED, ASKED_OFF = "asked-changed", "asked-off"
TO_ASKED = (INVITED, ASKED_CHANGED, ASKED_OFF)
#: Brings the link to take part online; to the contact of a group, that for places nobody claimed.
LINK = "link"
#: So soon a mail about a sign-up is not sent again.
PAUSE = timedelta(minutes=10)
#: The kind of job that writes such a mail.
TELL = "events.tell"
#: The kind of job that asks an organiser to decide.
ASK = "events.ask-organiser"


def tell(
    registration: Registration,
    occasion: str | None = None,
    words: dict[str, Any] | None = None,
    *,
    is_news: bool = False,
) -> None:
    """Mail somebody how they stand; asked again too soon or too often, nothing goes out.

    Who claimed a place in a group hears it themselves. What `is_news` is mailed each time it
    happens.
    """
    occasion = occasion or occasion_of(registration)
    tell_all([registration], occasion, words, is_news=is_news, is_group=False)


def tell_all(
    registrations: Iterable[Registration],
    occasion: str,
    words: dict[str, Any] | None = None,
    *,
    is_news: bool = False,
    is_group: bool = True,
) -> None:
    """Store that these must be told, at the price of one; of a group its contact, once."""
    moment = f":{instant()}" if is_news else ""
    rows = list(registrations)
    letters = {
        f"{subject_of(row, occasion)}{moment}": {
            **facts_of(row, occasion),
            "contact": to_contact,
            "words": {**(shared(row, rows, occasion) if to_contact else {}), **(words or {})},
        }
        for row, to_contact in readers_of(rows, occasion, is_group=is_group)
    }
    jobs = {f"tell:{subject}": {**facts, "subject": subject} for subject, facts in letters.items()}
    enqueue_all(TELL, jobs)


def readers_of(
    registrations: Iterable[Registration], occasion: str, *, is_group: bool = True
) -> Iterator[tuple[Registration, bool]]:
    """Whom to write to: each for themselves, or once a contact for all of a group (True)."""
    written = set()
    for row in registrations:
        if not is_for_contact(row, occasion, is_group=is_group):
            yield row, False
        elif (group := (row.event_id, row.booking_id)) not in written:
            written.add(group)
            yield row, True


def is_for_contact(row: Registration, occasion: str, *, is_group: bool = True) -> bool:
    is_own = row.claimed is not None or occasion in TO_ASKED
    is_for_all = occasion in (FOR_CONTACT if is_group else (CONFIRM,))
    return is_led(row) and (is_for_all or not is_own)


def shared(first: Registration, rows: Iterable[Registration], occasion: str) -> dict[str, Any]:
    """For how many places a mail to the contact of a group is, and of which kind."""
    group = (first.event_id, first.booking_id)
    theirs = [row for row in rows if (row.event_id, row.booking_id) == group]
    about = [row for row in theirs if is_for_contact(row, occasion)]
    held = sum(row.held_until is not None for row in about)
    return {"places": len(about), "held": held, "seats": seats_of(first.event, about)}


def ask_organiser(event: Event) -> None:
    """Tell the organiser that somebody waits for a decision: at once, and then once an hour.

    Who comes after the mail of this hour is told of in that of the next.
    """
    if not event.organiser_email:
        return
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    asked = Job.objects.filter(key=asking_key(event, hour))
    if asked.exclude(state=Job.State.QUEUED).exists():
        hour += timedelta(hours=1)
    facts = {"event": event.pk, "hour": f"{hour:%Y%m%dT%H}"}
    enqueue(ASK, asking_key(event, hour), facts, due=hour)


def asking_key(event: Event, hour: datetime) -> str:
    return f"ask:{event.pk}:{hour:%Y%m%dT%H}"


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
    """Which mail of one occasion it would be, from 0: one an hour, and one more in the first.

    So who lost the first gets it by signing up again. An address that is not confirmed may be a
    stranger's: it gets a second, and never a third.
    """
    age = timezone.now() - registration.created
    second = int(age >= PAUSE)
    if registration.state == Registration.State.UNCONFIRMED:
        return second
    return second + int(age.total_seconds() // 3600)


def facts_of(registration: Registration, occasion: str) -> dict[str, Any]:
    """How somebody stands now: true at this moment, whatever happens before the mail is written."""
    held = registration.held_until
    return {
        "registration": registration.pk,
        "occasion": occasion,
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
        "title": row.title if row else last_title(event, registration.language),
        "where": where_of(event, registration.language, is_remote=is_online(registration)),
        "notice": notice,
        "notice_lang": notice_lang,
        "page_url": settings.BASE_URL + card.path if card else "",
        "why_waiting": why_waiting(registration, registration.language),
        "calendar_url": calendar_address(card, registration, is_remote=is_online(registration)),
        "online_link": link_for(registration),
        "link_from": link_from(registration),
        "is_too_late": is_too_late_to_cancel(registration),
        "booking": registration.booking,
        "confirm_url": links.address("confirm", registration),
        "offer_url": links.address("offer", registration),
        "cancel_url": links.address("cancel", registration),
        "agenda_url": links.address("my-agenda", registration),
        "switch_url": links.address("switch", registration),
        "enrol_url": enrol_address(registration),
    }


def enrol_address(registration: Registration) -> str:
    """Where one signs up for the other meetings of a series; empty where there are none left."""
    series = registration.event.series
    if series is None or not has_more(registration):
        return ""
    with translation.override(registration.language):
        return settings.BASE_URL + reverse("events:enrol", args=[series.uid])


def where_of(event: Event, lang: str, *, is_remote: bool = False) -> str:
    """Where people go, in the words of their language; who `is_remote`, nowhere."""
    with translation.override(lang):
        if is_remote or event.presence == Presence.ONLINE:
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


def calendar_address(card: Card | None, registration: Registration, *, is_remote: bool) -> str:
    """The file of the event for one kind of place, with their bell; it tells nothing of them."""
    if card is None:
        return ""
    with translation.override(registration.language):
        path = file_path(card.slug, is_online=is_remote, alarm=registration.alarm)
        return settings.BASE_URL + path
