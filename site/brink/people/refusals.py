"""What the doors of an account answer when something is not right, in the words of the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

#: In place of the errors of allauth's account forms, by its names.
REFUSALS = {
    "account_inactive": _("This account is switched off."),
    "cannot_remove_primary_email": _("This is your main address. Choose another one first."),
    "duplicate_email": _("This address belongs to your account already."),
    "email_password_mismatch": _("This address and this password do not go together."),
    "email_taken": _("There is an account with this address already."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("This code is not right. Look whether the app shows a new one."),
    "incorrect_password": _("This password is not right."),
    "invalid_or_expired_key": _("This link no longer works."),
    "invalid_login": _("You cannot sign in this way."),
    "invalid_password_reset": _("This link no longer works."),
    "max_email_addresses": _("You cannot add more than %d addresses."),
    "too_many_login_attempts": _("This was tried too often. Try again in five minutes."),
    "unknown_email": _("We do not know this address."),
    "unverified_primary_email": _("Confirm this address first: look in your mail."),
    "select_only_one": _("Choose one."),
    "same_as_current": _("This is what it was. Fill in something new."),
    "rate_limited": _("This was tried too often. Wait a while."),
}

#: Words of allauth that no setting replaces; they are plain English, and here for their Dutch.
THEIRS = (
    gettext_noop("Code"),
    gettext_noop("Incorrect code."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("You cannot deactivate two-factor authentication."),
    gettext_noop(
        "You cannot add an email address to an account protected by two-factor authentication."
    ),
    gettext_noop(
        "You cannot generate recovery codes without having two-factor authentication enabled."
    ),
    gettext_noop(
        "You cannot activate two-factor authentication until you have verified your email address."
    ),
)
