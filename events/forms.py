"""What we ask of somebody who wants to come, and how their words are cleaned."""

import re
from dataclasses import fields
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from brink.pages.forms import BrinkForm
from brink.people.models import Person
from brink.people.names import OneLineField
from events.applicant import Applicant
from events.asked_form import AskedForm
from events.models import Event, Registration
from events.personal_feed_form import ALARMS
from events.question_fields import name_of
from events.seat_field import ask_seat, asks_last_hours

#: What makes a mail program turn a name into a link: `/` is in every scheme and path.
WEB = re.compile(r"/|www\.", re.IGNORECASE)


class NameField(OneLineField):
    """A part of a name. Mails greet by it, so an address on the web is none."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if WEB.search(value):
            raise ValidationError(_("Enter a name, without a web address or /."), code="web")


class RegistrationForm(AskedForm):
    """A guest tells everything; an account only what we do not know yet."""

    seat = forms.ChoiceField(
        label=_("How do you take part?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you come or take part online.")},
    )
    given = NameField(label=_("First name"), max_length=80)
    infix = NameField(
        label=_("Infix"), max_length=20, required=False, help_text=_("Optional, such as van der.")
    )
    family = NameField(label=_("Last name"), max_length=80)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We mail you a link to confirm."),
        error_messages={
            "invalid": _("Enter a full e-mail address, such as name@firm.example."),
        },
    )
    organisation = OneLineField(
        label=_("Firm or school"), max_length=120, required=False, help_text=_("Optional.")
    )
    role = forms.ChoiceField(
        label=_("What are you?"),
        choices=Registration.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what suits best.")},
    )
    alarm = forms.TypedChoiceField(
        label=_("Remind me in my calendar"),
        choices=[("", _("No")), *((minutes, ALARMS[minutes]) for minutes in (15, 60, 1440))],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Then your calendar reminds you."),
    )
    is_flexible = forms.BooleanField(
        label=_("Also offer me a place in the last 12 hours before the start"),
        required=False,
        help_text=_("Only of use on the waiting list. Then you hear of it very late."),
    )
    #: in this order, with the organiser's questions behind the role
    WHO: tuple[str, ...] = ("seat", "given", "infix", "family", "email", "organisation", "role")
    MORE: tuple[str, ...] = (
        "diet",
        "diet_consent",
        "access",
        "access_consent",
        "is_flexible",
        "alarm",
    )
    COMPLETES = {
        "given": "given-name",
        "infix": "additional-name",
        "family": "family-name",
        "email": "email",
        "organisation": "organization",
    }
    MISSING = {
        "given": _("Enter your first name."),
        "family": _("Enter your last name."),
        "email": _("Enter your e-mail address."),
        "organisation": _("Enter your firm or school."),
    }

    def __init__(
        self, *args: Any, event: Event, person: Person | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, event=event, **kwargs)
        ask_seat(self, event)
        if not asks_last_hours(event):
            del self.fields["is_flexible"]
        if person:
            self.ask_less(person)
        if event.organisation_limit is not None:
            self.ask_organisation()
        self.word_fields()
        self.order_fields([*self.WHO, *map(name_of, self.questions), *self.MORE])

    def ask_less(self, person: Person) -> None:
        del self.fields["email"]
        if person.given or person.family:
            for name in ("given", "infix", "family"):
                del self.fields[name]

    def ask_organisation(self) -> None:
        """Where so many of one organisation can come, it must be known."""
        field = self.fields["organisation"]
        field.required, field.help_text = True, _("Of one firm or school not everybody can come.")

    def word_fields(self) -> None:
        """What browsers may fill in, and what is said of what is missing."""
        for name in self.COMPLETES.keys() & self.fields.keys():
            self.fields[name].widget.attrs["autocomplete"] = self.COMPLETES[name]
        for name in self.MISSING.keys() & self.fields.keys():
            self.fields[name].error_messages["required"] = self.MISSING[name]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def applicant(self, **known: Any) -> Applicant:
        """What was typed, completed with what is `known` of the account."""
        names = {each.name for each in fields(Applicant)}
        typed = {name: value for name, value in self.cleaned_data.items() if name in names}
        return Applicant(**{**typed, "answers": self.answers, **known})


class AgendaLinkForm(BrinkForm, forms.Form):
    """Where we mail the link to somebody's own agenda."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The address with which you signed up."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter a full e-mail address, such as name@firm.example."),
        },
    )
