"""Make a place in a group one's own: by a link that was passed on, or by the mail to an address."""

from typing import Any

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from brink.people.models import Person
from events import links
from events.confirmations import TooManyError
from events.groups import links as booking_links
from events.groups.booking import TakenError
from events.groups.claim_mail import tell_claimant
from events.groups.claiming import claim
from events.groups.declining import is_expected, may_see_name
from events.groups.forms import AddressForm, ClaimForm
from events.groups.links import Proof
from events.models import Registration
from events.registration import RefusedError
from events.views.answers import personal, with_form
from events.views.proven import METHODS, context_of, ended_words, proven
from events.views.refusing import REFUSALS, note, words_of
from events.views.register import LIMIT, TOO_MANY_HERE
from events.views.visitor import is_verified, person_of


@personal
@csrf_protect
@require_http_methods(METHODS)
def ask_address(request: HttpRequest, token: str) -> HttpResponse:
    """A link that was passed on proves nothing: POST mails the address that was typed."""
    row = booking_links.read_claim(token)
    if row is None:
        return render(request, "events/claim_gone.html", status=410)
    if request.method != "POST":
        is_sent = "sent" in request.GET
        return draw(request, row, AddressForm(label_suffix=""), is_sent=is_sent)
    form = AddressForm(request.POST, label_suffix="")
    if ended_words(row.event):
        return draw(request, row, form, status=409)
    if not form.is_valid():
        return draw(request, row, form, status=422)
    if not consume(request, action=LIMIT):
        form.add_error(None, TOO_MANY_HERE)
        return draw(request, row, form, status=429)
    try:
        tell_claimant(row, form.cleaned_data["email"], get_language() or row.language)
    except TooManyError as error:
        form.add_error("email", words_of(error))
        return draw(request, row, form, status=422)
    return redirect(f"{request.path}?sent=1")


@proven(own="confirm")
def claim_place(request: HttpRequest, proof: Proof) -> HttpResponse:
    """GET shows the place, POST makes it theirs who reads the mail of the address in the link."""
    row, person = proof.registration, account_of(request, proof.email)
    names = ("given", "infix", "family") if may_see_name(row, proof.email) else ()
    initial = {name: getattr(row.person, name) for name in names}
    sent = request.POST if request.method == "POST" else None
    form = ClaimForm(sent, event=row.event, person=person, initial=initial)
    if sent is None:
        return draw(request, row, form, proof=proof)
    if ended_words(row.event):
        return draw(request, row, form, proof=proof, status=409)
    if not form.is_valid():
        return draw(request, row, form, proof=proof, status=422)
    return take(request, proof, form, person)


def take(
    request: HttpRequest, proof: Proof, form: ClaimForm, person: Person | None
) -> HttpResponse:
    known = {"email": proof.email, "person": person, "is_verified": True}
    applicant = form.applicant(language=get_language(), **known)
    try:
        row = claim(proof.registration, applicant)
    except TakenError:
        form.add_error(None, taken_words(proof))
        return draw(request, proof.registration, form, proof=proof, status=409)
    except RefusedError:  # it ended while they read
        proof.registration.event.refresh_from_db()
        return draw(request, proof.registration, form, proof=proof, status=409)
    except REFUSALS as error:
        status = note(form, error, request, proof.registration.event)
        return draw(request, proof.registration, form, proof=proof, status=status)
    if row.email != proof.email:
        return render(request, "events/claim_gone.html", status=410)
    return redirect(links.path("confirm", row))


def taken_words(proof: Proof) -> str:
    booking = proof.registration.booking
    text = _("You have a place or wait for one already. Tell %(who)s that this one is over.")
    return text % {"who": booking.contact.full_name if booking else ""}


def account_of(request: HttpRequest, email: str) -> Person | None:
    """The reader's account, if it has proven this very address."""
    person = person_of(request)
    user = person.user if person is not None and person.pk is not None else None
    if person is None or user is None or not is_verified(person):
        return None
    return person if user.email.lower() == email else None


def draw(
    request: HttpRequest, row: Registration, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    proof = more.get("proof")
    context = {
        **context_of(row),
        "form": form,
        "is_kept": proof is not None and is_expected(row, proof.email),
        "decline_path": decline_path(request, row, proof),
        **more,
    }
    name = "events/claim.html" if "proof" in more else "events/claim_ask.html"
    return with_form(request, name, context, status)


def decline_path(request: HttpRequest, row: Registration, proof: Proof | None) -> str:
    """Where they say no whom the contact keeps it for; nowhere for who was never asked."""
    if proof is None or not is_expected(row, proof.email) or request.resolver_match is None:
        return ""
    return reverse("events:claim-decline", kwargs=request.resolver_match.kwargs)
