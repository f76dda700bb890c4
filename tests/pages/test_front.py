from typing import Any

import pytest
from django.test import Client

from brink.pages.models import OldPath
from tests.factories.pages import add_page, add_translation, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_templates")]


def text(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("accepted", "home"),
    [
        ("", "/nl/"),
        ("en-GB,en;q=0.9,nl;q=0.5", "/en/"),
        ("nl;q=0.5,en;q=0.4", "/nl/"),
        ("de,fr;q=0.8", "/nl/"),
        ("de,en;q=0.1", "/en/"),
        ("en;q=0,de", "/nl/"),
        ("*", "/nl/"),
        ("\x00;;q=x,,", "/nl/"),
    ],
)
def test_front_door_follows_the_browser(client: Client, accepted: str, home: str) -> None:
    client.cookies["django_language"] = "en"
    response = client.get("/", headers={"Accept-Language": accepted})
    assert (response.status_code, response["Location"]) == (302, home)
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies


def test_front_door_keeps_the_query_string(client: Client) -> None:
    assert client.get("/?from=mail")["Location"] == "/nl/?from=mail"


def test_front_door_refuses_post(client: Client) -> None:
    assert client.post("/").status_code == 405


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_is_served_in_its_language(client: Client, tree: Any, lang: str) -> None:
    page = add_page(tree[lang], title="Over Brink", slug="brink")
    response = client.get(f"/{lang}/brink/")
    assert response.status_code == 200
    assert f"ui={lang} card={lang}" in text(response)
    assert f"title={page.title}" in text(response)
    assert response["Content-Language"] == lang


def test_page_takes_two_queries(client: Client, tree: Any, django_assert_num_queries: Any) -> None:
    page = add_page(tree["nl"], slug="brink")
    add_translation(page, tree["en"], slug="brink")
    client.get("/nl/brink/")
    with django_assert_num_queries(2):
        response = client.get("/nl/brink/")
    assert "twins=2" in text(response)


def test_untranslated_item_is_served_under_the_other_tree(client: Client, tree: Any) -> None:
    add_page(tree["nl"], slug="brink", title="Over Brink", other_title="About Brink")
    response = client.get("/en/brink/")
    assert "ui=en card=en" in text(response)
    assert "body=nl" in text(response)


def test_head_is_answered(client: Client, tree: Any) -> None:
    assert client.head("/nl/").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_refused(client: Client, tree: Any, method: str) -> None:
    assert getattr(client, method)("/nl/agenda/").status_code == 405


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_unknown_address_is_not_found_in_the_language_of_the_address(
    client: Client, tree: Any, lang: str
) -> None:
    response = client.get(f"/{lang}/bestaat/niet/")
    assert response.status_code == 404
    assert f"ui={lang}" in text(response)


def test_slash_is_added(client: Client, tree: Any) -> None:
    response = client.get("/nl/agenda?past=1")
    assert (response.status_code, response["Location"]) == (301, "/nl/agenda/?past=1")


def test_old_address_leads_to_the_present_one(client: Client, tree: Any) -> None:
    page = add_page(tree["nl"], slug="oud")
    publish(page, slug="nieuw")
    response = client.get("/nl/oud/?theme=export&theme=zorg")
    assert response.status_code == 301
    assert response["Location"] == "/nl/nieuw/?theme=export&theme=zorg"


def test_fall_back_address_leads_to_the_translation_once_there_is_one(
    client: Client, tree: Any
) -> None:
    page = add_page(tree["nl"], slug="oud")
    add_translation(page, tree["en"], slug="new")
    assert client.get("/en/oud/")["Location"] == "/en/new/"


def test_old_address_of_a_page_that_is_gone_is_not_found(client: Client, tree: Any) -> None:
    page = publish(add_page(tree["nl"], slug="oud"), slug="nieuw")
    page.unpublish()
    assert OldPath.objects.filter(path="/nl/oud/").exists()
    assert client.get("/nl/oud/").status_code == 404
    assert client.get("/nl/nieuw/").status_code == 404


def test_draft_is_not_served(client: Client, tree: Any) -> None:
    add_page(tree["nl"], slug="straks", live=False)
    assert client.get("/nl/straks/").status_code == 404
