"""Sign up for an event: a form, then "look in your mail"; with an account it is done at once."""

from dataclasses import replace

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.applicant import Applicant
from events.entry_words import audience
from events.forms import RegistrationForm
from events.models import Registration
from events.overlaps import overlaps_with
from events.ownership import registration_at
from events.registration import register
from events.views.answers import personal, with_form
from events.views.refusing import REFUSALS, known_refusal, note
from events.views.registered import to_mailbox
from events.views.subject import Subject, context_of, find_subject
from events.views.visitor import invitation_of, known_of, person_of, remember_name

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
    sent = request.POST if request.method == "POST" else None
    form = RegistrationForm(sent, event=subject.event, person=person_of(request))
    return take(request, subject, form) if form.is_bound else show(request, subject, form)


def take(request: HttpRequest, subject: Subject, form: RegistrationForm) -> HttpResponse:
    if not form.is_valid():
        return show(request, subject, form, status=422)
    applicant = applicant_of(request, form)
    if not (applicant.is_verified or consume(request, action=LIMIT)):
        form.add_error(None, TOO_MANY_HERE)
        return show(request, subject, form, status=429)
    try:
        registration = register(subject.event.pk, applicant)
    except REFUSALS as error:
        subject.event.refresh_from_db()
        return show(request, subject, form, status=note(form, error, request, subject.event))
    if applicant.is_verified:
        remember_name(applicant.person, form)
        return redirect(links.path("confirm", registration))
    return to_mailbox(request, subject, registration)


def applicant_of(request: HttpRequest, form: RegistrationForm) -> Applicant:
    """What was typed; what the account proves; and the link that invited them."""
    known = known_of(person_of(request))
    return form.applicant(language=get_language(), invitation=invitation_of(request), **known)


def show(
    request: HttpRequest, subject: Subject, form: RegistrationForm, status: int = 200
) -> HttpResponse:
    """The form as it was sent: nobody types it again for the sake of our lock."""
    event, user = subject.event, request.user
    context = {
        **context_of(subject),
        "form": form,
        "audience": audience(event),
        "refusal": known_refusal(request, event),
        "overlaps": overlaps_with(event, user, get_language()) if user.is_authenticated else [],
    }
    return with_form(request, "events/register.html", context, status)
