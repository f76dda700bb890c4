from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.people.entrance import ADDRESS


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The address you signed up with."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": ADDRESS, "invalid": ADDRESS},
    )


class EraseForm(forms.Form):
    """One deliberate step more than a click: there is no way back."""

    is_sure = forms.BooleanField(
        label=_("Yes, erase all of it. I know that this cannot be undone."),
        error_messages={"required": _("Tick this if you are sure.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
