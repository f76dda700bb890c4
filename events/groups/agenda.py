"""The groups that somebody signed up, for "My agenda": each with the way to its page."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from brink.pages.models import Card
from events.groups import links as booking_links
from events.models import Booking, Event, Registration

State = Registration.State


@dataclass(frozen=True)
class GroupEntry:
    """A group at an event that is not over; without words once its page is off the site."""

    rows: list[Registration]
    card: Card | None

    @property
    def event(self) -> Event:
        return self.rows[0].event

    @property
    def path(self) -> str:
        return booking_links.path(self.rows[0].booking) if self.rows[0].booking else ""

    @property
    def is_confirmed(self) -> bool:
        return self.rows[0].state != State.UNCONFIRMED

    @property
    def placed(self) -> int:
        return sum(row.state == State.CONFIRMED for row in self.rows)

    @property
    def not_yet(self) -> int:
        return len(self.rows) - self.placed


def group_entries(bookings: QuerySet[Booking]) -> list[GroupEntry]:
    """By date: two queries, however many there are; one when there are none."""
    rows = Registration.objects.active().filter(
        booking__in=bookings.filter(series=None), event__end__gt=timezone.now()
    )
    rows = rows.select_related("event__place__municipality", "event__type", "booking")
    found = list(rows.order_by("event__start", "booking", "position"))
    cards = cards_of(found) if found else {}
    return [
        GroupEntry(together, cards.get(together[0].event.key))
        for together in (list(each) for _key, each in groupby(found, lambda row: row.booking_id))
    ]


def cards_of(rows: list[Registration]) -> dict:
    keys = {row.event.key for row in rows}
    return {card.key: card for card in Card.objects.filter(key__in=keys, lang=get_language())}
