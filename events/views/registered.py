"""After the form of a guest: look in your mail, which can be asked for once more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events.confirmations import TooManyError, mail_again
from events.models import Registration
from events.views.answers import personal
from events.views.receipt import Receipt
from events.views.refusing import words_of
from events.views.subject import Subject, context_of, find_subject


def to_mailbox(request: HttpRequest, subject: Subject, registration: Registration) -> HttpResponse:
    """On to "look in your mail", which says the same whether we knew the address or not.

    The cookie names the registration, not the address: that stays out of browsers and logs.
    """
    response = redirect("events:registered", subject.slug)
    path = reverse("events:register", args=[subject.slug])
    Receipt.of(registration, request).give(response, path)
    return response


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def signed_up(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Look in your mail"; POST asks for the mail again."""
    subject = find_subject(request, "events:registered", slug)
    receipt = Receipt.read(request)
    mine = subject.event.registrations.filter(uid=receipt.uid).first() if receipt else None
    if request.method != "POST":
        return show_receipt(request, subject, receipt, mine)
    if receipt is None or mine is None:
        return redirect("events:register", subject.slug)
    return ask_again(request, subject, receipt, mine)


def ask_again(
    request: HttpRequest, subject: Subject, receipt: Receipt, mine: Registration
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
    subject: Subject,
    receipt: Receipt | None,
    mine: Registration | None,
    error: str = "",
) -> HttpResponse:
    email = mine.email if mine and receipt and receipt.is_fresh else ""
    context = {**context_of(subject), "receipt": receipt, "email": email, "error": error}
    return render(request, "events/registered.html", context, status=422 if error else 200)


def too_soon(receipt: Receipt) -> str:
    if receipt.repeated:
        return _("We send this mail twice, and not more often.")
    return _("It is too early to send the mail again.")
