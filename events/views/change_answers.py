"""See what one answered to the questions of an event, and change it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.approval import answers_of, change_answers, may_change
from events.asked_form import CONSENTS, AskedForm
from events.models import Needs, Registration
from events.places import BusyError
from events.questions import ChoiceFullError
from events.views.answers import busy, personal
from events.views.confirm import standing
from events.views.refusing import note

TEMPLATE = "events/change_answers.html"


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what was answered, POST writes what is answered now."""
    registration = links.read("answers", token)
    is_open = may_change(registration, registration.event)
    form = form_of(request, registration)
    if request.method != "POST" or not is_open:
        return show(request, registration, form, 200 if request.method != "POST" else 409)
    if not form.is_valid():
        return show(request, registration, form, 422)
    try:
        is_stored = change_answers(registration, form.answers, form.needs)
    except ChoiceFullError as error:
        return show(request, registration, form, note(form, error, request, registration.event))
    except BusyError:
        return busy(request, TEMPLATE, context_of(registration, form))
    if is_stored:
        messages.success(request, _("Your answers are changed."))
    else:
        messages.warning(request, _("These answers can no longer be changed."))
    return redirect(links.path("confirm", registration))


def form_of(request: HttpRequest, registration: Registration) -> AskedForm:
    return AskedForm(
        request.POST if request.method == "POST" else None,
        event=registration.event,
        mine=answers_of(registration),
        initial=needs_of(registration),
    )


def needs_of(registration: Registration) -> dict[str, Any]:
    """Diet and access with the consent that was given for them."""
    found = Needs.objects.filter(registration=registration).first()
    given = {name: getattr(found, name) for name in CONSENTS} if found else {}
    return given | {CONSENTS[name]: bool(text) for name, text in given.items()}


def show(
    request: HttpRequest, registration: Registration, form: AskedForm, status: int = 200
) -> HttpResponse:
    return render(request, TEMPLATE, context_of(registration, form), status=status)


def context_of(registration: Registration, form: AskedForm) -> dict[str, Any]:
    return {
        **standing(registration),
        "form": form,
        "is_open": may_change(registration, registration.event),
        "looks_again": registration.event.needs_approval and registration.approved is not None,
    }
