"""The event that a page to sign up is about, found by the address above it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from brink.pages.models import Card
from events import links
from events.admission import admission
from events.models import Event, Registration
from events.views.visitor import with_code


@dataclass(frozen=True)
class Subject:
    """The event of a sign-up page: its facts, and its words for the reader."""

    event: Event
    card: Card
    #: what the reader's account has at it already
    known: Registration | None = None

    @property
    def slug(self) -> str:
        return self.card.slug

    @property
    def words(self) -> Card:
        return self.card

    @property
    def form_path(self) -> str:
        return reverse("events:register", args=[self.slug])

    @property
    def mail_path(self) -> str:
        """Where a guest reads that there is mail."""
        return reverse("events:registered", args=[self.slug])


@dataclass(frozen=True)
class Twin:
    """This page in a language, for the language switch; no translation for search engines."""

    lang: str
    path: str
    body_lang: str = ""

    @classmethod
    def of(cls, card: Card, url_name: str, request: HttpRequest) -> "Twin":
        with translation.override(card.lang):
            path = reverse(url_name, args=[card.slug])
        return cls(card.lang, with_code(request, path))


def find_subject(request: HttpRequest, url_name: str, slug: str) -> Subject:
    """The event whose page lies above this address, and the same page in the other language."""
    path = "/".join(reverse(url_name, args=[slug]).split("/")[:4]) + "/"
    keys = Card.objects.filter(path=path, kind="event").values("key")
    cards = list(Card.objects.filter(key__in=keys))
    card = next((card for card in cards if card.path == path), None)
    facts = Event.objects.select_related("place__municipality", "type")
    event = facts.filter(key=card.key, visible=True).first() if card else None
    if card is None or event is None:
        raise Http404(_("There is no such event."))
    twins = {twin.lang: Twin.of(twin, url_name, request) for twin in cards}
    request.twins = twins  # type: ignore[attr-defined]
    return Subject(event, card)


def context_of(subject: Subject) -> dict[str, Any]:
    return {
        "event": subject.event,
        "subject": subject.card,
        "slug": subject.slug,
        "admission": admission(subject.event),
        "cancel_path": links.path("cancel", subject.known) if subject.known else "",
    }
