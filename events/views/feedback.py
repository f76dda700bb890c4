"""Tell what you thought of an event, by the link in the mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.feedback.answers import give, may_give, own_questions
from events.feedback.form import FeedbackForm
from events.messages import card_of, last_title
from events.models import Registration
from events.places import BusyError
from events.views.answers import busy, personal

TEMPLATE = "events/feedback.html"


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def give_feedback(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST keeps the answers; who told it all before is thanked once more."""
    registration = links.read("feedback", token)
    context = subject_of(registration)
    if registration.has_given_feedback or not may_give(registration):
        status = 409 if request.method == "POST" and not registration.has_given_feedback else 200
        return render(request, TEMPLATE, context, status=status)
    form = form_for(registration, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, TEMPLATE, {**context, "form": form}, status=status)
    try:
        give(registration, form.scores, form.answers)
    except BusyError:
        return busy(request, TEMPLATE, {**context, "form": form})
    return redirect(request.path)


def form_for(registration: Registration, data: Any) -> FeedbackForm:
    lang = get_language() or registration.language
    questions = list(own_questions(registration.event))
    return FeedbackForm(data, questions=questions, lang=lang, label_suffix="")


def subject_of(registration: Registration) -> dict[str, Any]:
    """What it is about; once its page is off the site what it was called then."""
    event, lang = registration.event, get_language() or registration.language
    card = card_of(event, lang)
    return {
        "event": event,
        "subject": card,
        "title": card.title if card else last_title(event, lang),
        "is_given": registration.has_given_feedback,
        "had_place": registration.state == Registration.State.CONFIRMED,
    }
