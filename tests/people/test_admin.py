"""Logins and people in the Wagtail admin."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from brink.people.models import Membership, Organisation, Person, ResearchGroup, User
from tests.factories.people import (
    PASSWORD,
    editor,
    organisation_factory,
    person_factory,
    staff,
    trainee,
    user_factory,
)


@pytest.fixture
def admin(client):
    client.force_login(staff())
    return client


def test_staff_creates_a_login_with_its_person(admin):
    data = {
        "email": "Nieuw@Voorbeeld.example",
        "first_name": "Anna",
        "infix": "de",
        "last_name": "Vries",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    response = admin.post("/admin/users/new/", data)

    assert response.status_code == 302
    user = User.objects.get(email="nieuw@voorbeeld.example")
    assert user.check_password(PASSWORD)
    assert user.person.full_name == "Anna de Vries"
    assert user.person.email == "nieuw@voorbeeld.example"


def test_staff_edits_the_name_and_keeps_the_rest(admin):
    user = user_factory(language="en")
    page = admin.get(f"/admin/users/edit/{user.pk}/")
    assert b'value="van der"' in page.content

    data = {
        "email": user.email,
        "first_name": "Jikke",
        "infix": "",
        "last_name": "Bos",
        "is_active": "on",
    }
    assert admin.post(f"/admin/users/edit/{user.pk}/", data).status_code == 302

    user.person.refresh_from_db()
    assert (user.person.full_name, user.person.language) == ("Jikke Bos", "en")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def edit_address(admin, user, email):
    data = {
        "email": email,
        "first_name": "Jikke",
        "infix": "",
        "last_name": "Bos",
        "is_active": "on",
    }
    assert admin.post(f"/admin/users/edit/{user.pk}/", data).status_code == 302


def test_new_address_of_a_login_takes_all_power_from_the_old_one(admin, client, post_box):
    user = user_factory(email="oud@voorbeeld.example")
    EmailAddress.objects.create(user=user, email="tweede@voorbeeld.example", verified=True)

    edit_address(admin, user, "Nieuw@Voorbeeld.example")

    user.refresh_from_db()
    assert user.email == user.person.email == "nieuw@voorbeeld.example"
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.primary, address.verified) == (user.email, True, False)
    client.logout()
    for email in ("oud@voorbeeld.example", "tweede@voorbeeld.example"):
        client.post("/nl/account/login/", {"login": email, "password": PASSWORD})
        assert "_auth_user_id" not in client.session
    client.post("/nl/account/login/", {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session  # first the new address must be proven
    (letter,) = post_box()
    assert letter.to == [user.email]


def test_same_address_of_a_login_in_other_letters_stays_proven(admin):
    user = user_factory()
    edit_address(admin, user, user.email.upper())

    assert EmailAddress.objects.get(user=user).verified


def test_login_with_an_address_in_use_is_refused_at_the_field(admin):
    user_factory(email="bezet@voorbeeld.example")
    data = {
        "email": "BEZET@voorbeeld.example",
        "first_name": "A",
        "last_name": "B",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    response = admin.post("/admin/users/new/", data)

    assert response.status_code == 200
    assert "email" in response.context["form"].errors


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_logins_asks_as_much_for_many_as_for_one(admin, number, django_assert_num_queries):
    for _ in range(number):
        user_factory()
    admin.get("/admin/users/")

    with django_assert_num_queries(LIST_QUERIES):
        response = admin.get("/admin/users/")
    assert b"Roelf van der Veen" in response.content


LIST_QUERIES = 9


@pytest.mark.parametrize("model", [Person, Organisation, Membership, ResearchGroup])
@pytest.mark.parametrize("page", ["list", "add"])
def test_pages_of_people_open_for_staff(admin, model, page):
    trainee()
    ResearchGroup.objects.create(code="lectoraat", name_nl="Lectoraat", name_en="Group")
    name = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:{page}"

    assert admin.get(reverse(name)).status_code == 200
    assert admin.get(reverse(name), {"q": "Roelf"}).status_code == 200


def test_person_is_edited_in_the_admin(admin):
    person = person_factory()
    address = reverse("wagtailsnippets_people_person:edit", args=[person.pk])
    data = {
        "given": "Jikke",
        "family": "Bos",
        "email": "J@Bos.example",
        "language": "en",
        "organisation": organisation_factory().pk,
    }
    assert admin.post(address, data).status_code == 302

    person.refresh_from_db()
    assert (person.full_name, person.email) == ("Jikke Bos", "j@bos.example")


@pytest.mark.parametrize("who", [editor, trainee])
def test_people_are_not_for_editors_or_trainees(client, who):
    person = person_factory()
    client.force_login(who())
    for address in (
        "/admin/users/",
        reverse("wagtailsnippets_people_person:list"),
        reverse("wagtailsnippets_people_person:edit", args=[person.pk]),
    ):
        response = client.get(address)
        assert response.status_code in (302, 403)
        assert person.family.encode() not in client.get(address, follow=True).content
