"""The calendar addresses of an account, or of a guest who came by the link in a mail."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.clients import CLIENTS
from events.models import PersonalFeed
from events.personal_calendar import name_of
from events.personal_feed_form import ALARMS, PersonalFeedForm
from events.personal_feeds import MOST, NameTakenError, Owner, TooManyError, make_feed
from events.qr import qr_code
from events.selection import subscribe_links, webcal
from events.views.answers import personal

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Desk:
    """Whose addresses these are, and the way to them: with the token of the mail, or without."""

    owner: Owner
    token: str

    @classmethod
    def of(cls, request: HttpRequest, token: str) -> "Desk | None":
        """None for somebody who is not logged in and has no link."""
        if token:
            return cls(Owner(email=links.read("my-agenda", token).email), token)
        user = request.user
        return cls(Owner(user=user), "") if user.is_authenticated else None

    def path(self, name: str, **more: object) -> str:
        return reverse(name, kwargs={**({"token": self.token} if self.token else {}), **more})

    @property
    def agenda_path(self) -> str:
        return self.path("my-agenda-by-link" if self.token else "my-agenda")

    @property
    def list_path(self) -> str:
        return self.path("calendar-addresses")

    def entries(self) -> list[dict[str, Any]]:
        return [
            {
                "feed": feed,
                "alarm": ALARMS.get(feed.alarm or 0, ""),
                "is_of_guest": feed.user_id is None and self.owner.user is not None,
                "withdraw_path": self.path("withdraw-calendar-address", number=feed.pk),
            }
            for feed in self.owner.feeds()
        ]


@dataclass(frozen=True)
class Subscription:
    """A new address and the ways to have a calendar read it; not one of them can be had later."""

    token: str
    name: str

    @property
    def path(self) -> str:
        return reverse("personal-feed", args=[self.token])

    @property
    def address(self) -> str:
        return settings.BASE_URL + self.path

    @property
    def links(self) -> list[dict[str, str]]:
        """All but the file to save once: it would not change, and here that is the point."""
        return subscribe_links(self.path, name_of(self.name))[:-1]

    @property
    def square(self) -> SafeString:
        """For the camera of an iPhone: drawn here, for no other host may see the address."""
        return qr_code(webcal(self.address))


@personal
@csrf_protect
@require_http_methods(METHODS)
def calendar_addresses(request: HttpRequest, token: str = "") -> HttpResponse:
    """The list and a form; POST makes an address and shows it, this once."""
    desk = Desk.of(request, token)
    if desk is None:
        return redirect("my-agenda")
    if request.method != "POST":
        return show(request, desk, PersonalFeedForm(initial={"key": uuid4()}, label_suffix=""))
    form = PersonalFeedForm(request.POST, label_suffix="")
    made = make(desk.owner, form) if form.is_valid() else ""
    if not made:
        return show(request, desk, form, status=422)
    context = {"desk": desk, "clients": CLIENTS}
    context["subscription"] = Subscription(made, form.cleaned_data["name"])
    return render(request, "events/personal_feeds_made.html", context)


def make(owner: Owner, form: PersonalFeedForm) -> str:
    """The token of a new address, or nothing; then the form says why."""
    try:
        return make_feed(owner, **form.cleaned_data, language=get_language() or "nl")
    except NameTakenError:
        form.add_error("name", _("You have a calendar address with this name. Choose another."))
    except TooManyError:
        form.add_error(None, _("You have the most there can be. Withdraw one first."))
    return ""


def show(
    request: HttpRequest, desk: Desk, form: PersonalFeedForm, status: int = 200
) -> HttpResponse:
    entries = desk.entries()
    context = {"desk": desk, "entries": entries, "form": form, "is_full": len(entries) >= MOST}
    return render(request, "events/personal_feeds.html", context, status=status)


@personal
@csrf_protect
@require_http_methods(METHODS)
def withdraw_calendar_address(request: HttpRequest, number: int, token: str = "") -> HttpResponse:
    """GET asks, POST ends it at once; that of another is not there."""
    desk = Desk.of(request, token)
    if desk is None:
        return redirect("my-agenda")
    feed = desk.owner.feeds().filter(pk=number).first()
    if feed is None:
        raise Http404(_("You have no such calendar address; perhaps it is withdrawn already."))
    if request.method == "POST":
        return withdraw(request, desk, feed)
    context = {"desk": desk, "feed": feed}
    return render(request, "events/personal_feeds_withdraw.html", context)


def withdraw(request: HttpRequest, desk: Desk, feed: PersonalFeed) -> HttpResponse:
    feed.delete()
    text = _("The address “%(name)s” is withdrawn. Calendars can no longer read it.")
    messages.success(request, text % {"name": feed.name})
    return redirect(desk.list_path)
