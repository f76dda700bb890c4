"""Sign up for an event: a form, then "look in your mail"; with an account it is done at once."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.ratelimit import consume
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from brink.pages.models import Card
from brink.people.models import Person
from events import links
from events.admission import admission
from events.confirmations import TooManyError, mail_again
from events.forms import RegistrationForm
from events.messages import slug_of
from events.models import Event, Registration
from events.ownership import registration_at
from events.places import BusyError
from events.registration import RefusedError, register
from events.views.answers import RETRY_AFTER, personal
from events.views.receipt import Receipt

#: The name of the limit for guests of one address on the net, in ACCOUNT_RATE_LIMITS.
LIMIT = "event_registration"
TOO_MANY_HERE = gettext_lazy(
    "Many people signed up from this network just now. Try again in an hour, or log in first."
)


@dataclass(frozen=True)
class Subject:
    """The event of a sign-up page: its facts, and its words for the reader."""

    event: Event
    card: Card
    #: what the reader's account has at it already
    known: Registration | None = None

    @property
    def slug(self) -> str:
        return slug_of(self.card)


@dataclass(frozen=True)
class Twin:
    """This page in a language, for the language switch; no translation for search engines."""

    lang: str
    path: str
    body_lang: str = ""

    @classmethod
    def of(cls, card: Card, url_name: str) -> "Twin":
        with translation.override(card.lang):
            return cls(card.lang, reverse(url_name, args=[slug_of(card)]))


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, slug: str) -> HttpResponse:
    subject = find_subject(request, "events:register", slug)
    known = registration_at(subject.event, request.user) if request.user.is_authenticated else None
    if known and known.state != Registration.State.UNCONFIRMED:
        return redirect(links.path("confirm", known))
    subject = replace(subject, known=known)
    person = person_of(request)
    if request.method == "POST":
        return take(request, subject, person)
    return show(request, subject, RegistrationForm(person=person, label_suffix=""))


def take(request: HttpRequest, subject: Subject, person: Person | None) -> HttpResponse:
    form = RegistrationForm(request.POST, person=person, label_suffix="")
    if not form.is_valid():
        return show(request, subject, form, status=422)
    applicant = form.applicant(language=get_language(), **known_of(person))
    if not (applicant.is_verified or consume(request, action=LIMIT)):
        form.add_error(None, TOO_MANY_HERE)
        return show(request, subject, form, status=429)
    try:
        registration = register(subject.event.pk, applicant)
    except RefusedError:
        subject.event.refresh_from_db()
        return show(request, subject, form, status=409)
    except TooManyError as error:
        field = "email" if "email" in form.fields else None  # an account does not type its own
        form.add_error(field, words_of(error))
        return show(request, subject, form, status=422)
    except BusyError:
        return show_busy(request, subject, form)
    if applicant.is_verified:
        remember_name(applicant.person, form)
        return redirect(links.path("confirm", registration))
    return to_mailbox(request, subject, registration)


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


def words_of(error: TooManyError) -> str:
    if error.wait < timedelta(days=1):
        return _("We mailed this address often just now. Try again in an hour.")
    return _("We mailed this address often enough. Look for what we sent, or try again in a day.")


def show(
    request: HttpRequest, subject: Subject, form: RegistrationForm, status: int = 200
) -> HttpResponse:
    context = {**context_of(subject), "form": form, "is_busy": status == 503}
    return render(request, "events/register.html", context, status=status)


def show_busy(request: HttpRequest, subject: Subject, form: RegistrationForm) -> HttpResponse:
    """The form as it was sent: nobody types it again for the sake of our lock."""
    response = show(request, subject, form, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def context_of(subject: Subject) -> dict[str, Any]:
    return {
        "event": subject.event,
        "subject": subject.card,
        "slug": subject.slug,
        "admission": admission(subject.event),
        "cancel_path": links.path("cancel", subject.known) if subject.known else "",
    }


def find_subject(request: HttpRequest, url_name: str, slug: str) -> Subject:
    """The event whose page lies above this address, and the same page in the other language."""
    path = "/".join(reverse(url_name, args=[slug]).split("/")[:4]) + "/"
    keys = Card.objects.filter(path=path, kind="event").values("key")
    cards = list(Card.objects.filter(key__in=keys))
    card = next((card for card in cards if card.path == path), None)
    facts = Event.objects.select_related("place__municipality", "type")
    event = facts.filter(key=card.key, visible=True).first() if card else None
    if card is None or event is None:
        raise Http404(_("There is no such event."))
    request.twins = {twin.lang: Twin.of(twin, url_name) for twin in cards}  # type: ignore[attr-defined]
    return Subject(event, card)


def person_of(request: HttpRequest) -> Person | None:
    """The person behind the account; one that has none yet is stored with its first sign-up."""
    if not request.user.is_authenticated:
        return None
    found = Person.objects.filter(user=request.user).first()
    return found or Person(user=request.user, email=request.user.email)


def stored(person: Person) -> Person:
    if person.pk:
        return person
    known = {"email": person.email, "language": get_language() or "nl"}
    return Person.objects.get_or_create(user=person.user, defaults=known)[0]


def known_of(person: Person | None) -> dict[str, Any]:
    """What the account proves; nothing that was typed can change it."""
    if person is None:
        return {}
    email = person.user.email if person.user else ""
    verified = EmailAddress.objects.filter(user=person.user, email=email, verified=True).exists()
    return {"email": email, "person": stored(person), "is_verified": verified}


def remember_name(person: Person | None, form: RegistrationForm) -> None:
    """An account that had no name has one from now on."""
    if person and "given" in form.cleaned_data:
        Person.objects.filter(pk=person.pk).update(
            **{name: form.cleaned_data[name] for name in ("given", "infix", "family")}
        )
