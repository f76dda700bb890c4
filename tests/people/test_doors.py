"""Nobody comes in by force, by another door, or is sent elsewhere."""

import time
from urllib.parse import unquote

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as django_settings

from brink.people.models import User
from tests.factories.people import PASSWORD, staff, user_factory

HOSTILE = [
    "//evil.example/",
    "https:evil.example",
    "https://evil.example/",
    "\\\\evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\tjavascript:alert(1)",
    "http:///evil.example",
    "/\t/evil.example",
    "data:text/html,x",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
]


def sign_in(client, user: User, password: str = PASSWORD, **query: str):
    data = {"login": user.email, "password": password, **query}
    return client.post("/nl/account/login/", data)


def is_in(client) -> bool:
    return client.get("/nl/account/").status_code == 200


def test_counters_are_shared_between_processes():
    backend = django_settings.CACHES["default"]["BACKEND"]

    assert "locmem" not in backend
    assert "dummy" not in backend


def test_guessing_a_password_is_stopped_even_for_the_right_one(client):
    user = user_factory()
    for n in range(12):
        sign_in(client, user, f"wrong-{n}")
    sign_in(client, user)

    assert not is_in(client)


def test_guessing_at_one_account_does_not_lock_out_others(client):
    user, other = user_factory(), user_factory()
    for n in range(8):
        sign_in(client, user, f"wrong-{n}")
    sign_in(client, other)

    assert is_in(client)


def test_owner_who_was_locked_out_gets_in_by_a_new_password(client, post_box):
    user = user_factory()
    for n in range(8):
        sign_in(client, user, f"wrong-{n}")
    client.post("/nl/account/password/reset/", {"email": user.email})
    (letter,) = post_box()
    address = letter.body.split("http://testserver")[1].split()[0]
    form = client.get(address, follow=True).redirect_chain[-1][0]
    new = "een-heel-ander-woord-7"
    client.post(form, {"password1": new, "password2": new})
    sign_in(client, user, new)

    assert is_in(client)


def test_wrong_password_and_unknown_address_get_the_same_answer(client):
    user = user_factory(email="bekend@voorbeeld.example")
    known = sign_in(client, user, "wrong")
    unknown = client.post(
        "/nl/account/login/", {"login": "nieuw@voorbeeld.example", "password": "wrong"}
    )

    assert known.status_code == unknown.status_code
    assert known.context["form"].errors == unknown.context["form"].errors


def test_resets_for_one_address_are_limited(client, post_box):
    user = user_factory()
    for _ in range(12):
        last = client.post("/nl/account/password/reset/", {"email": user.email})

    assert last.status_code == 429
    assert len(post_box()) <= 5


def test_forged_forwarding_header_does_not_reset_the_counter(client):
    codes = [
        client.post(
            "/nl/account/password/reset/",
            {"email": f"a{n}@voorbeeld.example"},
            headers={"X-Forwarded-For": f"203.0.113.{n}", "X-Real-IP": f"203.0.113.{n}"},
        ).status_code
        for n in range(25)
    ]

    assert codes[-1] == 429


def test_too_many_tries_are_answered_in_the_language_of_the_page(client):
    for n in range(25):
        response = client.post("/en/account/password/reset/", {"email": f"a{n}@voorbeeld.example"})

    assert response.status_code == 429
    assert b'<html lang="en">' in response.content
    assert b"site-header" in response.content


@pytest.mark.parametrize("target", HOSTILE)
def test_next_to_another_place_is_not_followed(client, target):
    response = sign_in(client, user_factory(), next=target)

    assert response.status_code == 302
    assert response.headers["Location"] == "/nl/account/"
    again = client.get("/nl/account/login/", {"next": target})
    assert again.headers["Location"] == "/nl/account/"
    out = client.post("/nl/account/logout/", {"next": target})
    assert "evil" not in out.headers["Location"]
    assert "javascript" not in out.headers["Location"]


def test_next_to_a_page_of_the_site_is_followed(client):
    response = sign_in(client, user_factory(), next="/nl/agenda/")

    assert response.headers["Location"] == "/nl/agenda/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_login_of_wagtail_leads_to_ours(client, method):
    user = staff()
    data = {"username": user.email, "password": PASSWORD}
    response = getattr(client, method)("/admin/login/", data if method == "post" else {})

    assert response.status_code == 302
    assert response.headers["Location"].endswith("/account/login/?next=%2Fadmin%2F")
    assert client.get("/admin/").status_code == 302


def test_admin_refuses_somebody_who_may_not_enter(client):
    client.force_login(user_factory())
    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert b"site-header" in response.content


def test_admin_asks_a_stranger_to_sign_in_by_our_door_and_brings_back(client):
    response = client.get("/admin/pages/", follow=True)

    address, _ = response.redirect_chain[-1]
    assert "/account/login/?next=/admin/pages/" in unquote(address)
    response = client.post(
        address, {"login": staff().email, "password": PASSWORD, "next": "/admin/pages/"}
    )
    assert response.headers["Location"] == "/admin/pages/"


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/django-admin/"])
def test_other_doors_are_closed(client, path):
    response = client.post(path, {"email": staff().email, "password": PASSWORD})

    assert response.status_code in (302, 404, 405)
    assert not is_in(client)


def test_account_without_confirmed_address_cannot_get_in(client):
    sign_in(client, user_factory(verified=False))

    assert not is_in(client)


def test_account_that_was_switched_off_cannot_get_in_and_is_thrown_out(client):
    user = user_factory()
    sign_in(client, user)
    assert is_in(client)
    User.objects.update(is_active=False)

    assert not is_in(client)
    sign_in(client, user)
    assert not is_in(client)


def test_second_step_is_switched_on_by_the_person_and_then_asked(
    client, post_box, django_capture_on_commit_callbacks
):
    user = user_factory(language="en")
    sign_in(client, user)
    client.post("/nl/account/reauthenticate/", {"password": PASSWORD})
    client.get("/nl/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    code = auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/nl/account/2fa/totp/activate/", {"code": code})
    subjects = {letter.subject for letter in post_box()}
    assert "Sign-in with a code is on" in subjects

    client.post("/nl/account/logout/")
    response = sign_in(client, user)
    assert response.headers["Location"] == "/nl/account/2fa/authenticate/"
    assert not is_in(client)
    client.post("/nl/account/2fa/authenticate/", {"code": "000000"})
    assert not is_in(client)


def test_recovery_code_lets_in_once(client):
    user = user_factory()
    TOTP.activate(user, generate_totp_secret())
    code = RecoveryCodes.activate(user).get_unused_codes()[0]

    sign_in(client, user)
    client.post("/nl/account/2fa/authenticate/", {"code": code})
    assert is_in(client)

    client.post("/nl/account/logout/")
    sign_in(client, user)
    client.post("/nl/account/2fa/authenticate/", {"code": code})
    assert not is_in(client)


def test_sessions_page_shows_and_ends_other_devices(client):
    user = user_factory()
    sign_in(client, user)
    other = type(client)()
    sign_in(other, user)
    assert is_in(other)
    client.get("/nl/account/sessions/")
    client.post("/nl/account/sessions/")

    assert is_in(client)
    assert not is_in(other)
