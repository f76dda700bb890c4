"""Drafts, schedules and reviews go on through a change, and know the new facts afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision, TaskState, Workflow
from wagtail.signals import page_published

from brink.jobs.models import Job
from events.models import Event, EventPage
from tests.events.changing import editor, typed
from tests.factories.change import NOTICES, change
from tests.factories.editor import Editor
from tests.factories.events import event_of, event_page
from tests.factories.pages import publish

__all__ = ["editor"]  # fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
LATER = timedelta(hours=2)


@pytest.fixture
def page() -> EventPage:
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=20)
    return publish(event_page(title="Excursie", start=start))


def later(page: EventPage) -> dict[str, str]:
    return {"start": typed(page.start + LATER), "end": typed(page.end + LATER)}


def anew(page: EventPage) -> EventPage:
    return EventPage.objects.get(pk=page.pk)


def test_a_draft_stays_a_draft_with_the_new_facts(editor: Editor, page: EventPage) -> None:
    editor.edit(page, title="Nog niet af", notice="Oud bericht.")
    draft = anew(page).latest_revision
    change(editor, page, **later(page))

    after = anew(page)
    assert (after.title, after.start) == ("Excursie", page.start + LATER)
    assert after.has_unpublished_changes
    assert after.latest_revision == draft
    assert after.live_revision != draft
    unfinished = after.get_latest_revision_as_object()
    assert (unfinished.title, unfinished.start) == ("Nog niet af", page.start + LATER)
    assert unfinished.notice == NOTICES["notice_nl"]
    assert draft.user == after.latest_revision.user
    assert after.latest_revision.is_latest_revision()

    after = editor.publish(after)
    assert (after.title, event_of(page).sequence) == ("Nog niet af", 1)
    assert not after.has_unpublished_changes


def test_bulk_publish_of_that_draft_changes_no_fact(editor: Editor, page: EventPage) -> None:
    editor.edit(page, title="Nog niet af")
    change(editor, page, status="cancelled")
    editor.bulk("publish", page)
    event = event_of(page)
    assert (anew(page).title, event.status, event.sequence) == ("Nog niet af", "cancelled", 1)


def test_a_schedule_stays_and_publishes_the_new_facts(editor: Editor, page: EventPage) -> None:
    moment = timezone.now() + timedelta(days=1)
    editor.publish(page, title="Vanaf morgen", go_live_at=typed(moment))
    planned = anew(page).scheduled_revision
    assert anew(page).title == "Excursie"
    change(editor, page, **later(page))

    after = anew(page)
    assert (after.title, after.live) == ("Excursie", True)
    assert after.scheduled_revision == planned
    assert after.scheduled_revision.approved_go_live_at == planned.approved_go_live_at

    Revision.objects.filter(pk=planned.pk).update(approved_go_live_at=timezone.now())
    past = typed(timezone.now() - timedelta(days=1))
    planned.refresh_from_db()
    planned.content["go_live_at"] = past
    planned.save(update_fields=["content"])
    call_command("publish_scheduled")
    after = anew(page)
    assert (after.title, after.start) == ("Vanaf morgen", page.start + LATER)
    assert not after.has_unpublished_changes
    assert event_of(page).sequence == 1


def test_when_a_page_expires_is_left_alone(editor: Editor, page: EventPage) -> None:
    moment = timezone.now().replace(microsecond=0) + timedelta(days=40)
    page.expire_at = moment
    page.save_revision().publish()
    change(editor, page, status="moved")
    assert anew(page).expire_at == moment
    assert anew(page).live


def test_a_review_goes_on_and_approves_the_new_facts(editor: Editor, page: EventPage) -> None:
    editor.edit(page, title="Ter beoordeling")
    workflow = Workflow.objects.get()
    workflow.start(anew(page), editor.client.get("/admin/").wsgi_request.user)
    change(editor, page, **later(page))

    after = anew(page)
    state = after.current_workflow_task_state
    assert (state.status, state.revision) == (TaskState.STATUS_IN_PROGRESS, after.latest_revision)
    state.approve(user=None)
    after = anew(page)
    assert (after.title, after.start) == ("Ter beoordeling", page.start + LATER)
    assert event_of(page).sequence == 1


def test_a_schedule_that_was_read_before_a_change_does_not_undo_it(
    editor: Editor, page: EventPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command reads all that is due first, and then publishes one after the other."""
    draft = page.get_latest_revision_as_object()
    draft.title = "Vanaf nu"
    draft.save_revision(approved_go_live_at=timezone.now() - LATER)
    Job.objects.all().delete()
    read = Revision.publish

    def publish_later(revision: Revision, *args: Any, **kwargs: Any) -> None:
        change(editor, page, **later(page))
        read(revision, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", publish_later)
    call_command("publish_scheduled")

    assert_words_alone_came(page, "Vanaf nu", NOTICES["notice_nl"])


def test_a_review_that_was_read_before_a_change_does_not_undo_it(
    editor: Editor, page: EventPage
) -> None:
    editor.edit(page, title="Ter beoordeling")
    user = editor.client.get("/admin/").wsgi_request.user
    state = Workflow.objects.get().start(anew(page), user).current_task_state
    assert state.revision.content["start"], "read by now"
    Job.objects.all().delete()
    change(editor, page, **later(page))

    state.approve(user=user)

    assert_words_alone_came(page, "Ter beoordeling", NOTICES["notice_nl"])


def test_an_old_version_that_is_published_by_code_undoes_no_change(
    editor: Editor, page: EventPage
) -> None:
    """So does publishing in bulk, of a page without a draft that was changed meanwhile."""
    old = page.get_latest_revision()
    change(editor, page, **later(page))
    old.publish()

    assert_words_alone_came(page, "Excursie", "")
    assert anew(page).live_revision.content["start"] == event_of(page).start.isoformat().replace(
        "+00:00", "Z"
    )


def assert_words_alone_came(page: EventPage, title: str, notice: str) -> None:
    after, event = anew(page), event_of(page)
    assert (after.title, after.notice) == (title, notice)
    assert (after.start, after.end) == (page.start + LATER, page.end + LATER)
    assert (event.start, event.sequence) == (page.start + LATER, 1)
    assert Job.objects.filter(kind="events.announce").count() == 1, "of the change itself"


def test_words_that_only_stand_in_the_draft_stay_there(editor: Editor, page: EventPage) -> None:
    rows = {"programme-TOTAL_FORMS": "1", "programme-0-time": "13:20", "programme-0-minutes": "40"}
    rows["programme-0-day"] = "1"
    editor.edit(page, **rows, **{"programme-0-title": "Langs de lijn"})
    change(editor, page, status="moved")
    assert anew(page).programme.count() == 0
    assert event_of(page).sessions == {}
    drafted = anew(page).get_latest_revision_as_object()
    assert [item.title for item in drafted.programme.all()] == ["Langs de lijn"]


def test_who_listens_to_publishing_hears_of_it_after_the_commit(
    editor: Editor, page: EventPage, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[Any] = []

    def hear(instance: Any, revision: Any, **kwargs: Any) -> None:
        heard.append((instance.pk, revision.pk))

    page_published.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            change(editor, page, status="moved")
            assert heard == []
        assert heard == [(page.pk, anew(page).live_revision_id)]
    finally:
        page_published.disconnect(hear)


def test_the_date_of_the_card_is_that_of_the_change(editor: Editor, page: EventPage) -> None:
    change(editor, page, status="moved")
    after = anew(page)
    assert after.last_published_at == after.live_revision.created_at
    assert after.latest_revision_created_at == after.live_revision.created_at
    assert after.first_published_at == page.first_published_at
    assert Event.objects.get(key=page.translation_key).visible
