"""allauth's forms in the manner of the house: labels instead of placeholders, help in one line."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("At least 8 characters. A short sentence of your own works well.")
ADDRESS = _("Fill in a full e-mail address, such as name@firm.example.")

LABELS = {
    "oldpassword": _("Your present password"),
    "password1": _("New password"),
    "password2": _("The same password once more"),
    "remember": _("Stay signed in on this device"),
}


class PlainMixin(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name in self.fields.keys() & {"email", "login"}:
            self.fields[name].label = _("E-mail address")
            self.fields[name].error_messages.update(required=ADDRESS, invalid=ADDRESS)
            self.fields[name].validators = [EmailValidator(ADDRESS)]
        for name in self.fields.keys() & {"password", "password1", "oldpassword"}:
            self.fields[name].error_messages["required"] = _("Fill in your password.")
        for name in self.fields.keys() & LABELS.keys():
            self.fields[name].label = LABELS[name]
        if "password1" in self.fields:
            self.fields["password1"].help_text = PASSWORD_HELP


class LoginForm(PlainMixin, allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the way to a new password stands by the button


class SignupForm(PlainMixin, allauth_forms.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")


class AddEmailForm(PlainMixin, allauth_forms.AddEmailForm):
    pass


class ChangePasswordForm(PlainMixin, allauth_forms.ChangePasswordForm):
    pass


class SetPasswordForm(PlainMixin, allauth_forms.SetPasswordForm):
    pass


class ResetPasswordForm(PlainMixin, allauth_forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(PlainMixin, allauth_forms.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(PlainMixin, allauth_forms.ReauthenticateForm):
    pass
