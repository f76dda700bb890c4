"""What a search result tells of a masterclass: how much there is to do, and when it is given."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import ngettext
from wagtail.models import Page

from brink.pages.models import Card
from brink.pages.related import chosen_ids
from events.models import Event
from events.models.event import Status
from masterclasses.models import MasterclassPage


def tell_masterclasses(cards: Sequence[Card]) -> dict[UUID, list[str]]:
    """A query for the pages, and at most two for all that they are given at."""
    pages = MasterclassPage.objects.filter(pk__in=[card.page_id for card in cards])
    told = pages.only("translation_key", "sittings")
    found = list(told.annotate(number=Count("modules")))
    events, series = coming_events(found)
    return {
        page.translation_key: [modules(page.number), sittings(given(page, events, series))]
        for page in found
    }


def coming_events(pages: Sequence[Any]) -> tuple[dict[int, UUID], list[tuple[UUID, int | None]]]:
    """The keys of the chosen event pages by number; and key and series of what is to come of all
    that was chosen.
    """
    ids = [pk for page in pages for pk in chosen_ids(page.sittings, "event")]
    series = [pk for page in pages for pk in chosen_ids(page.sittings, "series")]
    if not ids and not series:
        return {}, []
    keys = dict(Page.objects.filter(pk__in=ids).values_list("pk", "translation_key"))
    chosen = Event.objects.filter(Q(key__in=keys.values()) | Q(series__in=series))
    coming = chosen.visible().upcoming().exclude(status=Status.CANCELLED)
    return keys, list(coming.values_list("key", "series_id"))


def given(page: Any, keys: dict[int, UUID], coming: list[tuple[UUID, int | None]]) -> int:
    """At how many events to come it is given."""
    chosen = {keys[pk] for pk in chosen_ids(page.sittings, "event") if pk in keys}
    series = set(chosen_ids(page.sittings, "series"))
    return sum(key in chosen or number in series for key, number in coming)


def modules(number: int) -> str:
    return ngettext("%(n)s module", "%(n)s modules", number) % {"n": number} if number else ""


def sittings(number: int) -> str:
    words = ngettext("%(n)s meeting to come", "%(n)s meetings to come", number)
    return words % {"n": number} if number else ""
