"""My searches, and the pages behind the links in mail: to look changes nothing, a button does."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from brink.mail import topics
from brink.mail.refusal import Reader, path
from search.models import SavedSearch
from search.saved import links
from search.saved.answers import personal
from search.saved.asking import confirm
from search.saved.forms import ChangeForm
from search.saved.letters import TOPIC
from search.saved.model import Frequency
from search.saved.owner import MOST, Owner, TooManyError
from search.saved.wish import read_wish

METHODS = ["GET", "HEAD", "POST"]


@personal
@csrf_protect
@require_http_methods(METHODS)
def saved(request: HttpRequest, token: str = "") -> HttpResponse:
    """The list of an account, or of an address by the link in its mail; POST is of its buttons."""
    owner = owner_of(request, token)
    if owner is None:
        return old_link(request) if token else render(request, "search/saved_door.html")
    if request.method == "POST":
        change(request, owner)
        return redirect(request.path)
    rows = [row_of(each) for each in owner.searches().select_related("user")]
    context = {"owner": owner, "rows": rows, "refused": refused(owner), "most": MOST}
    context["frequencies"] = Frequency.choices
    return render(request, "search/saved.html", context)


def owner_of(request: HttpRequest, token: str) -> Owner | None:
    if token:
        email = links.read_list(token)
        return Owner(email=email) if email else None
    return Owner(user=request.user) if request.user.is_authenticated else None


def row_of(each: SavedSearch) -> dict[str, Any]:
    return {"saved": each, "wish": read_wish(each.query, each.language)}


def refused(owner: Owner) -> str:
    """Where somebody who refused this kind of mail takes that back; empty for others."""
    email = owner.user.email if owner.user else owner.email
    return path(Reader(email, TOPIC)) if topics.is_refused(email, TOPIC) else ""


def change(request: HttpRequest, owner: Owner) -> None:
    form = ChangeForm(request.POST)
    if not form.is_valid():
        raise Http404(_("There is no such saved search."))
    found = owner.searches().filter(uid=form.cleaned_data["search"])
    if form.cleaned_data["stop"]:
        found.delete()
        messages.success(request, _("Stopped. You get no more mail about this search."))
    elif frequency := form.cleaned_data["frequency"]:
        found.update(frequency=frequency)
        messages.success(request, _("Saved."))


@personal
@csrf_protect
@require_http_methods(METHODS)
def confirm_saved(request: HttpRequest, token: str) -> HttpResponse:
    """GET tells what it is about, POST confirms; a second time it tells the same."""
    opened = links.read_confirm(token)
    found = SavedSearch.objects.filter(uid=opened[0]).first() if opened else None
    if opened is None or found is None:
        return old_link(request)
    context = {**row_of(found), "frequency": opened[1], "most": MOST, "list_path": list_path(found)}
    if request.method != "POST":
        return render(request, "search/saved_confirm.html", context)
    try:
        if confirm(found, opened[1]) is None:
            return old_link(request)
    except TooManyError:
        return render(
            request, "search/saved_confirm.html", {**context, "is_full": True}, status=409
        )
    messages.success(request, _("Saved. You get mail when there is something new."))
    return redirect(list_path(found))


def list_path(found: SavedSearch) -> str:
    """Who opens the link has proven the address."""
    return reverse("search:saved", args=[links.list_token(found.email)])


@personal
@csrf_protect
@require_http_methods(METHODS)
def stop_saved(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST ends it; what is stopped already is told so."""
    uid = links.read_stop(token)
    if uid is None:
        return old_link(request)
    found = SavedSearch.objects.filter(uid=uid).first()
    if request.method == "POST" and found:
        found.delete()
        return redirect(request.path)
    context = row_of(found) if found else {}
    return render(request, "search/saved_stop.html", context)


def old_link(request: HttpRequest) -> HttpResponse:
    return render(request, "search/saved_old_link.html", status=410)
