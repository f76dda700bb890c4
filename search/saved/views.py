"""Save a search: at once with an account; without one a link is mailed first."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from brink.people.models import User
from search.saved.answers import personal
from search.saved.asking import TooMuchMailError, ask, save_for
from search.saved.forms import SaveForm
from search.saved.owner import MOST, TooManyError

#: The name of the limit for guests of one address on the net, in ACCOUNT_RATE_LIMITS.
LIMIT = "saved_search"
TOO_MANY_HERE = gettext_lazy(
    "Many searches were saved from this network just now. Try again in an hour, or log in first."
)
TOO_MUCH_MAIL = gettext_lazy(
    "We mailed this address often enough. Look for what we sent, or try again in a day."
)
FULL = gettext_lazy("You have %(number)d saved searches, and more there cannot be. Stop one first.")


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """GET shows the form, about the search in `search`; POST saves, or mails the link."""
    has_account, lang = request.user.is_authenticated, get_language() or "nl"
    if request.method == "POST":
        form = SaveForm(request.POST, lang=lang, has_account=has_account)
        return take(request, form) if form.is_valid() else show(request, form, 422)
    asked = {name: request.GET[name] for name in ("search", "frequency") if name in request.GET}
    return show(request, SaveForm(initial=asked, lang=lang, has_account=has_account))


def take(request: HttpRequest, form: SaveForm) -> HttpResponse:
    if request.user.is_authenticated:
        return take_of_account(request, request.user, form)
    if not consume(request, action=LIMIT):
        form.add_error(None, TOO_MANY_HERE)
        return show(request, form, 429)
    try:
        ask(form.cleaned_data["email"], form.wish, form.cleaned_data["frequency"])
    except TooMuchMailError:
        form.add_error("email", TOO_MUCH_MAIL)
        return show(request, form, 422)
    return redirect(f"{reverse('search:save')}?sent=1")


def take_of_account(request: HttpRequest, user: User, form: SaveForm) -> HttpResponse:
    try:
        save_for(user, form.wish, form.cleaned_data["frequency"])
    except TooManyError:
        form.add_error(None, FULL % {"number": MOST})
        return show(request, form, 422)
    text = _("Saved. You get mail when there is something new for “%(search)s”.")
    messages.success(request, text % {"search": form.wish.label})
    return redirect("search:saved")


def show(request: HttpRequest, form: SaveForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "wish": form.wish, "is_sent": "sent" in request.GET}
    return render(request, "search/save.html", context, status=status)
