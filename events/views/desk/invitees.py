"""Wagtail's admin: who is invited to an event, by list and by link."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from events.desk.forms import InviteesForm
from events.desk.invitees import invitation_address, invite_all, renew_link
from events.desk.selected import read_key
from events.models import Admits
from events.rights import Right
from events.views.desk.page import DeskPage

#: So many are shown on a page.
AT_ONCE = 100


class InviteesPage(DeskPage):
    """POST adds addresses; with `remove` it takes one off, with `renew` it makes another link."""

    page_title = gettext_lazy("Who is invited")
    template_name = "events/admin/invitees.html"
    header_icon = "mail"
    right: Right = "manage"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask(InviteesForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if number := request.POST.get("remove"):
            return self.remove(number)
        if code := request.POST.get("renew"):
            return self.renew(code)
        form = InviteesForm(request.POST)
        if not form.is_valid():
            return self.ask(form, status=422)
        added = invite_all(self.event, form.cleaned_data["addresses"])
        text = ngettext("%(n)s address was added.", "%(n)s addresses were added.", added)
        messages.success(request, text % {"n": added})
        return self.back()

    def remove(self, number: str) -> HttpResponse:
        self.event.invitees.filter(pk=read_key(number) or 0).delete()
        return self.back()

    def renew(self, code: str) -> HttpResponse:
        if renew_link(self.event, code):
            text = _("There is another link now. The one of before does not work any more.")
            messages.success(self.request, text)
        return self.back()

    def back(self) -> HttpResponse:
        return redirect("registrations:invitees", self.event.pk)

    def page_of_list(self) -> Page:
        """So many at a time; of a page that is not there the nearest."""
        pages = Paginator(self.event.invitees.order_by("email"), AT_ONCE)
        return pages.get_page(self.request.GET.get("p"))

    def ask(self, form: InviteesForm, status: int = 200) -> HttpResponse:
        links = [(lang, invitation_address(self.event, lang)) for lang in ("nl", "en")]
        listed = self.page_of_list()
        return self.show(
            status,
            form=form,
            invitees=listed,
            pages=listed.paginator.get_elided_page_range(listed.number),
            links=[(lang, link) for lang, link in links if link],
            is_used=self.event.admits == Admits.INVITED,
        )
