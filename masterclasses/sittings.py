"""The events at which a masterclass is given, as a calendar of its own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from brink.pages.addresses import present_path
from brink.pages.models import Card
from brink.pages.related import chosen_ids
from events.models import Event
from events.models.queryset import EventQuerySet

if TYPE_CHECKING:
    from masterclasses.models import MasterclassPage


def events_of(page: "MasterclassPage") -> EventQuerySet:
    """The published events that an editor chose, in whatever language; of a series all."""
    ids = chosen_ids(page.sittings, "event")
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    chosen = Q(key__in=keys) | Q(series__in=chosen_ids(page.sittings, "series"))
    return Event.objects.visible().filter(chosen).with_place()


@dataclass(frozen=True)
class SittingsFeed:
    """Which events the calendar of a masterclass has; `events.views.feed.Choice` asks for this."""

    card: Card

    def events(self) -> EventQuerySet:
        assert self.card.page  # it is of a kind that is always a page
        return events_of(self.card.page.specific)

    @property
    def calendar_name(self) -> str:
        return _("Brink masterclass: %(title)s") % {"title": self.card.title}

    @property
    def feed_path(self) -> str:
        return reverse("masterclasses:feed", args=[self.card.slug])

    @property
    def feed_address(self) -> str:
        return settings.BASE_URL + self.feed_path


def feed_at(path: str) -> SittingsFeed:
    """The calendar of the masterclass at a path, also one that it had before.

    An old address is answered and not sent on: programmes that were given it may not follow.
    Raises `Card.DoesNotExist`.
    """
    cards = Card.objects.of_kind("masterclass").select_related("page")
    card = cards.filter(path=path).first() or cards.filter(path=present_path(path)).first()
    if card is None:
        raise Card.DoesNotExist(path)
    return SittingsFeed(card)
