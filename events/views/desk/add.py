"""Wagtail's admin: put somebody on the list."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages

from events.applicant import Applicant
from events.by_hand import add_by_hand, on_the_list
from events.desk.forms import AddForm
from events.models import Registration
from events.places import BusyError
from events.question_fields import name_of
from events.questions import ChoiceFullError
from events.views.desk.page import DeskPage

#: Within this the same name is the same press.
MOMENT = timedelta(minutes=1)


class AddPage(DeskPage):
    """For who may see the list; beyond what fits only for who manages the event."""

    page_title = gettext_lazy("Add somebody")
    template_name = "events/admin/desk_form.html"
    header_icon = "plus"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.ask(form, status=422)
        try:
            self.add(form)
        except BusyError:
            self.say_busy()
            return self.ask(form, status=503)
        except ChoiceFullError as error:
            form.add_error(name_of(error.question), _("This answer is full. Choose another."))
            return self.ask(form, status=422)
        return redirect(self.home)

    def form(self, data: Any = None) -> AddForm:
        initial = {"language": get_language() or "nl"}
        return AddForm(data, event=self.event, may_exceed=self.may_manage, initial=initial)

    def add(self, form: AddForm) -> None:
        applicant = form.applicant()
        if known := on_the_list(self.event, applicant) or self.pressed_twice(applicant):
            self.tell(known, _("%(name)s is on the list already: %(state)s."))
            return
        note, is_over = form.cleaned_data["note"], form.cleaned_data.get("is_over", False)
        row = add_by_hand(self.event.pk, applicant, self.request.user, note, is_over)
        self.tell(row, _("%(name)s is on the list: %(state)s."))

    def pressed_twice(self, applicant: Applicant) -> Registration | None:
        """Who has no address is known by name, for as long as a second press may take."""
        recent = self.event.registrations.active().filter(email=applicant.email, booking=None)
        name = {"person__given": applicant.given, "person__family": applicant.family}
        return recent.filter(**name, created__gte=timezone.now() - MOMENT).first()

    def tell(self, row: Registration, text: str) -> None:
        words = {"name": row.person.full_name, "state": row.get_state_display()}
        messages.success(self.request, text % words)

    def ask(self, form: AddForm, status: int = 200) -> HttpResponse:
        return self.show(status, form=form, submit=_("Put on the list"))
