"""Names that nobody can see are no names; what shows is left as it was typed."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from brink.people.admin.users import UserCreationForm
from brink.people.models import Person
from brink.people.names import OneLineField, clean_line
from tests.factories.people import PASSWORD, user_factory

UNSEEN = ["\u202e\u202d", "\u200b", "\u200d\u200c\ufeff", "\u2060 \u00ad", "\u3164", "\ufe0f\u034f"]


@pytest.mark.parametrize("text", ["", " ", "\u00a0", *UNSEEN])
def test_line_that_nobody_sees_is_empty(text):
    assert clean_line(text) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ymkje", "Ymkje"),
        ("👩🏽\u200d🌾 Ymkje", "👩🏽\u200d🌾 Ymkje"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("Yme\u0301", "Yme\u0301"),
        ("a\u202eb\u2066", "ab"),
        ("Femke\r\n  van", "Femke van"),
        ("'t", "'t"),
    ],
)
def test_line_that_shows_loses_only_what_turns_it(typed, kept):
    assert clean_line(typed) == kept


def test_control_characters_are_refused():
    with pytest.raises(ValidationError):
        OneLineField().clean("Fem\x07ke")


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNSEEN)
@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "Vul je voornaam in."), ("en", "Fill in your first name.")]
)
def test_account_without_a_visible_name_is_asked_for_one(client, lang, words, name):
    client.force_login(user_factory())
    data = {"given": name, "family": "Veen", "language": lang}
    soup = BeautifulSoup(client.post(f"/{lang}/account/", data).content, "html.parser")

    assert soup.select_one(".error-summary a[href='#id_given']").get_text() == words
    assert not Person.objects.filter(family="Veen").exists()


@pytest.mark.django_db
def test_staff_give_a_login_a_visible_name():
    names = {"first_name": "\u200b", "infix": "\u202e", "last_name": "V\u202eeen"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    form = UserCreationForm({"email": "v@b.example", **names, **passwords})

    assert set(form.errors) == {"first_name"}
    assert (form.cleaned_data["infix"], form.cleaned_data["last_name"]) == ("", "Veen")
