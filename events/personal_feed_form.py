"""What we ask of somebody who wants a calendar address of their own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.pages.forms import BrinkForm
from brink.people.names import OneLineField

#: Minutes before the start at which a calendar rings.
ALARMS = {
    15: _("15 minutes before"),
    60: _("1 hour before"),
    1440: _("1 day before"),
    10080: _("1 week before"),
}


class PersonalFeedForm(BrinkForm, forms.Form):
    name = OneLineField(
        label=_("Name"),
        max_length=40,
        help_text=_("Where you are going to use it: phone, work."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give it a name, such as phone.")},
    )
    alarm = forms.TypedChoiceField(
        label=_("Should your calendar remind you?"),
        help_text=_("Google pays no heed to this: set a reminder for the calendar there."),
        choices=[("", _("No")), *ALARMS.items()],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    #: by which the same form sent again is known
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
