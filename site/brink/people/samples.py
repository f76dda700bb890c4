"""A sample of each mail about an account, for the admin (`brink.mail.occasions`)."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from brink.mail.occasions import add_sample
from brink.mail.outgoing import Mail
from brink.people.letters import LETTERS, compose

AT = datetime(2026, 11, 25, 14, 30, tzinfo=ZoneInfo(settings.TIME_ZONE))


def letter_about(occasion: str, lang: str) -> Mail:
    with translation.override(lang):
        link = settings.BASE_URL + reverse("account_confirm_email", args=["Mg:1sample"])
        context = {
            "email": "jikke@voorbeeld.example",
            "activate_url": link,
            "password_reset_url": link,
            "from_email": "jikke@oud.example",
            "to_email": "jikke@voorbeeld.example",
            "deleted_email": "jikke@oud.example",
            "timestamp": AT,
            "ip": "203.0.113.7",
        }
        words = compose(occasion, context)
    return Mail(f"sample:{occasion}", "account/letter", context["email"], lang, words)


for name, letter in LETTERS.items():
    add_sample(f"account/letter/{name}", partial(letter_about, name), label=letter.subject)
