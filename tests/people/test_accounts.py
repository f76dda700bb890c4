"""Accounts as a visitor meets them: sign up, confirm, sign in, forget."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.db import IntegrityError

from brink.people.forms import SignupForm
from brink.people.models import Person, User
from tests.factories.people import PASSWORD, organisation_factory, user_factory

LANGUAGES = ["nl", "en"]

WORDS = {
    "nl": {"login": "Inloggen", "signup": "Maak een account", "mail": "Bevestig je e-mailadres"},
    "en": {"login": "Sign in", "signup": "Make an account", "mail": "Confirm your e-mail address"},
}


def form_data(**changes: str) -> dict[str, str]:
    data = {
        "email": "Roelf@Koperhaas.example",
        "given": "Roelf",
        "infix": "van der",
        "family": "Veen",
        "organisation_name": "Metaalwerkplaats Koperhaas",
        "language": "nl",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    return {**data, **changes}


def link_in(text: str) -> str:
    return re.search(r"http://testserver(/\S+)", text)[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["login", "signup"])
def test_entrance_pages_speak_the_language_of_their_address(client, lang, page):
    response = client.get(f"/{lang}/account/{page}/")

    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.h1.get_text(strip=True) == WORDS[lang][page]
    assert soup.html["lang"] == lang
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sign_up_confirm_and_sign_in(client, post_box, lang):
    response = client.post(f"/{lang}/account/signup/", form_data(language=lang))
    assert response.headers["Location"] == f"/{lang}/account/confirm-email/"

    (letter,) = post_box()
    assert letter.to == ["roelf@koperhaas.example"]
    assert letter.subject == WORDS[lang]["mail"]
    address = link_in(letter.body)
    assert address.startswith(f"/{lang}/account/confirm-email/")

    client.get(address)  # a mail scanner follows links: that confirms nothing
    assert not EmailAddress.objects.get().verified
    client.post(address)
    assert EmailAddress.objects.get().verified

    client.logout()
    login = {"login": "ROELF@koperhaas.example", "password": PASSWORD}
    response = client.post(f"/{lang}/account/login/", login)
    assert response.headers["Location"] == f"/{lang}/account/"
    assert client.get(f"/{lang}/account/").status_code == 200


def test_sign_up_makes_the_person_of_the_login(client):
    organisation = organisation_factory(name="Metaalwerkplaats Koperhaas")
    client.post("/nl/account/signup/", form_data(language="en"))

    person = Person.objects.get()
    assert person.user == User.objects.get(email="roelf@koperhaas.example")
    assert (person.full_name, person.language) == ("Roelf van der Veen", "en")
    assert person.organisation == organisation


def test_letter_speaks_the_language_that_was_chosen(client, post_box):
    client.post("/nl/account/signup/", form_data(language="en"))

    (letter,) = post_box()
    assert letter.subject == "Confirm your e-mail address"
    assert link_in(letter.body).startswith("/en/account/")


def test_sign_up_without_confirming_does_not_let_in(client):
    client.post("/nl/account/signup/", form_data())
    client.logout()
    client.post("/nl/account/login/", {"login": "roelf@koperhaas.example", "password": PASSWORD})

    assert "/account/login/" in client.get("/nl/account/").headers["Location"]


def test_sign_up_with_errors_keeps_what_was_typed_and_links_to_the_fields(client):
    response = client.post("/nl/account/signup/", form_data(email="roelf@", given=""))

    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code in (200, 422)
    assert not User.objects.exists()
    assert soup.find(id="id_family")["value"] == "Veen"
    assert soup.find(id="id_email")["value"] == "roelf@"
    links = {a["href"] for a in soup.select(".error-summary a")}
    assert links == {"#id_email", "#id_given"}
    assert all(soup.select(link) for link in links)


def test_sign_up_that_fails_half_way_stores_nothing(client, monkeypatch):
    def fall(*args) -> None:
        raise IntegrityError("the person cannot be stored")

    monkeypatch.setattr(SignupForm, "signup", fall)
    with pytest.raises(IntegrityError):
        client.post("/nl/account/signup/", form_data())

    assert not User.objects.exists()


def test_sign_up_asks_address_name_and_password_in_that_order(client):
    soup = BeautifulSoup(client.get("/nl/account/signup/").content, "html.parser")
    names = [field["name"] for field in soup.select("main input:not([type=hidden])")]

    assert list(dict.fromkeys(names)) == [
        "email",
        "given",
        "infix",
        "family",
        "organisation_name",
        "language",
        "password1",
        "password2",
    ]


def test_sign_up_for_known_and_unknown_address_answers_the_same(client, post_box):
    user_factory(email="bekend@voorbeeld.example")
    answers = []
    for email in ("bekend@voorbeeld.example", "nieuw@voorbeeld.example"):
        start = time.monotonic()
        response = client.post("/nl/account/signup/", form_data(email=email), follow=True)
        body = response.content.replace(email.encode(), b"the typed address")
        seconds = time.monotonic() - start
        answers.append((response.status_code, response.redirect_chain, body))
        assert seconds < 5
        client.logout()

    assert answers[0] == answers[1]
    assert {letter.subject for letter in post_box()} == {
        "Je hebt al een account",
        "Bevestig je e-mailadres",
    }
    assert User.objects.filter(email="bekend@voorbeeld.example").count() == 1


def test_reset_for_known_and_unknown_address_answers_the_same_and_mails_only_the_known(
    client, post_box
):
    user_factory(email="bekend@voorbeeld.example")
    answers = []
    for email in ("bekend@voorbeeld.example", "nieuw@voorbeeld.example"):
        response = client.post("/nl/account/password/reset/", {"email": email}, follow=True)
        answers.append((response.status_code, response.redirect_chain, response.content))

    assert answers[0] == answers[1]
    (letter,) = post_box()
    assert letter.to == ["bekend@voorbeeld.example"]


def test_reset_sets_a_new_password_and_tells_so(client, post_box):
    user = user_factory(language="en")
    client.post("/nl/account/password/reset/", {"email": user.email})
    (letter,) = post_box()
    assert letter.subject == "Choose a new password"

    response = client.get(link_in(letter.body), follow=True)
    address = response.redirect_chain[-1][0]
    new = "een-heel-ander-woord-7"
    client.post(address, {"password1": new, "password2": new})

    user.refresh_from_db()
    assert user.check_password(new)
    assert {letter.subject for letter in post_box()} == {"Your password is new"}
    assert client.get(link_in(letter.body), follow=True).status_code == 200  # used: says so
    user.refresh_from_db()
    assert user.check_password(new)


@pytest.mark.parametrize("method", ["get", "post"])
def test_log_out_only_by_post(client, method):
    client.force_login(user_factory())
    getattr(client, method)("/nl/account/logout/")

    is_out = client.get("/nl/account/").status_code == 302
    assert is_out == (method == "post")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Vul een volledig e-mailadres in"), ("en", "Fill in a full e-mail address")],
)
@pytest.mark.parametrize("address", ["", "roelf@", "geen adres"])
def test_address_that_is_not_one_is_explained(client, lang, words, address):
    response = client.post(f"/{lang}/account/signup/", form_data(email=address))

    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one(".error-summary a[href='#id_email']").get_text().startswith(words)
    field = soup.find(id="id_email")
    assert field["aria-invalid"] == "true"
    assert all(soup.find(id=name) for name in field["aria-describedby"].split())


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "Ünïcode 🌷", "=1+1"])
def test_hostile_name_is_text_on_the_page_and_in_mail(client, post_box, name):
    client.post("/nl/account/signup/", form_data(given=name))
    assert Person.objects.get().given == name
    (letter,) = post_box()
    assert "<script>" not in letter.alternatives[0][0]

    client.force_login(User.objects.get())
    page = client.get("/nl/account/").content.decode()
    assert "<script>alert" not in page
    assert BeautifulSoup(page, "html.parser").find(id="id_given")["value"] == name


def test_name_with_nul_is_refused_at_the_field(client):
    response = client.post("/nl/account/signup/", form_data(given="a\x00b"))

    assert "given" in response.context["form"].errors
