"""My data: see, correct, take out and erase what we hold."""

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from brink.mail.limits import take_ticket
from brink.people.forms import GoneError, PersonForm
from brink.people.guests import BusyError
from brink.people.models import Person, User
from brink.people.privacy import link
from brink.people.privacy.correcting import correct
from brink.people.privacy.display import shown
from brink.people.privacy.erasure import erase
from brink.people.privacy.forms import EraseForm, LinkForm
from brink.people.privacy.subject import Subject
from brink.people.privacy.takeout import take_out
from brink.people.privacy.visit import is_by_account, own

#: So many mails an hour with the link, to an address that did not prove it asked.
LINKS_AN_HOUR = 3
#: Something of theirs was locked too long; nothing is stored.
BUSY = (BusyError, OperationalError)
AGAIN = gettext_lazy("It is busy. Nothing has changed; try again in ten seconds.")


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest, token: str = "") -> HttpResponse:
    """All we hold, in sections; for who is not known the way there. POST mails the link."""
    return mail_link(request) if request.method == "POST" else show(request, token=token)


@own
def show(request: HttpRequest, subject: Subject) -> HttpResponse:
    people = Person.objects.filter(pk__in=subject.persons, erased_at=None, merged_into=None)
    context = {"sections": shown(subject), "people": people.order_by("pk"), **paths(request)}
    return render(request, "people/my_data.html", context)


def mail_link(request: HttpRequest) -> HttpResponse:
    """Mail the link to an address of which we hold something; the answer never tells whether."""
    form = LinkForm(request.POST, label_suffix="")
    if not form.is_valid():
        return render(request, "people/my_data_door.html", {"form": form}, status=422)
    email = form.cleaned_data["email"].lower()
    if take_ticket("my-data", email, LINKS_AN_HOUR):
        link.ask_link(email, get_language() or "nl")
    return redirect(f"{reverse('my-data')}?sent=1")


@require_safe
@own
def download(request: HttpRequest, subject: Subject) -> HttpResponse:
    response = HttpResponse(take_out(subject), content_type="application/zip")
    name = _("my-data.zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@own
def correct_person(request: HttpRequest, subject: Subject, uid: UUID) -> HttpResponse:
    """Who somebody is, as they say it; sign-ups that are still to come follow."""
    found = Person.objects.filter(pk__in=subject.persons, erased_at=None, uid=uid).first()
    if found is None:
        raise Http404
    form = PersonForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        return correct_and_go_back(request, form)
    status = 422 if form.errors else 200
    context = {"form": form, **paths(request)}
    return render(request, "people/my_data_correct.html", context, status=status)


def correct_and_go_back(request: HttpRequest, form: PersonForm) -> HttpResponse:
    try:
        correct(form)
    except BUSY:
        messages.error(request, AGAIN)
        return redirect(request.path)
    except GoneError as error:
        raise Http404 from error
    messages.success(request, _("Saved."))
    return redirect(paths(request)["path"])


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@own
@reauthentication_required(enabled=is_by_account)
def erase_all(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Say what happens, ask once more, and do it."""
    sections = shown(subject)
    if not sections:
        return redirect("my-data-erased")
    form = EraseForm(request.POST if request.method == "POST" else None)
    may_go = not is_last_administrator(subject.user)
    if may_go and form.is_valid():
        return erase_and_leave(request, subject)
    status = 422 if may_go and form.errors else 200
    context = {"form": form if may_go else None, "sections": sections, **paths(request)}
    return render(request, "people/my_data_erase.html", context, status=status)


def erase_and_leave(request: HttpRequest, subject: Subject) -> HttpResponse:
    """The locks of places are waited for a few seconds; so is all else in that transaction."""
    try:
        erase(subject)
    except BUSY:
        messages.error(request, AGAIN)
        return redirect(request.path)
    if subject.user:
        request.session.flush()
        request.user = AnonymousUser()
    return redirect("my-data-erased")


def is_last_administrator(user: User | None) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True)
    return bool(user and user.is_superuser and not others.exclude(pk=user.pk).exists())


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "people/my_data_erased.html")


def paths(request: HttpRequest) -> dict[str, Any]:
    """The pages of this visit: with the link they were come by, or those of the account."""
    token = request.resolver_match.kwargs.get("token") if request.resolver_match else ""
    args = [token] if token else []
    return {
        "token": token,
        "path": reverse("my-data", args=args),
        "download_path": reverse("my-data-download", args=args),
        "erase_path": reverse("my-data-erase", args=args),
    }
