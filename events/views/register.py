"""Sign up for an event: a form, then "look in your mail"; with an account it is done at once."""

from dataclasses import replace

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from brink.people.models import Person
from events import links
from events.confirmations import TooManyError
from events.forms import RegistrationForm
from events.models import Registration
from events.ownership import registration_at
from events.places import BusyError
from events.registration import RefusedError, register
from events.views.answers import RETRY_AFTER, personal
from events.views.registered import to_mailbox, words_of
from events.views.subject import Subject, context_of, find_subject
from events.views.visitor import known_of, person_of, remember_name

#: The name of the limit for guests of one address on the net, in ACCOUNT_RATE_LIMITS.
LIMIT = "event_registration"
TOO_MANY_HERE = gettext_lazy(
    "Many people signed up from this network just now. Try again in an hour, or log in first."
)


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
