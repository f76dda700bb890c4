"""What we ask of who wants mail about a search."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.pages.forms import BrinkForm
from brink.people.entrance import ADDRESS
from search.saved.model import Frequency
from search.saved.wish import LONGEST, Wish, read_wish


class SaveForm(BrinkForm, forms.Form):
    """`search` is the query string of the page it was asked on; an account has its address."""

    search = forms.CharField(
        required=False, strip=False, max_length=10 * LONGEST, widget=forms.HiddenInput
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("First we mail you a link, to see that the address is yours."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": ADDRESS, "invalid": ADDRESS},
    )
    frequency = forms.ChoiceField(
        label=_("How often do you want mail?"),
        choices=Frequency.choices,
        initial=Frequency.WEEKLY,
        help_text=_("Only when there is something new, at seven in the morning."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often.")},
    )

    def __init__(self, *args: Any, lang: str, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.lang = lang
        if has_account:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if len(self.wish.query) > LONGEST:
            self.add_error(None, _("This search is too long to save. Use fewer words or choices."))
        return data

    @property
    def wish(self) -> Wish:
        """The search that it is about, also while the form is empty or wrong."""
        return read_wish(self["search"].value() or "", self.lang)


class ChangeForm(forms.Form):
    """The buttons of the list: another frequency, or no more mail about it."""

    search = forms.UUIDField()
    frequency = forms.ChoiceField(choices=Frequency.choices, required=False)
    stop = forms.BooleanField(required=False)
