"""What goes wrong is told in the language of the address, with a way on."""

import re
from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from brink.pages import errors

WORDS = {
    "nl": ("Dit pad loopt dood", "Terug naar de brink"),
    "en": ("dead end", "Back to the green"),
}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("path", ["niets/", "agenda/bestaat-niet/", "zonder-streep"])
def test_unknown_address_is_a_helpful_404(tree: dict, lang: str, path: str) -> None:
    response = Client().get(f"/{lang}/{path}", follow=True)

    text = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{lang}">' in text
    assert all(word in text for word in WORDS[lang])
    other = {"nl": "en", "en": "nl"}[lang]
    assert f'href="/{other}/"' in text
    assert len(re.findall(r'class="signpost__time"', text)) == 3


def test_404_tells_the_reason_of_a_view(tree: dict) -> None:
    text = Client().get("/en/case-studies/?page=99").content.decode()

    assert '<p class="lead">There is no page with that number.</p>' in text


def test_unknown_address_without_language_speaks_as_the_browser(tree: dict) -> None:
    response = Client().get("/nowhere.html", headers={"accept-language": "en"})

    assert response.status_code == 404
    assert "dead end" in response.content.decode()


def test_404_of_anonymous_visitor_needs_no_session(tree: dict) -> None:
    response = Client().get("/nl/niets/")

    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_404_query_count(tree: dict) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        Client().get("/nl/niets/")

    assert len(queries) <= 6


@pytest.fixture(params=["nl", "en"])
def request_in(request: pytest.FixtureRequest) -> HttpRequest:
    made = RequestFactory().get(f"/{request.param}/x/")
    made.lang = request.param  # type: ignore[attr-defined]
    return made


def test_forbidden_page_offers_the_login(tree: dict, request_in: HttpRequest) -> None:
    response = errors.forbidden(request_in, PermissionDenied())

    text = response.content.decode()
    assert response.status_code == 403
    assert f'<html lang="{request_in.lang}">' in text  # type: ignore[attr-defined]
    assert ("Dit is niet voor jou bedoeld" if request_in.lang == "nl" else "not for you") in text  # type: ignore[attr-defined]


def test_csrf_failure_says_what_to_do(tree: dict) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/nl/account/login/", {"login": "a@b.example"})

    assert response.status_code == 403
    assert "Er is niets verstuurd" in response.content.decode()


def test_server_error_asks_no_database(request_in: HttpRequest) -> None:
    """Without the database fixture any query is an error."""
    response = errors.server_error(request_in)

    text = response.content.decode()
    assert response.status_code == 500
    assert f'<html lang="{request_in.lang}">' in text  # type: ignore[attr-defined]
    assert 'rel="stylesheet"' in text


def test_bad_request_asks_no_database(request_in: HttpRequest) -> None:
    response = errors.bad_request(request_in, BadRequest())

    assert response.status_code == 400
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_too_many_parameters_are_a_bad_request(tree: dict, method: str, settings: Any) -> None:
    sent = {"kind": ["event"] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    response = getattr(Client(), method)("/en/account/login/", sent)

    assert response.status_code == 400
    assert "something we do not understand" in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_page_other_method_is_405(tree: dict, method: str) -> None:
    response = getattr(Client(), method)("/nl/")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
