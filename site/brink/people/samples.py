"""A sample of each mail about an account or somebody's data, for the admin."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from brink.mail.occasions import add_sample
from brink.mail.outgoing import Mail
from brink.people.letters import LETTERS, compose
from brink.people.privacy import link

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


def about_data(occasion: str, lang: str) -> Mail:
    email = "jikke@voorbeeld.example"
    with translation.override(lang):
        urls = {
            "url": settings.BASE_URL + reverse("my-data", args=[link.token(email)]),
            "login_url": settings.BASE_URL + reverse("account_login"),
        }
    return Mail(f"sample:{occasion}", f"people/{occasion}", email, lang, urls)


DATA = {
    "my-data": _("The link to your data"),
    "erased": _("Your data are erased"),
    "unused": _("Do you want to keep your account?"),
}
for occasion, label in DATA.items():
    add_sample(f"people/{occasion}", partial(about_data, occasion), label=label)
for name, letter in LETTERS.items():
    add_sample(f"account/letter/{name}", partial(letter_about, name), label=letter.subject)
