"""The contact of a group switches a place between the room and online."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.confirmations import TooManyError
from events.entry_words import join
from events.groups import links as booking_links
from events.groups.page import GroupPage
from events.groups.party import is_of_contact
from events.groups.switching import Bar, bar, other_seat, switch_place
from events.models import Event, Registration, Seat
from events.places import BusyError
from events.seat_field import left_words
from events.views import refusing
from events.views.answers import personal
from events.views.group import METHODS, back, context_of, draw, draw_busy, host, place_of

WORDS = {
    Bar.CLAIMED: gettext_noop(
        "Somebody made this place their own. They choose themselves between the room and online."
    ),
    Bar.GONE: gettext_noop("This place was given up already."),
    Bar.LAPSED: gettext_noop(
        "This place was on offer and nobody answered in time. It went to the next in the list. "
        "Would you still like one? Then add a person on the page of your group."
    ),
    Bar.EXPIRED: gettext_noop(
        "This place was never confirmed, so it is kept no longer. Would you still like it? Then "
        "sign up again."
    ),
    Bar.OFFERED: gettext_noop("A place is on offer to your group. Answer that first."),
    Bar.REFUSED: gettext_noop("The organiser did not give this place. Ask the organiser: %(who)s."),
    Bar.UNCONFIRMED: gettext_noop("Confirm the group first: the link is in your mail."),
    Bar.PRESENT: gettext_noop("This person has come in already. The place stays as it is."),
    Bar.CLOSED: gettext_noop(
        "Registration is closed, so this can no longer be changed here. Ask the organiser: %(who)s."
    ),
    Bar.CANCELLED: gettext_noop("This event is cancelled. You need not do anything."),
    Bar.PAST: gettext_noop("This event is over. The place stays as it is."),
    Bar.ONE_WAY: gettext_noop("This meeting is held in one way only. The place stays as it is."),
}
#: Those that say of which kind of place they speak.
ABOUT_SEAT = {
    (Bar.FULL, Seat.ROOM): gettext_noop(
        "All places in the room are taken. The place stays as it is."
    ),
    (Bar.FULL, Seat.ONLINE): gettext_noop("All places online are taken. The place stays as it is."),
    (Bar.QUEUE, Seat.ROOM): gettext_noop(
        "Others wait for a place in the room. The place stays as it is."
    ),
    (Bar.QUEUE, Seat.ONLINE): gettext_noop(
        "Others wait for a place online. The place stays as it is."
    ),
}
#: What one can do where there is no place of that kind.
INSTEAD = gettext_noop(
    "Somebody may still cancel: look here again later. Would you rather wait for such a place? "
    "Then cancel, and sign up for its waiting list."
)


@personal
@csrf_protect
@require_http_methods(METHODS)
def switch_seat(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """GET asks, POST with `seat` takes it as long as there is place; twice is once.

    The contact's own place is switched by its own page.
    """
    booking, event = booking_links.read(token)
    row, seat = place_of(booking, number), request.POST.get("seat")
    if row.claimed is not None and is_of_contact(row):
        return redirect(links.path("confirm", row))
    page = GroupPage(booking, event)
    if request.method != "POST" or seat not in Seat.values:
        return ask(request, page, row, 422 if request.method == "POST" else 200)
    try:
        found = switch_place(row, Seat(seat))
    except BusyError:
        return draw_busy(request, page)
    except TooManyError as error:
        page.problem = refusing.words_of(error)
        return draw(request, page, 422)
    if found is None:
        return back(booking)
    page.problem = words_of(found, event, Seat(seat))
    return draw(request, page, 409)


def ask(
    request: HttpRequest, page: GroupPage, row: Registration, status: int = 200
) -> HttpResponse:
    """The other kind of place; where it is not to be had, why not."""
    wanted = other_seat(row, page.event)
    found = bar(page.event, row, wanted)
    words: dict[str, Any] = {"row": row, "wanted": wanted}
    if found is not None:
        words["refusal"] = words_of(found, page.event, wanted)
    elif wanted is not None:
        words["left"] = left_words(page.event, wanted)
    context = {**context_of(page), **words}
    return render(request, "events/group_switch.html", context, status=status)


def words_of(found: Bar, event: Event, seat: Seat | None) -> str:
    if found in WORDS:
        return _(WORDS[found]) % {"who": host(event)}
    return join(_(ABOUT_SEAT[found, seat or Seat.ROOM]), _(INSTEAD))
