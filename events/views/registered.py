"""After the form of a guest: look in your mail, which can be asked for once more."""

from collections.abc import Collection
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events.confirmations import TooManyError, mail_again
from events.groups.party import address_of
from events.models import Event, Registration
from events.views.answers import personal
from events.views.receipt import Receipt
from events.views.refusing import words_of
from events.views.subject import find_subject


class Asked(Protocol):
    """What somebody signed up for: one event, or the meetings of a series."""

    @property
    def event(self) -> Event: ...
    @property
    def words(self) -> Any: ...
    @property
    def form_path(self) -> str: ...
    @property
    def mail_path(self) -> str: ...


def to_mailbox(request: HttpRequest, subject: Asked, registration: Registration) -> HttpResponse:
    """On to "look in your mail", which says the same whether we knew the address or not.

    The cookie names the registration, not the address: that stays out of browsers and logs.
    """
    response = redirect(subject.mail_path)
    Receipt.of(registration, request).give(response, subject.form_path)
    return response


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def signed_up(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Look in your mail"; POST asks for the mail again."""
    subject = find_subject(request, "events:registered", slug)
    return receive(request, subject, [subject.event.pk])


def receive(request: HttpRequest, subject: Asked, event_ids: Collection[int]) -> HttpResponse:
    """The page, about the registration at one of these events that the browser remembers."""
    receipt = Receipt.read(request)
    found = Registration.objects.filter(event__in=event_ids)
    mine = found.filter(uid=receipt.uid).first() if receipt else None
    if request.method != "POST":
        return show_receipt(request, subject, receipt, mine)
    if receipt is None or mine is None:
        return redirect(subject.form_path)
    return ask_again(request, subject, receipt, mine)


def ask_again(
    request: HttpRequest, subject: Asked, receipt: Receipt, mine: Registration
) -> HttpResponse:
    """Mail it once more, to who waited and did not ask before; each time the page says what is."""
    if not receipt.is_due:
        return show_receipt(request, subject, receipt, mine, error=too_soon(receipt))
    try:
        mail_again(mine)
    except TooManyError as error:
        return show_receipt(request, subject, receipt, mine, error=words_of(error))
    return to_mailbox(request, subject, mine)


def show_receipt(
    request: HttpRequest,
    subject: Asked,
    receipt: Receipt | None,
    mine: Registration | None,
    error: str = "",
) -> HttpResponse:
    email = address_of(mine) if mine and receipt and receipt.is_fresh else ""
    context = {
        "subject": subject.words,
        "event": subject.event,
        "form_path": subject.form_path,
        "receipt": receipt,
        "email": email,
        "error": error,
    }
    return render(request, "events/registered.html", context, status=422 if error else 200)


def too_soon(receipt: Receipt) -> str:
    if receipt.repeated:
        return _("We send this mail twice, and not more often.")
    return _("It is too early to send the mail again.")
