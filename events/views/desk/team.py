"""Wagtail's admin: who works at an event."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from events.desk.forms import TeamForm
from events.desk.selected import read_key
from events.desk.team import put_in_team, take_from_team
from events.rights import Right
from events.views.desk.page import DeskPage


class TeamPage(DeskPage):
    """POST adds somebody, or gives them another role; with `remove` it takes them out."""

    page_title = gettext_lazy("Team")
    template_name = "events/admin/team.html"
    right: Right = "manage"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask(TeamForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if number := request.POST.get("remove"):
            return self.remove(number)
        form = TeamForm(request.POST)
        if not form.is_valid():
            return self.ask(form, status=422)
        put_in_team(self.event, form.account, form.cleaned_data["role"])
        messages.success(request, _("%(who)s is in the team.") % {"who": form.account.email})
        return self.back()

    def remove(self, number: str) -> HttpResponse:
        """Somebody of this team, not of any; who is out of it already is no error."""
        members = self.event.team.select_related("user")
        member = members.filter(pk=read_key(number) or 0).first()
        if member is not None:
            take_from_team(member)
            words = {"who": member.user.email}
            messages.success(self.request, _("%(who)s is not in the team any more.") % words)
        return self.back()

    def back(self) -> HttpResponse:
        return redirect("registrations:team", self.event.pk)

    def ask(self, form: TeamForm, status: int = 200) -> HttpResponse:
        members = self.event.team.select_related("user__person").order_by("pk")
        return self.show(status, form=form, members=members)
