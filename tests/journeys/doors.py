"""Addresses that stand in no menu: forms, links of mails, items in the other language.

Each gives an address in the active language, looked up in the demo content.
"""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from brink.mail import refusal
from brink.mail.refusal import Reader
from brink.pages.models import Card
from events import links
from events.admission import Admission, admission
from events.models import Event, Registration
from tests.factories.events import registration_factory

State = Registration.State


def register_at(wanted: Admission, name: str = "register") -> str:
    """The form of the first event that is in that state."""
    events = [e for e in Event.objects.visible().order_by("start") if admission(e) is wanted]
    cards = Card.objects.in_language(get_language() or "")
    return reverse(f"events:{name}", args=[cards.get(key=events[0].key).slug])


def link_of(action: str, state: str, *, is_old: bool = False) -> str:
    """The link of a mail to somebody in that state."""
    long_ago = timezone.now() - links.AFTERLIFE - timedelta(days=1)
    around = {"event__end__lt": long_ago} if is_old else {"event__start__gt": timezone.now()}
    return links.path(action, Registration.objects.filter(state=state, **around).order_by("pk")[0])


def unconfirmed(lang: str) -> Registration:
    """Somebody who has had the mail and has not answered; the demo content has nobody like that."""
    found = Registration.objects.filter(state=State.UNCONFIRMED, language=lang).first()
    coming = Event.objects.visible().filter(start__gt=timezone.now()).order_by("start")
    return found or registration_factory(coming[0], State.UNCONFIRMED, language=lang)


def foreign(kind: str) -> str:
    """An item that has no translation for this reader."""
    cards = Card.objects.in_language(get_language() or "").of_kind(kind)
    return cards.exclude(body_lang=get_language()).order_by("path")[0].path


DOORS: dict[str, Callable[[], str]] = {
    "register": lambda: register_at(Admission.OPEN),
    "register for the waiting list": lambda: register_at(Admission.FULL),
    "register before it opens": lambda: register_at(Admission.NOT_YET),
    "register once it is over": lambda: register_at(Admission.PAST),
    "registered": lambda: register_at(Admission.OPEN, "registered"),
    "question of a mail": lambda: links.path("confirm", unconfirmed(get_language() or "")),
    "confirmed": lambda: link_of("confirm", State.CONFIRMED),
    "waiting": lambda: link_of("confirm", State.WAITING),
    "cancel": lambda: link_of("cancel", State.CONFIRMED),
    "old link": lambda: link_of("cancel", State.CONFIRMED, is_old=True),
    "my agenda by link": lambda: link_of("my-agenda", State.CONFIRMED),
    "mail to refuse": lambda: refusal.path(Reader("jikke@voorbeeld.example", "reminders")),
    "event in the other language": lambda: foreign("event"),
    "story in the other language": lambda: foreign("case"),
}
