"""The page of a contact, by the link in the mail: who has a place, and what can be changed.

Each change is a POST of its own form and leads back to the page; what is refused is said there, at
the field, with what was typed.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from events import links
from events.access import BarredError
from events.answering import OfferOverError, accept, decline
from events.confirmations import TooManyError
from events.entry_words import Asker, refusal
from events.groups import links as booking_links
from events.groups.booking import Guest
from events.groups.contact import add_guests, cancel_all, rename, wish
from events.groups.forms import AddForm, WishForm
from events.groups.page import GroupPage, guest_form
from events.groups.party import invited_in, rows_of
from events.models import Booking, Event, Registration
from events.places import BusyError
from events.queries import event_rows
from events.registration import PresentError, RefusedError, TooLateError, cancel
from events.views.answers import BUSY, busy, personal
from events.views.refusing import words_of

ANSWERS: dict[str, Callable[[Registration], Registration]] = {"accept": accept, "decline": decline}
METHODS = ["GET", "HEAD", "POST"]
State = Registration.State


@personal
@require_safe
def show_group(request: HttpRequest, token: str) -> HttpResponse:
    """How the group stands; as long as the address is not confirmed, the way to do that."""
    booking, event = booking_links.read(token)
    rows = rows_of(booking)
    if rows and rows[0].state == State.UNCONFIRMED:
        return redirect(links.path("confirm", rows[0]))
    return draw(request, GroupPage(booking, event))


@personal
@csrf_protect
@require_http_methods(METHODS)
def change_place(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Say who has a place that nobody claimed."""
    booking, event = booking_links.read(token)
    row = place_of(booking, number)
    form = guest_form(row, request.POST)
    page = GroupPage(booking, event, place=row.pk, form=form)
    return store(request, page, form, lambda: give_name(page, row, form.guest()))


@personal
@csrf_protect
@require_http_methods(METHODS)
def add_people(request: HttpRequest, token: str) -> HttpResponse:
    """One more person; they arrive last."""
    booking, event = booking_links.read(token)
    known: dict[str, Any] = {"own": booking.email, "taken": invited_in(booking)}
    form = AddForm(request.POST, prefix="add", label_suffix="", **known)
    page = GroupPage(booking, event, add=form)
    return store(request, page, form, lambda: add_one(booking, form))


@personal
@csrf_protect
@require_http_methods(METHODS)
def change_wishes(request: HttpRequest, token: str) -> HttpResponse:
    booking, event = booking_links.read(token)
    form = WishForm(request.POST, label_suffix="", event=event)
    page = GroupPage(booking, event, wishes=form)
    return store(request, page, form, lambda: take_wishes(booking, form))


def store(
    request: HttpRequest, page: GroupPage, form: Form, change: Callable[[], str]
) -> HttpResponse:
    """Make a change and lead back; `change` gives a word on it, or leaves a problem on the page."""
    if request.method != "POST":
        return back(page.booking)
    if not form.is_valid():
        return draw(request, page, 422)
    try:
        said = change()
    except BusyError:
        return draw_busy(request, page)
    except TooManyError as error:
        form.add_error("email", words_of(error))
        return draw(request, page, 422)
    except (BarredError, RefusedError) as error:
        form.add_error(None, closed_words(error, page.event, request.path))
        return draw(request, page, 409)
    if said:
        messages.success(request, said)
    return draw(request, page, 409) if page.problem else back(page.booking)


def closed_words(error: BarredError | RefusedError, event: Event, path: str) -> str:
    if isinstance(error, BarredError):
        return refusal(error.barrier, event, Asker(path, number=2)).text
    return _("Signing up is closed: nobody can be added any more.")


def give_name(page: GroupPage, row: Registration, guest: Guest) -> str:
    if rename(row, guest):
        return _("That is stored.")
    text = _("This name can no longer be changed here. Ask the organiser: %(who)s.")
    page.problem = text % {"who": host(page.event)}
    return ""


def add_one(booking: Booking, form: AddForm) -> str:
    """Nothing is said of one who is there already, by the first of two clicks."""
    added = add_guests(booking, [form.guest()], seen=form.cleaned_data["seen"])
    return _("There is one more in your group.") if added else ""


def take_wishes(booking: Booking, form: WishForm) -> str:
    wish(booking, **form.wishes())
    return _("That is stored.")


@personal
@csrf_protect
@require_http_methods(METHODS)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Take or leave all that is offered to the group."""
    booking, event = booking_links.read(token)
    act = ANSWERS.get(request.POST.get("answer", ""))
    offered = [row for row in rows_of(booking) if row.state == State.OFFERED]
    if request.method != "POST" or act is None:
        return back(booking)
    if not offered:  # it lapsed, or was answered by the first of two clicks
        return back(booking)
    try:
        act(offered[0])
    except OfferOverError:
        text = _("This offer is over: the places went to the next in the list.")
        return draw(request, GroupPage(booking, event, problem=text), 409)
    return back(booking)


@personal
@csrf_protect
@require_http_methods(METHODS)
def give_up(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """GET asks, POST gives up one place, whoever claimed it."""
    booking, event = booking_links.read(token)
    row = place_of(booking, number)
    return ask_or_act(request, GroupPage(booking, event), lambda: cancel(row), row)


@personal
@csrf_protect
@require_http_methods(METHODS)
def give_up_all(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST gives up all places."""
    booking, event = booking_links.read(token)
    return ask_or_act(request, GroupPage(booking, event), lambda: cancel_all(booking))


def ask_or_act(
    request: HttpRequest,
    page: GroupPage,
    act: Callable[[], Any],
    row: Registration | None = None,
) -> HttpResponse:
    if request.method != "POST":
        context = {**context_of(page), "row": row}
        return render(request, "events/group_cancel.html", context)
    try:
        act()
    except RefusedError as error:
        page.problem = late_words(page.event, error)
        return draw(request, page, 409)
    return redirect(page.path)


def late_words(event: Event, error: RefusedError) -> str:
    if isinstance(error, PresentError):
        return _("Who has come in cannot be taken off the list. Ask at the door to undo that.")
    if not isinstance(error, TooLateError):
        return _("This event is over. You can no longer cancel.")
    text = _("It is too late to cancel here. Ask the organiser: %(who)s.")
    return text % {"who": host(event)}


def host(event: Event) -> str:
    return event.organiser_email or event.organiser_name or "Brink"


def place_of(booking: Booking, number: int) -> Registration:
    rows = booking.registrations.select_related("event", "person", "booking")
    row = rows.filter(pk=number).first()
    if row is None:
        raise Http404(_("This registration does not exist any more."))
    return row


def back(booking: Booking) -> HttpResponse:
    return redirect(booking_links.path(booking))


def draw(request: HttpRequest, page: GroupPage, status: int = 200) -> HttpResponse:
    return render(request, "events/group.html", context_of(page), status=status)


def draw_busy(request: HttpRequest, page: GroupPage) -> HttpResponse:
    """With what was typed: nobody types it again for the sake of our lock."""
    page.problem = str(BUSY)
    return busy(request, "events/group.html", context_of(page))


def context_of(page: GroupPage) -> dict[str, Any]:
    found = event_rows([page.event], get_language() or page.booking.language)
    card = next((row.card for row in found), None)
    return {"page": page, "event": page.event, "subject": card, "admission": page.admission}
