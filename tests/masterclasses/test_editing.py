"""A masterclass in the admin: a draft may lack much, what is published may not."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from brink.pages.models import Card
from masterclasses.models import MasterclassPage
from tests.factories.casestudies import theme
from tests.factories.editor import Editor
from tests.factories.masterclasses import masterclass_index, masterclass_page

pytestmark = pytest.mark.usefixtures("tree")

NAME = "masterclasses.masterclasspage"
WORDS = {"entityMap": {}, "blocks": [{"text": "Doe dit", "type": "unstyled", "key": "a1"}]}
EMPTY = {"learning_goals-count": "0", "sittings-count": "0"}
GOAL = {
    "learning_goals-count": "1",
    "learning_goals-0-type": "goal",
    "learning_goals-0-order": "0",
    "learning_goals-0-deleted": "",
    "learning_goals-0-value": "Je rekent het na.",
    "sittings-count": "0",
}


def module(**fields: str) -> dict[str, str]:
    row = {"title": "Oefenen", "kind": "exercise", "minutes": "30", "text": json.dumps(WORDS)}
    row = {**row, "link": "", "document": "", "ORDER": "1", "DELETE": "", "id": "", **fields}
    return {"modules-TOTAL_FORMS": "1", **{f"modules-0-{name}": v for name, v in row.items()}}


def create(**fields: str) -> MasterclassPage:
    words = {"title": "Rekenen", "slug": "rekenen", "level": "start", **EMPTY}
    return Editor.log_in().create(masterclass_index(), NAME, **{**words, **fields})


def refused(page: MasterclassPage, **fields: Any) -> BeautifulSoup:
    response = Editor.log_in().edit(page, publish=True, **fields)
    assert response.status_code == 200
    assert not MasterclassPage.objects.get(pk=page.pk).live
    return BeautifulSoup(response.content, "html.parser")


def test_draft_may_be_incomplete() -> None:
    page = create()

    assert not page.live
    assert not Card.objects.filter(key=page.translation_key).exists()


def test_masterclass_without_learning_goal_is_refused() -> None:
    found = refused(create(), **EMPTY, **module()).select_one("#learning_goals")

    told = json.loads(found["data-w-block-arguments-value"])[1]
    assert "minstens één ding" in told["messages"][0]


def test_unsafe_link_is_refused() -> None:
    found = refused(create(), **GOAL, **module(link="javascript:alert(1)"))

    assert found.select_one("[name=modules-0-link]")["value"] == "javascript:alert(1)"


def test_published_with_goal_and_module() -> None:
    page = Editor.log_in().publish(create(), themes=[str(theme().pk)], **GOAL, **module())

    assert page.live
    assert [goal.value for goal in page.learning_goals] == ["Je rekent het na."]
    assert page.modules.get().minutes == 30
    paths = Card.objects.filter(key=page.translation_key).values_list("lang", "path")
    assert dict(paths) == {"nl": "/nl/masterclasses/rekenen/", "en": "/en/masterclasses/rekenen/"}


def test_translation_has_its_own_words_and_the_facts_of_its_owner() -> None:
    editor = Editor.log_in()
    page = masterclass_page(title="Rekenen", duration=30, level="deep", themes=[theme()])
    page.save_revision().publish()

    twin = editor.translate(page, "en")
    assert not twin.live
    goal = {**GOAL, "learning_goals-0-value": "You work it out."}
    twin = editor.publish(twin, title="Arithmetic", slug="arithmetic", duration="5", **goal)

    assert (twin.live, twin.duration, twin.level) == (True, 30, "deep")
    assert [each.code for each in twin.themes.all()] == ["export"]
    assert [each.value for each in twin.learning_goals] == ["You work it out."]
    assert twin.modules.get().translation_key == page.modules.get().translation_key
    page.refresh_from_db()
    assert [each.value for each in page.learning_goals] == ["Je rekent het na."]
