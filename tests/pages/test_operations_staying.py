"""The operation table, third part: what may go, what stays, and what time does by itself."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from events.models import Event, EventIndexPage, EventPage, Registration
from tests.factories.editor import Editor, superuser
from tests.factories.pages import add_page, publish
from tests.pages.test_operations import State, agenda, editor, nl_only, page, state

__all__ = ["editor", "page"]  # fixtures

pytestmark = pytest.mark.django_db
HIDDEN = State(0, False, {}, 1)


def messages_after(editor: Editor, response: Any) -> str:
    return editor.client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_page_with_registrations_stays_and_the_admin_says_why(
    editor: Editor, page: EventPage, action: str
) -> None:
    before = state(page.translation_key)
    response = getattr(editor, action)(page)
    assert response.status_code == 302
    assert "hebben zich" in messages_after(editor, response)
    editor.bulk(action, page)
    assert state(page.translation_key) == before
    assert EventPage.objects.get().live


@pytest.mark.parametrize("action", [UnpublishPageAction, DeletePageAction])
def test_actions_of_the_api_are_refused_too(page: EventPage, action: Any) -> None:
    with pytest.raises(PermissionDenied):
        action(page, user=superuser()).execute()
    assert state(page.translation_key).visible


@pytest.mark.parametrize("action", ["unpublish", "delete"])
@pytest.mark.parametrize("is_bulk", [True, False])
def test_page_without_registrations_may_go(
    editor: Editor, page: EventPage, action: str, is_bulk: bool
) -> None:
    Registration.objects.update(state=Registration.State.CANCELLED)
    editor.bulk(action, page) if is_bulk else getattr(editor, action)(page)
    assert state(page.translation_key) == HIDDEN
    assert EventPage.objects.filter(pk=page.pk).exists() is (action == "unpublish")


def test_delete_by_code_keeps_the_event_and_its_registrations(page: EventPage) -> None:
    page.delete()
    assert state(page.translation_key) == HIDDEN


def test_delete_by_queryset_does_the_same(page: EventPage) -> None:
    EventPage.objects.filter(pk=page.pk).delete()
    assert state(page.translation_key) == HIDDEN


def test_publish_again_is_the_same_event(editor: Editor, page: EventPage) -> None:
    uid = Event.objects.get().uid
    page.unpublish()
    assert state(page.translation_key) == HIDDEN
    editor.publish(EventPage.objects.get())
    assert state(page.translation_key) == State(0, True, nl_only(), 1)
    assert Event.objects.get().uid == uid


def test_expiry_hides_the_event(page: EventPage) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")
    assert not EventPage.objects.get().live
    assert state(page.translation_key) == HIDDEN


def test_scheduled_change_waits_for_its_time(editor: Editor, page: EventPage) -> None:
    go_live = timezone.now() + timedelta(hours=1)
    draft = page.get_latest_revision_as_object()
    draft.title, draft.end, draft.go_live_at = "Straks", draft.end + timedelta(hours=1), go_live
    draft.save_revision(approved_go_live_at=go_live, user=superuser())
    before = state(page.translation_key)
    call_command("publish_scheduled")
    assert state(page.translation_key) == before
    with time_machine.travel(go_live + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert state(page.translation_key) == State(1, True, nl_only("Straks"), 1)


def test_workflow_approval_publishes(editor: Editor, page: EventPage) -> None:
    workflow = Workflow.objects.create(name="Nakijken", active=True)
    task = GroupApprovalTask.objects.create(name="Nakijken", active=True)
    task.groups.add(Group.objects.get_or_create(name="Moderators")[0])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    editor.edit(page, title="Nagekeken")
    started = workflow.start(EventPage.objects.get(), superuser())
    assert state(page.translation_key) == State(0, True, nl_only(), 1)
    address = editor.url("workflow_action", page.pk, "approve", started.current_task_state.pk)
    editor.client.post(address, {"comment": "goed"})
    assert state(page.translation_key) == State(0, True, nl_only("Nagekeken"), 1)


def test_index_page_with_items_is_not_deleted_unpublished_or_moved(
    editor: Editor, page: EventPage, tree: Any
) -> None:
    index = agenda("nl")
    for act in (editor.delete, editor.unpublish):
        assert "ligt vast" in messages_after(editor, act(index))
    response = editor.client.get(editor.url("move", index.pk))
    assert "ligt vast" in messages_after(editor, response)
    for action in ("delete", "unpublish"):
        editor.bulk(action, index)
    assert agenda("nl").live
    assert agenda("nl").get_parent().pk == tree["nl"].pk
    permissions = index.permissions_for_user(superuser())
    assert not permissions.can_move()
    assert not permissions.can_move_to(tree["en"])


def test_index_page_that_only_holds_fall_backs_stays_too(editor: Editor, page: EventPage) -> None:
    editor.delete(agenda("en"))
    assert EventIndexPage.objects.count() == 2


def test_empty_index_page_may_be_deleted_but_never_moved(editor: Editor, tree: Any) -> None:
    assert not agenda("en").permissions_for_user(superuser()).can_move()
    editor.delete(agenda("en"))
    assert EventIndexPage.objects.count() == 1


def test_home_page_stays(editor: Editor, tree: Any) -> None:
    editor.delete(tree["nl"])
    assert Page.objects.filter(pk=tree["nl"].pk, live=True).exists()


def test_item_moves_to_another_index_with_its_registrations(
    editor: Editor, page: EventPage, tree: Any
) -> None:
    other = add_page(tree["nl"], EventIndexPage, title="Archief", slug="archief")
    assert page.permissions_for_user(superuser()).can_move()
    editor.client.post(editor.url("move_confirm", page.pk, other.pk))
    moved = {
        "nl": ("Rondje", "/nl/archief/rondje/", "nl"),
        "en": ("Rondje", "/en/archief/rondje/", "nl"),
    }
    assert state(page.translation_key) == State(0, True, moved, 1)


def test_index_renamed_moves_items_of_both_trees(editor: Editor, page: EventPage) -> None:
    publish(agenda("nl"), slug="kalender")
    publish(agenda("en"), slug="calendar")
    moved = {
        "nl": ("Rondje", "/nl/kalender/rondje/", "nl"),
        "en": ("Rondje", "/en/calendar/rondje/", "nl"),
    }
    assert state(page.translation_key) == State(0, True, moved, 1)
