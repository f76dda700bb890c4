"""Who somebody in the room says they are: by their code, or the address they signed up with."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from brink.pages.forms import BrinkForm
from events.door.codes import read_code
from events.models import Event

NEITHER = _("Enter your code, such as 7K2M-9QXA, or a full e-mail address.")
NOBODY = _("Nobody at this event has this code. Look at it once more.")


class HereForm(BrinkForm, forms.Form):
    who = forms.CharField(
        label=_("Your code or your e-mail address"),
        max_length=254,
        help_text=_("The code stands in the mail that said you have a place."),
        error_messages={"required": NEITHER},
        widget=forms.TextInput(attrs={"autocomplete": "email", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_who(self) -> str:
        """A code of this event without hyphens, or any address in small letters."""
        typed: str = self.cleaned_data["who"].strip()
        if "@" in typed:
            EmailValidator(NEITHER)(typed)
            return typed.lower()
        if not (code := read_code(typed)):
            raise ValidationError(NEITHER, code="neither")
        if not self.event.registrations.filter(code=code).exists():
            raise ValidationError(NOBODY, code="nobody")
        return code
