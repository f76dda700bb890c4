"""Sign up several people: one form, in which names can be filled in now or later."""

from typing import Any
from uuid import uuid4

from allauth.core.ratelimit import consume
from django import forms
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events.access import BarredError
from events.entry_words import audience, refusal
from events.groups import links as booking_links
from events.groups.booking import GroupRequest, TakenError, UndecidedError, book_group
from events.groups.forms import GroupForm, rows_for
from events.models import Event, Seat
from events.standing import seat_at
from events.views.answers import personal, with_form
from events.views.refusing import REFUSALS, add_error, asker_of, known_refusal, note
from events.views.register import LIMIT, TOO_MANY_HERE
from events.views.registered import to_mailbox
from events.views.subject import Subject, context_of, find_subject
from events.views.visitor import invitation_of, known_of, person_of, remember_name


class Sheet:
    """The form of a group as it was sent, and as many rows for names as were asked for."""

    def __init__(self, request: HttpRequest, event: Event) -> None:
        sent = request.POST if request.method == "POST" else None
        person = person_of(request)
        self.account = person.user.email if person and person.user else ""
        initial = {"uid": uuid4()}
        self.form = GroupForm(sent, event=event, person=person, initial=initial)
        self.is_turned = sent is not None and "rows" in sent
        self.rows = self.read_rows(sent) if sent is not None else rows_for(0)(prefix="guest")

    def read_rows(self, sent: Any) -> forms.BaseFormSet:
        """As many as the number says, once asked for; as many as there were while that is wrong."""
        self.form.is_valid()
        typed = sent.get("guest-TOTAL_FORMS", "")
        there = min(int(typed), self.form.event.group_limit) if typed.isdecimal() else 0
        is_asked = self.is_turned or there
        wanted = self.form.cleaned_data.get("number", there) if is_asked else 0
        data = {**sent.dict(), "guest-TOTAL_FORMS": wanted, "guest-INITIAL_FORMS": 0}
        return rows_for(wanted)(data, prefix="guest", form_kwargs={"own": self.own})

    @property
    def own(self) -> str:
        """The address of the contact, once that is known."""
        return self.form.cleaned_data.get("email", self.account)

    def keep_quiet(self) -> None:
        """Rows were asked for, nothing was sent: only a number that is wrong is told."""
        for name in [name for name in self.form.errors if name != "number"]:
            del self.form.errors[name]
        for row in self.rows.forms:
            row.errors.clear()

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.rows.is_valid()])

    @property
    def errors(self) -> list[dict[str, str]]:
        """All that is not right, of the form and of its rows, each with the way to the field."""
        sheets = [self.form, *self.rows.forms]
        above = [{"href": "", "text": text} for form in sheets for text in form.non_field_errors()]
        return above + [
            {"href": f"#{anchor(field)}", "text": f"{row}{named(field)} {text}"}
            for row, form in zip(self.names, sheets, strict=True)
            for field in form
            for text in field.errors
        ]

    @property
    def names(self) -> list[str]:
        """What each sheet is called in an error: of the rows, whose it is."""
        rows = range(1, len(self.rows.forms) + 1)
        return ["", *(_("Colleague %(n)s") % {"n": n} + ", " for n in rows)]

    def group(self, request: HttpRequest) -> GroupRequest:
        known = {"language": get_language(), "invitation": invitation_of(request)}
        guests = [row.guest() for row in self.rows.forms]
        return self.form.request(guests, **known, **known_of(person_of(request)))


def named(field: BoundField) -> str:
    """What a field asks, before what is not right about it."""
    label = str(field.label)
    return label if label.endswith(("?", ".")) else f"{label}:"


def anchor(field: BoundField) -> str:
    """What a browser can jump to: of several buttons the first."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_group(request: HttpRequest, slug: str) -> HttpResponse:
    subject = find_subject(request, "events:register-group", slug)
    if subject.event.group_limit < 2:
        return redirect("events:register", subject.slug)
    sheet = Sheet(request, subject.event)
    if request.method != "POST":
        return show(request, subject, sheet)
    if sheet.is_turned:
        sheet.keep_quiet()
        return show(request, subject, sheet, status=422 if sheet.form.errors else 200)
    return take(request, subject, sheet)


def take(request: HttpRequest, subject: Subject, sheet: Sheet) -> HttpResponse:
    if not sheet.is_valid():
        return show(request, subject, sheet, status=422)
    group = sheet.group(request)
    if not (group.contact.is_verified or consume(request, action=LIMIT)):
        sheet.form.add_error(None, TOO_MANY_HERE)
        return show(request, subject, sheet, status=429)
    try:
        booking = book_group(subject.event.pk, group)
    except (*REFUSALS, TakenError, UndecidedError) as error:
        subject.event.refresh_from_db()
        status = note_group(sheet.form, error, request, subject.event)
        return show(request, subject, sheet, status=status)
    if group.contact.is_verified:
        remember_name(group.contact.person, sheet.form)
        return redirect(booking_links.path(booking))
    return to_mailbox(request, subject, booking.registrations.order_by("position")[0])


def note_group(form: GroupForm, error: Exception, request: HttpRequest, event: Event) -> int:
    """Write in the form why it was refused; gives the status of the answer."""
    if isinstance(error, TakenError):
        form.add_error("comes", _("You have a place or wait for one already. Untick this."))
        return 409
    if isinstance(error, UndecidedError):
        form.add_error(
            "may_split", undecided(event, seat_at(event, form.cleaned_data.get("seat", "")))
        )
        return 422
    if isinstance(error, BarredError):
        found = refusal(error.barrier, event, asker_of(request, form.cleaned_data["number"]))
        add_error(form, found.field or "number", found.text)
        return found.status
    return note(form, error, request, event)


def undecided(event: Event, seat: Seat) -> str:
    free = 0 if event.waiting_of(seat) else event.free_of(seat) or 0
    text = ngettext(
        "Only %(n)s place is left. Choose what you want then.",
        "Only %(n)s places are left. Choose what you want then.",
        free,
    )
    if event.free_of(seat) and not free:
        return _("Others wait before you. Choose what you want then.")
    return text % {"n": free} if free else _("All places are taken. Choose what you want then.")


def show(request: HttpRequest, subject: Subject, sheet: Sheet, status: int = 200) -> HttpResponse:
    context = {
        **context_of(subject),
        "form": sheet.form,
        "rows": sheet.rows,
        "errors": sheet.errors,
        "audience": audience(subject.event),
        "refusal": known_refusal(request, subject.event),
    }
    return with_form(request, "events/register_group.html", context, status)
