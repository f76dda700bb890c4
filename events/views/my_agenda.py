"""What somebody signed up for: with an account, or by the link in a mail."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from brink.mail.limits import take_ticket
from brink.pages.models import Card
from events import links
from events.agenda_mail import ask_link
from events.calendar_links import file_path
from events.certificates.issuing import certificates_of
from events.certificates.links import as_download
from events.deadlines import is_too_late_to_cancel
from events.forms import AgendaLinkForm
from events.groups.agenda import group_entries
from events.models import Booking, Registration, Seat
from events.models.event import Status
from events.online_link import is_online, link_for
from events.ownership import groups_of, registrations_of
from events.queries import EventRow
from events.rights import has_it_anywhere
from events.series import with_numbers
from events.switching import may_switch
from events.views.answers import personal

State = Registration.State
#: So many mails an hour with the link, to an address that did not prove it asked.
LINKS_AN_HOUR = 3
INDEX = "eventindexpage"


@dataclass(frozen=True)
class Entry:
    """A registration with the words of its event; those are gone once its page is off the site."""

    registration: Registration
    card: Card | None
    #: with its number in a series that gives one
    title: str = ""

    @property
    def event(self) -> Any:
        return self.registration.event

    @property
    def slug(self) -> str:
        return self.card.slug if self.card else ""

    @property
    def cancel_path(self) -> str:
        return links.path("cancel", self.registration)

    @property
    def confirm_path(self) -> str:
        return links.path("confirm", self.registration)

    @property
    def offer_path(self) -> str:
        return links.path("offer", self.registration)

    @property
    def other_seat(self) -> Seat | None:
        return may_switch(self.registration, self.event)

    @property
    def switch_path(self) -> str:
        return links.path("switch", self.registration) if self.other_seat else ""

    @property
    def is_too_late(self) -> bool:
        return is_too_late_to_cancel(self.registration)

    @property
    def online_link(self) -> str:
        return link_for(self.registration)

    @property
    def calendar_path(self) -> str:
        is_remote, alarm = is_online(self.registration), self.registration.alarm
        return file_path(self.slug, is_online=is_remote, alarm=alarm) if self.slug else ""

    @property
    def has_moved(self) -> bool:
        """Since they signed up: who came later saw the new date."""
        event = self.event
        return event.status == Status.MOVED and self.registration.created < event.stamped

    @property
    def notice(self) -> tuple[str, str]:
        """What the organiser says of a change, and in which language."""
        return self.event.notice_for(get_language() or "nl")


@dataclass(frozen=True)
class Sections:
    """Where somebody is expected and where they wait, soonest first; what is off; what was."""

    coming: list[Entry]
    waiting: list[Entry]
    cancelled: list[Entry]
    past: list[Entry]


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def my_agenda(request: HttpRequest) -> HttpResponse:
    """The agenda of the account; without one, how to get there. POST mails the link."""
    if request.method == "POST":
        return mail_link(request)
    if not request.user.is_authenticated:
        context = {"form": AgendaLinkForm(label_suffix=""), "is_sent": "sent" in request.GET}
        return render(request, "events/my_agenda_door.html", context)
    name = request.user.get_full_name()
    return show(request, registrations_of(request.user), groups_of(request.user), name)


@personal
@require_safe
def my_agenda_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The agenda of an address: whoever has the link got it by mail there."""
    registration = links.read("my-agenda", token)
    mine = Registration.objects.filter(email=registration.email)
    groups = Booking.objects.filter(email=registration.email)
    return show(request, mine, groups, registration.email)


def mail_link(request: HttpRequest) -> HttpResponse:
    """Mail the link to an address that has registrations; the answer never tells whether it has."""
    form = AgendaLinkForm(request.POST, label_suffix="")
    if not form.is_valid():
        return render(request, "events/my_agenda_door.html", {"form": form}, status=422)
    email = form.cleaned_data["email"].lower()
    if take_ticket("my-agenda", email, LINKS_AN_HOUR):
        ask_link(email)
    return redirect(f"{request.path}?sent=1")


def show(request: HttpRequest, mine: Any, groups: Any, name: str) -> HttpResponse:
    sections = sort_entries(read_entries(mine))
    path = "" if sections.coming else agenda_path()
    context = {"name": name, "sections": sections, "agenda_path": path}
    context["has_desk"] = lambda: has_it_anywhere(request.user, "see")
    context["groups"] = group_entries(groups)
    led = Registration.objects.filter(booking__in=groups.values("pk"), claimed=None)
    context["certificates"] = [as_download(each) for each in certificates_of(mine, led)]
    return render(request, "events/my_agenda.html", context)


def agenda_path() -> str:
    """Where the list of all events is for this reader; empty while it is not published."""
    card = Card.objects.in_language(get_language()).filter(page__content_type__model=INDEX)
    return card.values_list("path", flat=True).first() or ""


def read_entries(mine: Any) -> list[Entry]:
    """All that is not cancelled, by date: two queries, however many there are.

    An offer that was not answered is shown as long as nothing new was asked for.
    """
    shown = mine.filter(state__in=(*Registration.ACTIVE, State.LAPSED)).with_number()
    rows = shown.select_related("event__place__municipality", "event__type", "event__series")
    rows = list(rows.order_by("event__start", "position"))
    active = {row.event_id for row in rows if row.is_active}
    rows = [row for row in rows if row.is_active or row.event_id not in active]
    keys = [row.event.key for row in rows]
    cards = Card.objects.filter(key__in=keys, lang=get_language())
    by_key = {card.key: card for card in cards}
    named = [EventRow(row.event, by_key[row.event.key]) for row in rows if row.event.key in by_key]
    titles = {row.event.key: row.title for row in with_numbers(named)}
    return [Entry(row, by_key.get(row.event.key), titles.get(row.event.key, "")) for row in rows]


def sort_entries(entries: list[Entry]) -> Sections:
    """By where somebody stands; of what is over only where they were, latest first."""
    now = timezone.now()
    ahead = [entry for entry in entries if entry.event.end > now]
    on = [entry for entry in ahead if not entry.event.is_cancelled]
    held = [entry for entry in entries if entry not in ahead and not entry.event.is_cancelled]
    return Sections(
        coming=[entry for entry in on if is_confirmed(entry)],
        waiting=[entry for entry in on if not is_confirmed(entry)],
        cancelled=[entry for entry in ahead if entry.event.is_cancelled],
        past=[entry for entry in reversed(held) if is_confirmed(entry)],
    )


def is_confirmed(entry: Entry) -> bool:
    return entry.registration.state == State.CONFIRMED
