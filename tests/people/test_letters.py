"""Each occasion on which allauth writes, in both languages."""

import datetime as dt
import re
from pathlib import Path

import allauth
import pytest
from django.utils import timezone, translation

from brink.people.adapter import AccountAdapter
from brink.people.letters import LETTERS
from tests.factories.people import user_factory

# Ruled out by our settings: no sign-in by code, no passkeys, no mail to unknown addresses.
OFF = {
    "base",
    "login_code",
    "password_reset_code",
    "unknown_account",
    "webauthn_added",
    "webauthn_removed",
}
CONTEXT = {
    "activate_url": "http://testserver/nl/account/confirm-email/Mg:1abc/",
    "password_reset_url": "http://testserver/nl/account/password/reset/key/1-set/",
    "from_email": "oud@voorbeeld.example",
    "to_email": "nieuw@voorbeeld.example",
    "deleted_email": "weg@voorbeeld.example",
    "timestamp": timezone.make_aware(dt.datetime(2026, 11, 25, 14, 30)),
    "ip": "203.0.113.7",
}


def test_each_occasion_of_allauth_has_a_letter():
    templates = Path(allauth.__file__).parent / "templates"
    names = {
        re.sub(r"_(message|subject)$", "", file.stem)
        for part in ("account", "mfa")
        for file in (templates / part / "email").glob("*.txt")
    }

    assert names - OFF - {"base_notification"} <= set(LETTERS)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("occasion", LETTERS)
def test_letter_is_written_in_the_language_of_its_reader(post_box, occasion, language):
    user = user_factory(language=language)
    with translation.override("en" if language == "nl" else "nl"):
        AccountAdapter().send_mail(f"account/email/{occasion}", user.email, CONTEXT)
    (letter,) = post_box()
    html = letter.alternatives[0][0]

    assert letter.to == [user.email]
    assert f'<html lang="{language}">' in html
    link = re.search(r"http://testserver/(nl|en)/account/\S+", letter.body)
    assert link[1] == language
    assert link[0] in html.replace("&amp;", "&")
    assert "%(" not in letter.body
    with translation.override(language):
        assert letter.subject == str(LETTERS[occasion].subject)
    if LETTERS[occasion].is_notice:
        assert "203.0.113.7" in letter.body
        assert "14:30" in letter.body


def test_dutch_words_are_not_the_english_ones():
    with translation.override("nl"):
        dutch = {name: str(letter.text) for name, letter in LETTERS.items()}
    with translation.override("en"):
        assert all(str(letter.text) != dutch[name] for name, letter in LETTERS.items())
