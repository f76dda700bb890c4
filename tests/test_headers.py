"""What each answer tells a browser to allow."""

import pytest
from django.test import Client

PUBLIC = [
    "/nl/",
    "/en/",
    "/nl/agenda/",
    "/en/events/",
    "/nl/praktijkverhalen/",
    "/en/search/?q=brood",
    "/nl/account/login/",
    "/nl/bestaat-niet/",
    "/en/not-there/",
    "/healthz",
]


@pytest.fixture(params=PUBLIC)
def headers(request: pytest.FixtureRequest, client: Client, tree: object) -> dict[str, str]:
    return dict(client.get(request.param).headers)


def test_policy_allows_our_own_files_only(headers: dict[str, str]) -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )

    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_answers_are_not_guessed_at_framed_or_followed(headers: dict[str, str]) -> None:
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_may_not_use_the_device(headers: dict[str, str]) -> None:
    for feature in ("camera", "microphone", "geolocation"):
        assert f"{feature}=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/nl/", "/en/", "/nl/agenda/", "/en/search/?q=x"])
def test_reading_sets_no_cookie(client: Client, tree: object, address: str) -> None:
    assert not client.get(address).cookies
