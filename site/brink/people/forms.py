from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brink.people.models import Organisation, Person, User
from brink.people.names import OneLineField

NAME_FIELDS = ("given", "infix", "family", "organisation_name", "language")


#: What the form writes of somebody who is there already; the rest may be another's by then.
WRITTEN = (*NAME_FIELDS, "organisation")


class GoneError(Exception):
    """Who it is about was erased, or is somebody else's, since the form was read."""


class PersonForm(forms.ModelForm):
    """Who somebody is, as they say it themselves."""

    class Meta:
        model = Person
        fields = NAME_FIELDS
        field_classes: ClassVar = dict.fromkeys(NAME_FIELDS[:4], OneLineField)
        labels: ClassVar = {"organisation_name": _("Firm or school")}
        help_texts: ClassVar = {
            "infix": _("Such as van der. May stay empty."),
            "organisation_name": _("May stay empty."),
            "language": _("We write to you in this language."),
        }
        error_messages: ClassVar = {
            "given": {"required": _("Fill in your first name.")},
            "family": {"required": _("Fill in your last name.")},
            "language": {"required": _("Choose a language.")},
        }
        widgets: ClassVar = {
            "given": forms.TextInput({"autocomplete": "given-name"}),
            "family": forms.TextInput({"autocomplete": "family-name"}),
            "organisation_name": forms.TextInput({"autocomplete": "organization"}),
            "language": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given"].required = True
        self.fields["family"].required = True

    def clean(self) -> dict[str, Any]:
        """Link a known organisation; a name we do not know stays a name."""
        data = super().clean() or {}
        name = data.get("organisation_name")
        known = Organisation.objects.filter(name__iexact=name).first() if name else None
        self.instance.organisation = known
        return data

    @transaction.atomic
    def save(self, commit: bool = True) -> Person:
        """Raises `GoneError`: a name that was erased is never written back."""
        if not commit or self.instance._state.adding:
            return super().save(commit)
        there = Person.objects.filter(pk=self.instance.pk, erased_at=None, merged_into=None)
        if there.select_for_update(no_key=True).first() is None:
            raise GoneError
        self.instance.save(update_fields=WRITTEN)
        return self.instance


class SignupForm(forms.Form):
    """The part of the sign-up form that is ours; allauth adds the address and the password."""

    field_order = ("email", *NAME_FIELDS, "password1", "password2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(PersonForm().fields)
        self.fields["language"].initial = get_language()

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the login exists: make its person."""
        person = Person(user=user, email=user.email)
        PersonForm(self.cleaned_data, instance=person).save()
