"""The button that sends a draft to review names who reads it."""

import pytest
from wagtail.models import Task, Workflow

from brink.home.set_up import set_up
from events.models import EventPage
from tests.factories.editor import Editor
from tests.factories.events import event_page

pytestmark = pytest.mark.django_db


def test_set_up_names_the_review_that_came_with_wagtail(tree: dict) -> None:
    set_up()
    draft = event_page(title="Excursie", live=False)
    editor = Editor.log_in()

    html = editor.client.get(editor.url("edit", EventPage.objects.get(pk=draft.pk).pk))

    assert "de redactie" in html.content.decode()
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert list(Task.objects.values_list("name", flat=True)) == ["Nakijken"]


def test_set_up_leaves_a_name_that_somebody_chose(tree: dict) -> None:
    Workflow.objects.update(name="het team")
    Task.objects.update(name="Lezen")

    set_up()

    assert list(Workflow.objects.values_list("name", flat=True)) == ["het team"]
    assert list(Task.objects.values_list("name", flat=True)) == ["Lezen"]
