"""Where allauth meets the house: its mail goes through the outbox, in the person's language."""

import uuid
from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import translate_url
from django.utils import translation

from brink.mail.limits import take, take_ticket
from brink.mail.outgoing import Mail, queue_mail
from brink.people.letters import compose
from brink.people.models import Person
from brink.people.refusals import REFUSALS

#: What anybody can have sent to any address; the rest is about what its owner did.
UNPROVEN = {"email_confirmation", "email_confirmation_signup", "account_already_exists"}
UNPROVEN_AN_HOUR = 5
#: Of the mail to choose a new password, apart from all other: a stranger who asks for what else
#: there is cannot take it from its owner, and one who asks for this has it sent to the owner.
RESET = "password_reset_key"
RESETS_AN_HOUR = 20


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **REFUSALS}

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the letter of this occasion; each call is an occasion of its own.

        Who has had enough of them within the hour gets none; the page says nothing of that, since
        it must not tell whether an address is known.

        One transaction with its cause at the sign-up only (`brink.people.urls`). Elsewhere allauth
        stores the cause before: a crash in between loses a notice that something was changed, or a
        letter that comes when its owner asks again.
        """
        occasion = template_prefix.rpartition("/")[2]
        if not _may_send(occasion, email):
            return
        language = _language_of(email)
        with translation.override(language):
            letter = compose(occasion, {**context, "email": email})
        letter["url"] = _in_language(letter["url"], language)
        queue_mail(
            Mail(
                key=f"mail:account:{occasion}:{uuid.uuid4()}",
                occasion="account/letter",
                to=email,
                language=language,
                context=letter,
            )
        )


def _may_send(occasion: str, email: str) -> bool:
    if occasion == RESET:
        return take("account.reset", email, RESETS_AN_HOUR)
    return occasion not in UNPROVEN or take_ticket("account", email, UNPROVEN_AN_HOUR)


def _language_of(email: str) -> str:
    """The language of the person with this login, else that of the page."""
    by_login = Person.objects.filter(user__emailaddress__email__iexact=email)
    found = by_login.values_list("language", flat=True).first()
    return found or translation.get_language() or "nl"


def _in_language(url: str, language: str) -> str:
    """The address in the reader's language, on our own host whatever the request's Host said."""
    if not url:
        return ""
    return settings.BASE_URL + translate_url(urlsplit(url).path, language)
