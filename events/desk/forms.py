"""What an organiser fills in at the desk. Drawn by Wagtail, so no `BrinkForm` of its own."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.people.models import User
from events.desk.invitees import MOST, read_addresses
from events.desk.team import find_account
from events.forms import RegistrationForm
from events.models import Event, Mailing, TeamMember

#: of a mail
LONGEST = 10_000


class AddForm(RegistrationForm):
    """Somebody who is put on the list: the same questions, and little must be answered."""

    is_over = forms.BooleanField(
        label=gettext_lazy("Give a place, also when it is full"),
        required=False,
        help_text=gettext_lazy("There are then more people than places."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of their mail"), choices=settings.LANGUAGES
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For the history. May stay empty."),
    )
    #: what only people say of themselves
    NOT_HERE = ("diet", "diet_consent", "access", "access_consent", "is_flexible", "alarm")

    def __init__(self, *args: Any, event: Event, may_exceed: bool, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        for name in self.NOT_HERE:
            self.fields.pop(name, None)
        if not may_exceed:
            del self.fields["is_over"]
        for name in self.fields.keys() - {"given", "family", "seat", "language"}:
            self.fields[name].required = False
        for name in ("given", "infix", "family", "email", "organisation"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["role"].label = gettext_lazy("Role")
        self.fields["email"].help_text = gettext_lazy(
            "They get a mail. Leave it empty for who has no address."
        )

    def clean(self) -> dict[str, Any]:
        """Diet and access are not asked here."""
        return self.cleaned_data


class TeamForm(forms.Form):
    #: whose address it is, once it is valid
    account: User

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of their account"),
        help_text=gettext_lazy("They must have an account, with this address confirmed."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=TeamMember.Role.choices)

    def clean_email(self) -> str:
        account = find_account(self.cleaned_data["email"])
        if account is None:
            text = _("No account has this address. Ask them to make one and to confirm it.")
            raise forms.ValidationError(text)
        self.account = account
        return self.cleaned_data["email"]


class InviteesForm(forms.Form):
    addresses = forms.CharField(
        label=gettext_lazy("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=100_000,
        help_text=gettext_lazy("Paste as many as you like. Nobody is mailed."),
    )

    def clean_addresses(self) -> list[str]:
        found, wrong = read_addresses(self.cleaned_data["addresses"])
        if wrong:
            text = _("These are no addresses: %(them)s") % {"them": ", ".join(wrong[:10])}
            raise forms.ValidationError(text)
        if not found:
            raise forms.ValidationError(_("There is no address in this."))
        if len(found) > MOST:
            raise forms.ValidationError(_("At most %(n)s at a time.") % {"n": MOST})
        return found


WHOM = [
    ("confirmed", gettext_lazy("Who has a place")),
    ("waiting", gettext_lazy("Who is on the waiting list")),
    ("pending", gettext_lazy("Who waits for your decision")),
    ("present", gettext_lazy("Who was there")),
]


class MailForm(forms.ModelForm):
    """In both languages: each reader gets the one of their own."""

    #: the same for each press of one form: it is sent once
    press = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=gettext_lazy("To whom"), choices=WHOM)

    class Meta:
        model = Mailing
        fields = ("subject_nl", "text_nl", "subject_en", "text_en")
        widgets = {name: forms.Textarea(attrs={"rows": 8}) for name in ("text_nl", "text_en")}

    def __init__(self, *args: Any, is_chosen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_chosen = is_chosen
        if is_chosen:
            del self.fields["to"]
        for lang in ("nl", "en"):
            for name in (f"subject_{lang}", f"text_{lang}"):
                self.fields[name].widget.attrs["lang"] = lang
            self.fields[f"text_{lang}"].validators.append(MaxLengthValidator(LONGEST))

    @property
    def whom(self) -> str:
        """Whom it goes to, in words."""
        if self.is_chosen:
            return _("The people you selected")
        return str(dict(WHOM)[self.cleaned_data["to"]])
