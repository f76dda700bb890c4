"""The pages of an account: in the house look, for nobody else, and what is stored there."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission

from brink.people import guests
from brink.people.models import Person, User
from brink.people.privacy import correcting
from tests.factories.people import PASSWORD, trainee, user_factory

LANGUAGES = ["nl", "en"]
FILLED = {"given": "Jikke", "family": "Bos", "language": "nl"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "page",
    [
        "",
        "email/",
        "password/change/",
        "sessions/",
        "2fa/",
        "logout/",
        "2fa/totp/activate/",
        "reauthenticate/",
    ],
)
def test_pages_of_the_account_are_in_the_house_look(client, lang, page):
    user = user_factory(language=lang)
    client.post(f"/{lang}/account/login/", {"login": user.email, "password": PASSWORD})
    if "totp" in page:
        client.post(f"/{lang}/account/reauthenticate/", {"password": PASSWORD})

    response = client.get(f"/{lang}/account/{page}")

    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert soup.html["lang"] == lang
    assert soup.find(class_="site-header")
    assert len(soup.find_all("h1")) == 1
    assert "noindex" in str(soup.find("meta", attrs={"name": "robots"}))
    assert not soup.find(style=True)


@pytest.mark.parametrize("page", ["", "email/", "password/change/", "sessions/", "2fa/"])
def test_pages_of_the_account_ask_a_stranger_to_sign_in(client, page):
    response = client.get(f"/nl/account/{page}")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/nl/account/login/?next=/nl/account/")


def test_profile_stores_name_language_and_organisation(client):
    user = user_factory()
    client.force_login(user)
    data = {"given": "Jikke", "family": "Bos", "organisation_name": "Onbekend BV", "language": "en"}
    response = client.post("/nl/account/", data)

    assert response.status_code == 302
    user.person.refresh_from_db()
    assert (user.person.full_name, user.person.language) == ("Jikke Bos", "en")
    assert (user.person.organisation_name, user.person.organisation) == ("Onbekend BV", None)


def test_profile_ignores_fields_that_are_not_in_the_form(client):
    user, other = user_factory(), user_factory()
    client.force_login(user)
    data = {"given": "J", "family": "B", "language": "nl", "email": other.email, "user": other.pk}
    client.post("/nl/account/", {**data, "is_staff": "1"})

    user.refresh_from_db()
    assert not user.is_staff
    assert Person.objects.get(user=user).email == user.email


def test_profile_of_a_login_without_person_makes_one(client):
    user = User.objects.create_user("los@voorbeeld.example", PASSWORD)
    client.force_login(user)
    assert client.get("/nl/account/").status_code == 200
    client.post("/nl/account/", {"given": "Los", "family": "Zand", "language": "nl"})

    assert Person.objects.get(user=user).full_name == "Los Zand"


def test_profile_with_wrong_method_is_refused(client):
    client.force_login(user_factory())

    assert client.put("/nl/account/").status_code == 405


@pytest.mark.parametrize(("who", "is_shown"), [("editor", True), ("trainee", False)])
def test_account_leads_who_may_to_the_admin(client, who, is_shown):
    user = trainee() if who == "trainee" else user_factory()
    if who == "editor":
        access = Permission.objects.get(codename="access_admin")
        user.user_permissions.add(access)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")

    for path in ("/nl/account/", "/nl/mijn-agenda/"):
        assert ('href="/admin/"' in client.get(path).content.decode()) == is_shown, path


def test_profile_stores_what_repeats_the_name_as_well(client, monkeypatch):
    told = []
    monkeypatch.setattr(correcting, "CORRECTORS", [lambda person, changed: told.append(changed)])
    client.force_login(trainee())

    client.post("/nl/account/", FILLED)

    assert len(told) == 1
    assert "given" in told[0]


def test_profile_that_is_busy_says_so_and_stores_nothing(client, monkeypatch):
    def refuse(person):
        raise guests.BusyError

    monkeypatch.setattr(guests, "HOLDERS", [refuse])
    user = trainee()
    before = user.person.given
    client.force_login(user)

    response = client.post("/nl/account/", FILLED, follow=True)

    user.person.refresh_from_db()
    assert user.person.given == before
    assert "Het is druk" in response.content.decode()
