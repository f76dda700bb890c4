"""What we ask of a contact who signs up a group, and of a colleague who claims a place in it."""

from collections.abc import Collection
from copy import deepcopy
from typing import Any
from uuid import uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brink.pages.forms import BrinkForm
from events.forms import NameField, RegistrationForm
from events.groups.booking import GroupRequest, Guest
from events.models import Event
from events.offers import has_last_hours

ADDRESS = {"invalid": _("Enter a full e-mail address, such as name@firm.example.")}
TOGETHER, SHARED = "together", "shared"
SPLIT = [
    (TOGETHER, _("Everybody comes, or everybody waits")),
    (SHARED, _("As many as fit come, the rest waits")),
]


class GuestForm(BrinkForm, forms.Form):
    """One colleague; all of it may stay empty."""

    given = NameField(label=_("First name"), max_length=80, required=False)
    infix = NameField(
        label=_("Infix"), max_length=20, required=False, help_text=_("Optional, such as van der.")
    )
    family = NameField(label=_("Last name"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("Then we ask by mail whether they want the place. Optional."),
        error_messages=ADDRESS,
    )

    def __init__(
        self, *args: Any, own: str = "", taken: Collection[str] = (), **kwargs: Any
    ) -> None:
        """`own`: the contact's address; `taken`: those that stand at other places of the group."""
        super().__init__(*args, **kwargs)
        self.own, self.taken = own.lower(), taken

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if email and email == self.own:
            raise ValidationError(_("This is your own address. Enter that of your colleague."))
        if email in self.taken:
            raise ValidationError(_("This address stands at another place of your group."))
        return email

    def guest(self) -> Guest:
        return Guest(**{name: self.cleaned_data.get(name, "") for name in GuestForm.base_fields})


class AddForm(GuestForm):
    """One more; `seen` is how many places there were, so that a double click adds one."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class GuestFormSet(forms.BaseFormSet):
    """As many rows as there are colleagues; no address twice."""

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            email = form.cleaned_data.get("email") if form.is_valid() else ""
            if email and email in seen:
                form.add_error("email", _("This address stands here twice."))
            seen.add(email or "")


def rows_for(number: int) -> type[forms.BaseFormSet]:
    most = max(number, 1)
    return forms.formset_factory(
        GuestForm, GuestFormSet, extra=number, max_num=most, absolute_max=most
    )


class WishForm(BrinkForm, forms.Form):
    """What may be offered to a group that waits."""

    may_split = forms.ChoiceField(
        label=_("And when there are too few places?"), choices=SPLIT, widget=forms.RadioSelect
    )
    is_flexible = deepcopy(RegistrationForm.base_fields["is_flexible"])

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_last_hours(event):
            del self.fields["is_flexible"]

    def wishes(self) -> dict[str, Any]:
        """What was not asked stays as it is: None."""
        data = self.cleaned_data
        return {
            "may_split": data["may_split"] == SHARED,
            "is_flexible": data.get("is_flexible"),
        }


class GroupForm(RegistrationForm):
    """A contact tells what everybody tells; of the questions each answers their own later."""

    role = alarm = diet = diet_consent = access = access_consent = None  # type: ignore[assignment]
    comes = forms.BooleanField(label=_("I come too"), required=False, initial=True)
    number = forms.IntegerField(
        label=_("How many colleagues do you sign up?"),
        min_value=1,
        error_messages={"required": _("Enter a number."), "invalid": _("Enter a number.")},
    )
    may_split = forms.ChoiceField(
        label=_("And when there are too few places?"),
        choices=SPLIT,
        widget=forms.RadioSelect,
        required=False,
    )
    uid = forms.UUIDField(widget=forms.HiddenInput)
    WHO = ("given", "infix", "family", "email", "organisation", "seat", "comes", "number")
    MORE = ("may_split", "is_flexible")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        self.event = event
        if has_last_hours(event):  # a group may not fit also where places are left
            self.fields["is_flexible"] = deepcopy(self.base_fields["is_flexible"])
        self.fields["number"].help_text = most_words(event)
        self.fields["may_split"].help_text = left_words(event)
        self.order_fields([*self.WHO, *self.MORE])

    def ask_questions(self, mine: Any) -> None:
        """Of each who claims a place, not of the contact for all."""
        self.has_questions, self.questions = bool(self.questions), []

    def ask_needs(self, event: Event) -> None:
        """Nor these: nobody consents for another."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        number = (data.get("number") or 0) + bool(data.get("comes"))
        if "number" not in self.errors and number > self.event.group_limit:
            self.add_error("number", most_words(self.event))
        if "number" not in self.errors and number < 2:
            self.add_error("number", _("For one person the other form is enough."))
        return data

    def request(self, guests: list[Guest], **known: Any) -> GroupRequest:
        """The same form for the same address is one booking; another address is another one."""
        data, contact = self.cleaned_data, self.applicant(**known)
        some = [Guest()] * (data["number"] - len(guests))
        return GroupRequest(
            contact=contact,
            guests=[*guests, *some],
            comes=data["comes"],
            may_split=data["may_split"] == SHARED if data["may_split"] else None,
            uid=uuid5(data["uid"], f"{self.event.pk}:{contact.email}"),
        )


def most_words(event: Event) -> str:
    text = ngettext(
        "At most %(n)s person in one go, yourself among them.",
        "At most %(n)s people in one go, yourself among them.",
        event.group_limit,
    )
    return text % {"n": event.group_limit}


def left_words(event: Event) -> str:
    """What is left now, so that one knows whether it matters."""
    if event.is_hybrid:  # said at each kind
        return ""
    if event.free is None:
        return str(_("There is room for everybody now."))
    if event.waiting:
        return str(_("No place is free now: there is a waiting list."))
    text = ngettext("%(n)s place is left now.", "%(n)s places are left now.", event.free)
    return text % {"n": event.free}


class ClaimForm(RegistrationForm):
    """Who claims a place: the link proves the address, the contact settled the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "organisation", "seat", "is_flexible"):
            self.fields.pop(name, None)


class AddressForm(BrinkForm, forms.Form):
    """Who follows a link that was passed on says where we can mail them."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We mail you a link to go on."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Enter your e-mail address."), **ADDRESS},
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()
