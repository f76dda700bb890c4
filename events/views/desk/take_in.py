"""Wagtail's admin: import a list of people, after a look at what would happen."""

import binascii
from base64 import b64decode, b64encode
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from events.desk.list_file import LARGEST, UnreadableError, read
from events.desk.taking_in import (
    AT_ONCE,
    Person,
    Planned,
    foretell,
    progress,
    take_in_each,
    take_in_later,
)
from events.rights import Right
from events.views.desk.page import DeskPage


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("List of people (CSV)"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy(
            "The first line names the columns: first name, last name, e-mail address; and if you "
            "like infix, firm or school, role, language, place. At most 1,000 lines."
        ),
    )


class PressForm(forms.Form):
    """The file as it was looked at, and the press that does it."""

    content = forms.CharField(max_length=2 * LARGEST)
    press = forms.UUIDField()


class TakeInPage(DeskPage):
    """POST with a file tells what would happen; the POST of that page does it."""

    page_title = gettext_lazy("Import a list")
    template_name = "events/admin/import.html"
    header_icon = "upload"
    right: Right = "manage"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask(FileForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.do() if "content" in request.POST else self.look()
        except UnreadableError as error:
            return self.ask(refused(str(error)), status=422)

    def look(self) -> HttpResponse:
        form = FileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.ask(form, status=422)
        content = form.cleaned_data["file"].read(LARGEST + 1)
        plan = foretell(self.event, read(content))
        self.template_name = "events/admin/import_plan.html"
        return self.show(
            plan=plan,
            numbers=Counter(line.outcome.label for line in plan).items(),
            welcome=len(welcome(plan)),
            content=b64encode(content).decode(),
            press=uuid4(),
        )

    def do(self) -> HttpResponse:
        form = PressForm(self.request.POST)
        if not form.is_valid():
            raise UnreadableError(_("This is no CSV file."))
        people = welcome(foretell(self.event, read(unpack(form.cleaned_data["content"]))))
        if len(people) > AT_ONCE:
            press = form.cleaned_data["press"].hex
            take_in_later(self.event, people, self.request.user, press)
            query = {"press": press}
            return redirect(reverse("registrations:import", args=[self.event.pk], query=query))
        added, missed = take_in_each(self.event.pk, people, self.request.user)
        self.tell(added)
        if missed:
            self.tell_missed(missed)
        return redirect(self.home)

    def tell_missed(self, number: int) -> None:
        text = ngettext(
            "It is busy: %(n)s person was not added. Send the list again.",
            "It is busy: %(n)s people were not added. Send the list again.",
            number,
        )
        messages.error(self.request, text % {"n": number})

    def tell(self, number: int) -> None:
        text = ngettext("%(n)s person was added.", "%(n)s people were added.", number)
        messages.success(self.request, text % {"n": number})

    def ask(self, form: FileForm, status: int = 200) -> HttpResponse:
        return self.show(status, form=form, submit=_("Look at it"), parts=self.parts())

    def parts(self) -> tuple[int, int] | None:
        """How far a long list is."""
        try:
            press = UUID(self.request.GET.get("press", "")).hex
        except ValueError:
            return None
        return progress(self.event, press)


def refused(problem: str) -> FileForm:
    """The form with this as its only error, whatever was sent with it."""
    form = FileForm()
    form.errors["file"] = form.error_class([problem], field_id="id_file")
    return form


def welcome(plan: list[Planned]) -> list[Person]:
    return [line.person for line in plan if line.person is not None]


def unpack(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnreadableError(_("This is no CSV file.")) from error
