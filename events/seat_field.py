"""In the room or online: one choice, that says at each what is left."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from events.admission import has_room
from events.models import Event, Seat
from events.offers import has_last_hours


def ask_seat(form: forms.Form, event: Event) -> None:
    """Keep the field `seat` where there is a choice.

    The first kind is chosen beforehand as long as it has place; once it is full, nothing is.
    """
    if len(event.seats) == 1:
        del form.fields["seat"]
        return
    field = form.fields["seat"]
    field.choices = [(seat.value, seat_words(event, seat)) for seat in event.seats]  # type: ignore[attr-defined]
    field.initial = event.seats[0] if has_room(event, event.seats[0]) else None


def seat_words(event: Event, seat: Seat) -> str:
    """What one gets who chooses this."""
    return _("%(seat)s: %(left)s") % {"seat": capfirst(seat.label), "left": left_words(event, seat)}


def left_words(event: Event, seat: Seat) -> str:
    free = event.free_of(seat)
    if not has_room(event, seat):
        return _("full, you come on the waiting list")
    if free is None:
        return _("there is place for everybody")
    text = npgettext("in a sentence", "%(n)s place left", "%(n)s places left", free)
    return text % {"n": free}


def asks_last_hours(event: Event) -> bool:
    """Whether somebody who signs up now can come to wait, and be asked at the last moment."""
    may_wait = not all(has_room(event, seat) for seat in event.seats)
    return may_wait and has_last_hours(event)
