"""In the editor of a page, when, where and whether of a published event are only shown."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from brink.jobs.models import Job
from events.models import Event, EventPage, Series
from events.page_form import HELD
from tests.events.changing import editor, of_group, typed
from tests.factories.change import change, change_address
from tests.factories.editor import Editor
from tests.factories.events import event_of, event_page, event_type, place
from tests.factories.pages import publish
from tests.pages.test_operations import agenda

__all__ = ["editor"]  # fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
FORGED = {
    "start": "2030-01-01 10:00",
    "end": "2030-01-01 12:00",
    "presence": "online",
    "online_url": "https://elsewhere.example/x",
    "status": "cancelled",
    "notice": "Verzonnen.",
}


@pytest.fixture
def page() -> EventPage:
    """Published, with seconds and their parts in its times: the widget shows none of them."""
    return event_page(title="Excursie", start=timezone.now() + timedelta(days=20), capacity=5)


def facts_of(page: EventPage) -> list[Any]:
    return [getattr(event_of(page), name) for name in HELD]


def fields_of(page: EventPage) -> dict[str, Any]:
    form = EventPage.get_edit_handler().get_form_class()
    return form(instance=page).fields


def copy_of(editor: Editor, page: EventPage, **more: str) -> EventPage:
    """A copy by the action that every page has."""
    data = {
        "new_title": "Excursie twee",
        "new_slug": "excursie-twee",
        "new_parent_page": str(agenda("nl").pk),
    }
    editor.client.post(editor.url("copy", page.pk), {**data, **more})
    return EventPage.objects.get(slug="excursie-twee")


def test_the_editor_shows_the_facts_and_leads_to_the_action(
    editor: Editor, page: EventPage
) -> None:
    html = editor.client.get(editor.url("edit", page.pk)).content.decode()
    assert html.count(change_address(page)) == 2, "in the header and over the facts"
    place_field = BeautifulSoup(html, "html.parser").select_one("select[name=place][disabled]")
    assert place_field.get_text(strip=True) == "De Lichtkamer", "nothing to choose from"
    assert all(fields_of(page)[name].disabled for name in HELD)
    assert not fields_of(page)["capacity"].disabled


def test_a_forged_form_changes_no_fact(editor: Editor, page: EventPage) -> None:
    before = facts_of(page)
    hall = place("Het Buurtlokaal")
    editor.publish(page, capacity="9", place=str(hall.pk), **FORGED)
    event = event_of(page)
    assert (event.capacity, event.sequence) == (9, 0), "not by a microsecond either"
    assert facts_of(page) == before
    assert not Job.objects.filter(kind="events.announce").exists()


def test_a_draft_that_says_otherwise_does_not_change_them_either(
    editor: Editor, page: EventPage
) -> None:
    """Such a draft is from before the rule, or was made by code."""
    before, start = facts_of(page), page.start
    draft = page.get_latest_revision_as_object()
    draft.status, draft.start = "cancelled", start - timedelta(days=1)
    draft.save_revision()
    html = editor.client.get(editor.url("edit", page.pk)).content.decode()
    assert typed(start) in html
    editor.publish(EventPage.objects.get(pk=page.pk), title="Anders")
    assert (facts_of(page), event_of(page).sequence) == (before, 0)


def test_a_draft_that_was_never_published_is_free(editor: Editor) -> None:
    page = editor.create(agenda("nl"), "events.eventpage", title="Rondje", slug="rondje")
    assert not any(fields_of(page)[name].disabled for name in HELD)
    start = timezone.now() + timedelta(days=3)
    fields = {"start": typed(start), "end": typed(start + timedelta(hours=1))}
    editor.edit(page, **fields)
    moved = {name: typed(start + timedelta(days=n)) for n, name in enumerate(fields, start=1)}
    editor.publish(page, type=str(event_type().pk), place=str(place().pk), **moved)
    assert typed(event_of(page).start) == moved["start"]


def test_hidden_again_the_facts_are_free(editor: Editor, page: EventPage) -> None:
    editor.unpublish(page)
    page.refresh_from_db()
    assert not page.live
    assert not any(fields_of(page)[name].disabled for name in HELD)
    html = editor.client.get(editor.url("edit", page.pk)).content.decode()
    assert change_address(page) not in html


def test_an_old_version_brings_back_its_words_and_no_fact(editor: Editor, page: EventPage) -> None:
    page = publish(page)
    old = page.latest_revision
    change(editor, page, status="moved", start=typed(page.start + timedelta(hours=1)))
    now = facts_of(page)
    page = editor.publish(EventPage.objects.get(pk=page.pk), title="Anders")
    data = editor.form(editor.url("revisions_revert", page.pk, old.pk))
    data["revision"], data["action-publish"] = str(old.pk), "1"
    data["notice"] = "Verplaatst."
    assert editor.client.post(editor.url("edit", page.pk), data).status_code == 302
    assert EventPage.objects.get(pk=page.pk).title == "Excursie"
    assert (facts_of(page), event_of(page).sequence) == (now, 1)


def test_a_copy_is_another_event_and_free(editor: Editor, page: EventPage) -> None:
    copy = copy_of(editor, page)
    assert not any(fields_of(copy)[name].disabled for name in HELD)
    assert not Event.objects.filter(key=copy.translation_key).exists()


@pytest.mark.parametrize("is_published", [False, True])
def test_a_copy_starts_without_what_happened_to_the_first(
    editor: Editor, page: EventPage, is_published: bool
) -> None:
    series = Series.objects.create(title_nl="Reeks", title_en="Series")
    fields = {"after": "<p>Slides</p>", "recording_url": "https://film.example/1"}
    EventPage.objects.filter(pk=page.pk).update(
        status="moved", notice="Later.", other_notice="It is later.", series=series, **fields
    )
    publish(EventPage.objects.get(pk=page.pk))
    copy = copy_of(editor, page, **({"publish_copies": "on"} if is_published else {}))
    assert copy.live is is_published
    for each in (copy, copy.get_latest_revision_as_object()):
        assert (each.status, each.series, each.capacity) == ("scheduled", None, 5)
        assert not any(getattr(each, name) for name in ("notice", "other_notice", *fields))
    assert EventPage.objects.get(pk=page.pk).notice == "Later."


def test_a_translation_takes_along_what_happened(editor: Editor, page: EventPage) -> None:
    EventPage.objects.filter(pk=page.pk).update(
        status="moved", notice="Later.", recording_url="https://film.example/1"
    )
    draft = editor.translate(page, "en")
    assert (draft.status, draft.notice) == ("moved", "Later.")
    assert draft.recording_url == "https://film.example/1"


def test_a_form_that_was_open_during_a_change_does_not_undo_it(
    editor: Editor, page: EventPage
) -> None:
    form = editor.form(editor.url("edit", page.pk))
    change(editor, page, status="cancelled")
    form["title"], form["notice"], form["action-publish"] = "Anders", "Het gaat niet door.", "1"
    assert editor.client.post(editor.url("edit", page.pk), form).status_code == 302
    event = event_of(page)
    assert (event.status, event.sequence) == ("cancelled", 1)
    assert EventPage.objects.get(pk=page.pk).title == "Anders"


def test_the_listing_offers_the_action_to_who_may_publish(editor: Editor, page: EventPage) -> None:
    listing = f"/admin/pages/{page.get_parent().pk}/"
    assert change_address(page) in editor.client.get(listing).content.decode()
    author = of_group(page, "add_page", "change_page")
    assert change_address(page) not in author.client.get(listing).content.decode()
    page.unpublish()
    assert change_address(page) not in editor.client.get(listing).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_listing_asks_nothing_more_for_the_action(
    editor: Editor, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _each in range(number):
        page = event_page()
    listing = f"/admin/pages/{page.get_parent().pk}/"
    editor.client.get(listing)
    with_it = queries(editor, listing)
    monkeypatch.setattr("events.change_hooks.ChangeButton.is_shown", lambda *args: False)
    assert with_it == queries(editor, listing)


def queries(editor: Editor, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        editor.client.get(address)
    return len(asked)


@pytest.mark.parametrize("order", [-10, 0])
def test_other_hooks_of_the_editor_run_once(editor: Editor, page: EventPage, order: int) -> None:
    ran: list[str] = []

    def note(request: HttpRequest, page: Page) -> None:
        ran.append(request.method)

    with hooks.register_temporarily("before_edit_page", note, order=order):
        editor.publish(page, title="Anders")

    assert ran == ["GET", "POST"]
