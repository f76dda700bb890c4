"""What the mails about an account say. Text and HTML are made from the same words."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Letter:
    """`link` is the variable of allauth's context that holds the address of the button.

    A notice tells of a change; it says when and from where, and what to do if it was not you.
    """

    subject: Words
    text: Words
    button: Words = ""
    link: str = ""
    more: Words = ""
    is_notice: bool = False


NOT_YOU = _("Was this not you? Then do nothing: without the link nothing happens.")
CONFIRM = Letter(
    subject=_("Confirm your e-mail address"),
    text=_(
        "Is this your address? Confirm it, and your account is ready. "
        "The link works for three days."
    ),
    button=_("Confirm my address"),
    link="activate_url",
    more=NOT_YOU,
)
EXISTS = Letter(
    subject=_("You already have an account"),
    text=_(
        "Somebody, probably you, wanted to make an account with this address. "
        "There already is one. Did you forget the password? Then choose a new one."
    ),
    button=_("Choose a new password"),
    link="password_reset_url",
    more=NOT_YOU,
)
RESET = Letter(
    subject=_("Choose a new password"),
    text=_("You asked for a new password. With this link you choose one yourself. It works once."),
    button=_("Choose a new password"),
    link="password_reset_url",
    more=NOT_YOU,
)


def notice(subject: Words, text: Words) -> Letter:
    return Letter(subject, text, is_notice=True)


# By the last part of allauth's template name. Occasions that our settings rule out (sign-in by
# code, passkeys, mail to addresses without an account) are not here, and raise a KeyError.
LETTERS = {
    "email_confirmation": CONFIRM,
    "email_confirmation_signup": CONFIRM,
    "account_already_exists": EXISTS,
    "password_reset_key": RESET,
    "password_reset": notice(
        _("Your password is new"), _("The password of your account has been renewed.")
    ),
    "password_changed": notice(
        _("Your password has changed"), _("The password of your account has changed.")
    ),
    "password_set": notice(
        _("Your account has a password"), _("A password has been set for your account.")
    ),
    "email_changed": notice(
        _("Your e-mail address has changed"),
        _("Your account now uses %(to_email)s instead of %(from_email)s."),
    ),
    "email_confirm": notice(
        _("Your e-mail address is confirmed"), _("This address now belongs to your account.")
    ),
    "email_deleted": notice(
        _("An e-mail address has been removed"),
        _("%(deleted_email)s has been removed from your account."),
    ),
    "totp_activated": notice(
        _("Sign-in with a code is on"),
        _("From now on your account asks for a code from your phone as well."),
    ),
    "totp_deactivated": notice(
        _("Sign-in with a code is off"),
        _("Your account no longer asks for a code from your phone."),
    ),
    "recovery_codes_generated": notice(
        _("New recovery codes"),
        _("New recovery codes have been made for your account. The old ones no longer work."),
    ),
}


def compose(occasion: str, context: dict[str, Any]) -> dict[str, Any]:
    """The variables of the templates `emails/account/letter.*`, in the active language."""
    letter = LETTERS[occasion]
    return {
        "heading": str(letter.subject),
        "text": str(letter.text) % context,
        "button": str(letter.button),
        "url": context.get(letter.link, ""),
        "more": str(letter.more),
        "is_notice": letter.is_notice,
        "timestamp": context.get("timestamp"),
        "ip": context.get("ip", ""),
        "to": context["email"],
    }
