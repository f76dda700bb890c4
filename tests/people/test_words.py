"""Every page and answer of an account speaks in the words of the house, in both languages."""

import re
from pathlib import Path

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.template.loader import get_template

from brink.people.models import User
from tests.factories.people import PASSWORD, user_factory

LANGUAGES = ["nl", "en"]
#: What allauth shows to visitors under our settings; sign-in by code, phone and passkey are off.
SHOWN = [
    *(
        f"account/{name}.html"
        for name in (
            "account_inactive",
            "base_reauthenticate",
            "email",
            "email_confirm",
            "login",
            "logout",
            "password_change",
            "password_reset",
            "password_reset_done",
            "password_reset_from_key",
            "password_reset_from_key_done",
            "password_set",
            "reauthenticate",
            "signup",
            "verification_sent",
        )
    ),
    *(
        f"account/messages/{name}.txt"
        for name in (
            "cannot_delete_primary_email",
            "email_confirmation_failed",
            "email_confirmation_sent",
            "email_confirmed",
            "email_deleted",
            "logged_in",
            "logged_out",
            "password_changed",
            "password_set",
            "primary_email_set",
            "unverified_primary_email",
        )
    ),
    "mfa/authenticate.html",
    "mfa/index.html",
    "mfa/reauthenticate.html",
    "mfa/recovery_codes/generate.html",
    "mfa/recovery_codes/index.html",
    "mfa/totp/activate_form.html",
    "mfa/totp/deactivate_form.html",
    "mfa/messages/recovery_codes_generated.txt",
    "mfa/messages/totp_activated.txt",
    "mfa/messages/totp_deactivated.txt",
    "usersessions/usersession_list.html",
    "usersessions/messages/sessions_logged_out.txt",
]
#: The pages for somebody who has just said who they are and has the second step on.
PAGES = [
    ("email/", "Je e-mailadressen", "Your e-mail addresses"),
    ("password/change/", "Verander je wachtwoord", "Change your password"),
    ("password/reset/key/done/", "Je wachtwoord is vernieuwd", "Your password is new"),
    ("inactive/", "Dit account staat uit", "This account is switched off"),
    ("reauthenticate/", "Ben jij het echt?", "Is it really you?"),
    ("2fa/reauthenticate/", "Ben jij het echt?", "Is it really you?"),
    ("2fa/totp/deactivate/", "Zet de code uit een app uit", "Switch off the code from an app"),
    ("2fa/recovery-codes/", "Herstelcodes", "Recovery codes"),
    ("2fa/recovery-codes/generate/", "Maak nieuwe herstelcodes", "Make new recovery codes"),
    ("sessions/", "Waar je bent ingelogd", "Where you are signed in"),
    ("logout/", "Uitloggen", "Sign out"),
]
#: Words of allauth's own texts, and what a reader of Dutch would stumble over.
STRANGE = re.compile(
    r"afmelden|annuleren|verifi|authenticat|factor|token|primair|deactiv|activeer|succes|e-mails\b",
    re.IGNORECASE,
)


def sign_in(client, lang: str, user: User, password: str = PASSWORD):
    data = {"login": user.email, "password": password}
    return client.post(f"/{lang}/account/login/", data, follow=True)


def look(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words_of(response) -> str:
    return look(response).main.get_text(" ", strip=True)


def complaints(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return page.select_one(".error-summary ul").get_text(" ", strip=True)


@pytest.mark.parametrize("name", SHOWN)
def test_template_is_our_own(name):
    path = Path(get_template(name).template.origin.name)

    assert path.is_relative_to(django_settings.BASE_DIR / "templates")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("path", "nl", "en"), PAGES)
def test_page_of_the_account_has_our_words(client, lang, path, nl, en):
    user = user_factory(language=lang)
    sign_in(client, lang, user)
    client.post(f"/{lang}/account/reauthenticate/", {"password": PASSWORD})
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)

    page = look(client.get(f"/{lang}/account/{path}"))

    assert page.h1.get_text(strip=True) == {"nl": nl, "en": en}[lang]
    assert not STRANGE.findall(page.main.get_text(" "))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_second_step_is_set_up_and_asked_in_our_words(client, lang):
    user = user_factory(language=lang)
    sign_in(client, lang, user)
    client.post(f"/{lang}/account/reauthenticate/", {"password": PASSWORD})
    address = f"/{lang}/account/2fa/totp/activate/"
    page = look(client.get(address))

    heads = {"nl": "Zet de code uit een app aan", "en": "Switch on the code from an app"}
    assert page.h1.get_text(strip=True) == heads[lang]
    assert page.find(id="authenticator_secret").text == client.session["mfa.totp.secret"]
    assert not STRANGE.findall(page.main.get_text(" "))
    wrong = complaints(client.post(address, {"code": "000000"}))
    assert {"nl": "Deze code klopt niet.", "en": "Incorrect code."}[lang] in wrong

    TOTP.activate(user, generate_totp_secret())
    client.post(f"/{lang}/account/logout/")
    page = look(sign_in(client, lang, user))
    assert page.h1.get_text(strip=True) == {"nl": "Nog een code", "en": "One more code"}[lang]
    buttons = [button.get_text(strip=True) for button in page.select(".form-actions button")]
    assert buttons == {"nl": ["Inloggen", "Stoppen"], "en": ["Sign in", "Stop"]}[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_new_password_by_link_is_in_our_words(client, post_box, lang):
    user = user_factory(language=lang)
    client.post(f"/{lang}/account/password/reset/", {"email": user.email})
    (letter,) = post_box()
    link = re.search(r"http://testserver(/\S+)", letter.body)[1]
    response = client.get(link, follow=True)
    page = look(response)
    heads = {"nl": "Kies een nieuw wachtwoord", "en": "Choose a new password"}
    assert page.h1.get_text(strip=True) == heads[lang]
    assert not STRANGE.findall(page.main.get_text(" "))
    way_back = {"nl": "Terug naar inloggen", "en": "Back to sign in"}[lang]
    assert page.select_one(".form-actions a").get_text(strip=True) == way_back

    address = response.redirect_chain[-1][0]
    answer = client.post(address, {"password1": PASSWORD, "password2": "iets-anders-9"})
    same = {"nl": "Typ twee keer hetzelfde wachtwoord.", "en": "the same password each time"}
    assert same[lang] in complaints(answer)
    new = {"password1": "een-heel-ander-woord-7", "password2": "een-heel-ander-woord-7"}
    client.post(address, new)
    used = look(type(client)().get(link, follow=True))
    old = {"nl": "Deze link werkt niet meer", "en": "This link no longer works"}
    assert used.h1.get_text(strip=True) == old[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_about_addresses_are_in_our_words(client, post_box, lang):
    user = user_factory(language=lang, email="een@b.example")
    other = f"twee-{lang}@b.example"
    user.emailaddress_set.create(email=other, verified=True)
    sign_in(client, lang, user)
    client.post(f"/{lang}/account/reauthenticate/", {"password": PASSWORD})
    address = f"/{lang}/account/email/"

    def answer(**data: str) -> str:
        return words_of(client.post(address, data, follow=True))

    kept = answer(action_remove="", email=user.email)
    assert {"nl": "Kies eerst een ander hoofdadres", "en": "Choose another main"}[lang] in kept
    moved = answer(action_primary="", email=other)
    assert {"nl": "Vanaf nu schrijven we", "en": "From now on we write"}[lang] in moved
    gone = answer(action_remove="", email="een@b.example")
    assert {"nl": "is weggehaald", "en": "is removed"}[lang] in gone
    again = complaints(client.post(address, {"action_add": "", "email": other}))
    assert {"nl": "hoort al bij je account", "en": "belongs to your account"}[lang] in again
    assert not STRANGE.findall(kept + moved + gone + again)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", "Dit adres en dit wachtwoord horen niet bij elkaar."),
        ("en", "This address and this password do not go together."),
    ],
)
def test_wrong_password_is_answered_in_our_words(client, lang, words):
    assert words in complaints(sign_in(client, lang, user_factory(), "mis"))


@pytest.mark.parametrize(
    ("lang", "there", "out"),
    [
        ("nl", "Je bent uitgelogd op alle andere apparaten.", "Je bent uitgelogd."),
        ("en", "You are signed out on all other devices.", "You are signed out."),
    ],
)
def test_signing_out_is_answered_in_our_words(client, lang, there, out):
    user = user_factory(language=lang)
    sign_in(type(client)(), lang, user)
    sign_in(client, lang, user)
    address = f"/{lang}/account/sessions/"
    client.get(address)
    assert there in words_of(client.post(address, follow=True))
    left = client.post(f"/{lang}/account/logout/", {"next": f"/{lang}/account/login/"}, follow=True)
    assert out in words_of(left)
