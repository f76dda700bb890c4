"""What a page of the door sends: a scan, or somebody who comes without a place."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brink.pages.forms import BrinkForm
from brink.people.names import OneLineField
from events.applicant import Applicant
from events.door.check_in import Scan
from events.forms import NameField
from events.models import CheckIn, Event

How = CheckIn.How
#: In milliseconds; what a phone kept longer was done so long ago.
A_WEEK = 7 * 24 * 3600 * 1000


class ScanForm(forms.Form):
    """A scan as a phone sends it, also hours later; and as a button of the page does."""

    code = forms.CharField(max_length=40, error_messages={"required": _("Type the code first.")})
    how = forms.ChoiceField(choices=[(how, how) for how in (How.SCAN, How.CODE, How.NAME)])
    uid = forms.UUIDField()
    is_undo = forms.BooleanField(required=False)
    #: in milliseconds, by the clock of the phone; of its hour we believe nothing
    age = forms.IntegerField(required=False)

    def scan(self, by: Any) -> Scan:
        typed = self.cleaned_data
        age = timedelta(milliseconds=min(max(typed["age"] or 0, 0), A_WEEK))
        return Scan(
            code=typed["code"],
            how=typed["how"],
            by=by,
            uid=typed["uid"],
            done=timezone.now() - age,
            is_undo=typed["is_undo"],
        )


class WalkInForm(BrinkForm, forms.Form):
    """Somebody at the door: a name, and an address if they want our mail."""

    given = NameField(
        label=_("First name"),
        max_length=80,
        error_messages={"required": _("Enter the first name.")},
    )
    infix = NameField(label=_("Infix"), max_length=20, required=False)
    family = NameField(
        label=_("Last name"),
        max_length=80,
        error_messages={"required": _("Enter the last name.")},
    )
    organisation = OneLineField(label=_("Firm or school"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("For the certificate and what there is to read afterwards. Optional."),
    )
    seat = forms.ChoiceField(label=_("Where do they take part?"), widget=forms.RadioSelect)
    uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["seat"].choices = [(seat, seat.label) for seat in event.seats]  # type: ignore[attr-defined]
        self.fields["seat"].initial = event.seats[0]
        if len(event.seats) == 1:
            del self.fields["seat"]

    def applicant(self) -> Applicant:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "uid"}
        typed["email"] = typed["email"].lower()
        return Applicant(**typed, language=get_language() or "nl", is_verified=False)

    def scan(self, by: Any) -> Scan:
        return Scan("", How.WALK_IN, by, uid=self.cleaned_data["uid"])
