"""Of which kind the places are that one mail to the contact of a group is about."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext

from events.models import Event, Registration
from events.online_link import is_remote


def seats_of(event: Event, rows: Iterable[Registration]) -> dict[str, int]:
    """How many of these people come to the room, and how many take part online."""
    found = [is_remote(event, row.seat) for row in rows]
    return {"room": found.count(False), "online": found.count(True)}


def seat_words(seats: Mapping[str, int]) -> str:
    """Both numbers; empty where all are of one kind, as the place says which."""
    if not all(seats.values()):
        return ""
    return gettext("%(room)s in the room, %(online)s online") % seats
