"""What the pages of the door have in common: for whom they are, and of which event."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from events.messages import card_of, last_title
from events.models import Event
from events.rights import events_of
from events.views.answers import View, personal


def at_the_door(view: Callable[..., HttpResponse]) -> View:
    """For who may check people in at the event; for all others there is no such page."""

    @personal
    @login_required
    @csrf_protect
    @wraps(view)
    def answer(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponse:
        return view(request, find_event(request, key), **kwargs)

    return answer


def find_event(request: HttpRequest, key: UUID) -> Event:
    events = events_of(request.user, "check-in").select_related("place__municipality")
    event: Event | None = events.filter(key=key).first()
    if event is None:
        raise Http404(_("There is no such event."))
    return event


def title_of(event: Event) -> tuple[str, str]:
    """What it is called and in which language; also when its page is not on the site."""
    lang = get_language() or "nl"
    card = card_of(event, lang)
    return (card.title, card.title_lang) if card else (last_title(event, lang), lang)
