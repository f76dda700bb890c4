"""Wagtail's admin: write to people of an event, look at it in both languages, send it once."""

from typing import Any
from uuid import uuid4

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from events.desk.forms import MailForm
from events.desk.mailing import is_proven, is_reached, preview, readers, send
from events.desk.selected import NotYoursError, problem_of, select
from events.models import Mailing, Registration
from events.places import BusyError
from events.rights import Right
from events.views.desk.page import DeskPage

WHOM = {
    "confirmed": Q(state="confirmed"),
    "waiting": Q(state="waiting"),
    "pending": Q(state="pending"),
    "present": Q(checked_in__isnull=False),
}


class MailPage(DeskPage):
    """GET asks for the words. POST shows the mail, and sends it once that is confirmed."""

    page_title = gettext_lazy("Mail people")
    template_name = "events/admin/mail.html"
    header_icon = "mail"
    right: Right = "manage"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        initial = {"press": uuid4(), "to": request.GET.get("state", "confirmed")}
        return self.ask(MailForm(initial=initial, is_chosen=bool(self.chosen)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = MailForm(request.POST, is_chosen=bool(self.chosen))
        is_right = form.is_valid()
        if "again" in request.POST or not is_right:
            return self.ask(form, status=200 if is_right else 422)
        rows = self.rows(form)
        if not readers(rows):
            messages.warning(request, _("Nobody of them has an address."))
            return self.ask(form, status=422)
        return self.send(form, rows) if "confirmed" in request.POST else self.look(form, rows)

    @cached_property
    def sent(self) -> QueryDict:
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @cached_property
    def chosen(self) -> list[Registration]:
        """Those selected in the list; all of this event, or nothing is done."""
        rows = select(self.request.user, "manage", self.sent.getlist("id"))
        if any(row.event_id != self.event.pk for row in rows):
            raise NotYoursError
        return rows

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotYoursError as error:
            messages.error(request, problem_of(error))
            return redirect("registrations:index")

    def rows(self, form: MailForm) -> list[Registration]:
        if self.chosen:
            return self.chosen
        people = self.event.registrations.filter(WHOM[form.cleaned_data["to"]])
        return list(people.select_related("event", "person", "booking").order_by("position"))

    def ask(self, form: MailForm, status: int = 200) -> HttpResponse:
        return self.show(status, form=form, chosen=self.chosen)

    def look(self, form: MailForm, rows: list[Registration]) -> HttpResponse:
        self.template_name = "events/admin/mail_confirm.html"
        mailing, (first, _to_contact) = form.save(commit=False), readers(rows)[0]
        proven = [row for row in rows if is_proven(row)]
        return self.show(
            form=form,
            chosen=self.chosen,
            previews=[(lang, preview(mailing, first, lang)) for lang in ("nl", "en")],
            number=len(readers(rows)),
            rows=[row for row in proven if is_reached(row)],
            without=[row.person.full_name for row in proven if not is_reached(row)],
            left_out=len(rows) - len(proven),
        )

    def send(self, form: MailForm, rows: list[Registration]) -> HttpResponse:
        number, press = len(readers(rows)), form.cleaned_data["press"].hex
        try:
            mailing = send(self.event, form.save(commit=False), rows, self.request.user, press)
        except BusyError:
            self.say_busy()
            return self.ask(form, status=503)
        if mailing is None:
            messages.warning(self.request, _("This mail was sent already."))
        else:
            text = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", number)
            messages.success(self.request, text % {"n": number})
        return redirect("registrations:mailings", self.event.pk)


class MailingsPage(DeskPage):
    """What was sent, when, by whom, and to how many."""

    page_title = gettext_lazy("Mails that were sent")
    template_name = "events/admin/mailings.html"
    header_icon = "mail"
    right: Right = "manage"
    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = Mailing.objects.filter(event=self.event).select_related("by__person")
        rows = found.annotate(number=Count("registrations")).order_by("-sent", "-pk")
        write = reverse("registrations:mail", args=[self.event.pk])
        return self.show(rows=rows, write=write)
