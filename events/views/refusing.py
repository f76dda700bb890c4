"""A sign-up that was refused, told at the field that can be filled in otherwise."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.access import BarredError, Barrier, barrier
from events.confirmations import TooManyError
from events.entry_words import Asker, Refusal, refusal
from events.models import Admits, Event
from events.places import BusyError
from events.question_fields import name_of
from events.questions import ChoiceFullError
from events.registration import RefusedError
from events.views.visitor import newcomer

#: All that a sign-up may be refused with; nothing was stored then.
REFUSALS = (RefusedError, BarredError, ChoiceFullError, TooManyError, BusyError)


def note(form: Any, error: Exception, request: HttpRequest, event: Event) -> int:
    """Write in the form why it was refused; gives the status of the answer."""
    if isinstance(error, BarredError):
        return note_barred(form, error, request, event)
    if isinstance(error, ChoiceFullError):
        form.add_error(name_of(error.question), full_words(error))
        return 409
    if isinstance(error, TooManyError):
        add_error(form, "email", words_of(error))
        return 422
    return 503 if isinstance(error, BusyError) else 409


def note_barred(form: Any, error: BarredError, request: HttpRequest, event: Event) -> int:
    found = refusal(error.barrier, event, asker_of(request))
    add_error(form, found.field, found.text)
    return found.status


def add_error(form: forms.Form, field: str, text: str) -> None:
    """At the field, or above the form where that is not asked, as of an account."""
    form.add_error(field if field in form.fields else None, text)


def full_words(error: ChoiceFullError) -> str:
    text = _("“%(answer)s” is full. Choose something else.")
    return text % {"answer": error.option.label}


def words_of(error: TooManyError) -> str:
    if error.wait < timedelta(days=1):
        return _("We mailed this address often just now. Try again in an hour.")
    return _("We mailed this address often enough. Look for what we sent, or try again in a day.")


def known_refusal(request: HttpRequest, event: Event) -> Refusal | None:
    """What can be told before anything is filled in; of a guest's address we know nothing yet."""
    if event.admits == Admits.EVERYBODY:
        return None
    found = barrier(event, newcomer(request))
    is_guest = not request.user.is_authenticated
    if found is None or (is_guest and found in (Barrier.DOMAIN, Barrier.INVITATION)):
        return None
    return refusal(found, event, asker_of(request))


def asker_of(request: HttpRequest, number: int = 1) -> Asker:
    return Asker(request.get_full_path(), request.user.is_authenticated, number)
