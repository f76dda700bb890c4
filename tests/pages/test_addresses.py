"""Moves, renames, and items of two trees that want the same address."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brink.pages.models import Card, OldPath
from tests.factories.pages import add_page, add_translation, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_templates")]


def paths(page: Any) -> dict[str, str]:
    return dict(Card.objects.filter(key=page.translation_key).values_list("lang", "path"))


def test_rename_of_a_page_moves_all_that_lies_beneath(client: Client, tree: Any) -> None:
    parent = add_page(tree["nl"], slug="over")
    twin = add_translation(parent, tree["en"], slug="about")
    child, english = add_page(parent, slug="team"), add_page(twin, slug="history")
    grandchild = add_page(child, slug="anna")
    publish(parent, slug="over-ons")
    assert paths(child) == {"nl": "/nl/over-ons/team/", "en": "/en/about/team/"}
    assert paths(grandchild) == {"nl": "/nl/over-ons/team/anna/", "en": "/en/about/team/anna/"}
    assert paths(english) == {"nl": "/nl/over-ons/history/", "en": "/en/about/history/"}
    for old, new in {
        "/nl/over/": "/nl/over-ons/",
        "/nl/over/team/anna/?a=1": "/nl/over-ons/team/anna/?a=1",
        "/nl/over/history/": "/nl/over-ons/history/",
    }.items():
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new)
    assert client.get("/nl/over/nooit/").status_code == 404


def test_rename_takes_the_same_queries_for_one_and_three_pages_beneath(tree: Any) -> None:
    parent = add_page(tree["nl"], slug="over")
    counts = []
    for number in (1, 3):
        for step in range(number):
            add_page(parent, slug=f"kind-{number}-{step}")
        parent.refresh_from_db()
        parent.slug = f"over-{number}"
        with CaptureQueriesContext(connection) as queries:
            parent.save()
        jobs = [query for query in queries if "jobs_job" in query["sql"]]
        counts.append(len(queries) - len(jobs))
    assert counts[0] == counts[1]


def test_renamed_twice_and_back_again(client: Client, tree: Any) -> None:
    parent = add_page(tree["nl"], slug="a")
    child = add_page(parent, slug="kind")
    parent = publish(parent, slug="b")
    parent = publish(parent, slug="c")
    assert client.get("/nl/a/kind/")["Location"] == "/nl/c/kind/"
    assert client.get("/nl/b/kind/")["Location"] == "/nl/c/kind/"
    publish(parent, slug="a")
    assert client.get("/nl/a/kind/").status_code == 200
    assert client.get("/nl/c/kind/")["Location"] == "/nl/a/kind/"
    assert paths(child)["nl"] == "/nl/a/kind/"


def test_renamed_child_of_a_renamed_parent_is_found_by_its_oldest_address(
    client: Client, tree: Any
) -> None:
    parent = add_page(tree["nl"], slug="a")
    publish(add_page(parent, slug="kind"), slug="kleuter")
    publish(parent, slug="b")
    assert client.get("/nl/a/kind/")["Location"] == "/nl/b/kleuter/"
    assert client.get("/nl/a/kleuter/")["Location"] == "/nl/b/kleuter/"


def test_move_to_another_parent(client: Client, tree: Any) -> None:
    here, there = add_page(tree["nl"], slug="hier"), add_page(tree["nl"], slug="daar")
    child = add_page(here, slug="kind")
    grandchild = add_page(child, slug="pop")
    child.refresh_from_db()
    there.refresh_from_db()
    child.move(there, pos="last-child")
    assert paths(child) == {"nl": "/nl/daar/kind/", "en": "/en/daar/kind/"}
    assert paths(grandchild)["nl"] == "/nl/daar/kind/pop/"
    assert client.get("/nl/hier/kind/pop/")["Location"] == "/nl/daar/kind/pop/"


def test_names_that_begin_alike_are_not_moved_along(tree: Any) -> None:
    page, other = add_page(tree["nl"], slug="over"), add_page(tree["nl"], slug="over-ons")
    publish(page, slug="elders")
    assert paths(other)["nl"] == "/nl/over-ons/"


@pytest.mark.parametrize("first", ["nl", "en"])
def test_own_page_wins_an_address_from_a_fall_back(client: Client, tree: Any, first: str) -> None:
    second = "en" if first == "nl" else "nl"
    one = add_page(tree[first], slug="zelfde", title="een")
    assert paths(one)[second] == f"/{second}/zelfde/"
    two = add_page(tree[second], slug="zelfde", title="twee")
    for page, lang in ((one, first), (two, second)):
        assert set(paths(page).values()) == {f"/{lang}/zelfde/"}
        body = client.get(f"/{lang}/zelfde/").content.decode()
        assert f"ui={lang} card={lang}" in body
        assert f"title={page.title}" in body
    assert not OldPath.objects.filter(path__endswith="/zelfde/").exists()


@pytest.mark.parametrize("end", ["unpublish", "delete", "rename"])
def test_fall_back_comes_back_when_the_own_page_goes(client: Client, tree: Any, end: str) -> None:
    one = add_page(tree["nl"], slug="zelfde", title="een")
    two = add_page(tree["en"], slug="zelfde", title="twee")
    if end == "rename":
        publish(two, slug="anders")
    else:
        getattr(two, end)()
    assert paths(one) == {"nl": "/nl/zelfde/", "en": "/en/zelfde/"}
    assert "title=een" in client.get("/en/zelfde/").content.decode()
    if end == "rename":
        assert paths(two) == {"en": "/en/anders/", "nl": "/nl/anders/"}


def test_child_of_an_untranslated_parent_lies_beneath_its_fall_back(
    client: Client, tree: Any
) -> None:
    parent = add_page(tree["nl"], slug="over")
    child = add_page(parent, slug="team")
    assert paths(child)["en"] == "/en/over/team/"
    assert client.get("/en/over/team/").status_code == 200
    add_translation(parent, tree["en"], slug="about")
    assert paths(child)["en"] == "/en/about/team/"
    assert client.get("/en/over/team/")["Location"] == "/en/about/team/"
