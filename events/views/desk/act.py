"""Wagtail's admin: do something to the registrations that were selected in the list.

GET says what would happen, and to whom; only the POST of that page does it.
"""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.desk.bulk import ACTIONS, Action, Report, not_now, perform, stamp
from events.desk.selected import NotYoursError, problem_of, select
from events.models import Registration

MAIL = "mail"


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: it is kept with the registration.")},
    )


class ActPage(WagtailAdminTemplateMixin, View):
    template_name = "events/admin/act.html"
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sent = request.POST if request.method == "POST" else request.GET
        self.stamps, self.filters, self.rows = sent.getlist("id"), sent.get("list", ""), []
        try:
            if sent.get("action") == MAIL:
                return self.lead_to_mail()
            self.action = find_action(sent.get("action", ""))
            self.rows = select(request.user, self.action.right, numbers_of(self.stamps))
        except NotYoursError as error:
            messages.error(request, problem_of(error))
            return redirect(self.back)
        if not self.rows:
            return self.nobody()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask(NoteForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = NoteForm(request.POST)
        if self.action.needs_note and not form.is_valid():
            return self.ask(form, status=422)
        note = form.cleaned_data["note"] if self.action.needs_note else ""
        seen = frozenset(self.stamps)
        tell(request, self.action, perform(self.action, self.rows, request.user, note, seen))
        return redirect(self.back)

    def ask(self, form: NoteForm, status: int = 200) -> HttpResponse:
        ready = [row for row in self.rows if self.action.applies(row)]
        context = {
            "action": self.action,
            "form": form if self.action.needs_note else None,
            "ready": [(row, stamp(row), self.action.tells(row)) for row in ready],
            "others": [(row, not_now(row)) for row in self.rows if row not in ready],
            "told": sum(self.action.tells(row) for row in ready),
            "back": self.back,
            "filters": self.filters,
        }
        return self.render_to_response({**self.get_context_data(), **context}, status=status)

    @cached_property
    def back(self) -> str:
        """The list as it was left; else that of the event, if it is one."""
        return list_as_left(self.filters) if self.filters else list_of(self.rows)

    def nobody(self) -> HttpResponse:
        messages.warning(self.request, _("You selected nobody."))
        return redirect(self.back)

    def lead_to_mail(self) -> HttpResponse:
        """A mail is about one event; who may write it, is asked there."""
        rows = select(self.request.user, "manage", numbers_of(self.stamps))
        events = {row.event_id for row in rows}
        if len(events) == 1:
            query = {"id": [row.pk for row in rows]}
            return redirect(reverse("registrations:mail", args=list(events), query=query))
        if events:
            messages.warning(self.request, _("Select people of one event to mail them."))
            return redirect(self.back)
        return self.nobody()

    def get_page_title(self) -> str:
        return str(self.action.label)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        listed = {"url": self.back, "label": _("Registrations")}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.get_page_title()}]


def find_action(code: str) -> Action:
    if code not in ACTIONS:
        raise Http404
    return ACTIONS[code]


def numbers_of(stamps: list[str]) -> list[str]:
    return [each.partition(":")[0] for each in stamps]


def list_as_left(filters: str) -> str:
    """Without the mark by which Wagtail asks for the results alone."""
    query = QueryDict(filters, mutable=True)
    query.pop("_w_filter_fragment", None)
    return reverse("registrations:index", query=query)


def list_of(rows: list[Registration]) -> str:
    events = {row.event_id for row in rows}
    query = {"event": events.pop()} if len(events) == 1 else None
    return reverse("registrations:index", query=query)


def tell(request: HttpRequest, action: Action, report: Report) -> None:
    """How many it worked out for, and for whom it did not, by name and with the reason."""
    if done := len(report.done):
        text = ngettext("%(what)s: done for one person.", "%(what)s: done for %(n)s people.", done)
        messages.success(request, text % {"what": action.label, "n": done})
    for row, problem in report.failed:
        words = {"name": row.person.full_name, "problem": problem}
        messages.warning(request, _("Not done for %(name)s: %(problem)s.") % words)
