"""Who may change when, where or whether an event is held, and which pages stay as they are."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from events.change import Change, change_event, standing
from events.models import EventPage
from tests.events.changing import editor, messages_of, of_group, page, twin
from tests.factories.change import NOTICES, change, change_address, look_over, opened
from tests.factories.editor import Editor
from tests.factories.events import event_of, event_page
from tests.factories.people import editor as editor_factory

__all__ = ["editor", "page", "twin"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.fixture
def author(page: EventPage) -> Editor:
    """May write under the Dutch agenda, and not publish."""
    return of_group(page, "add_page", "change_page")


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_publish_is_sent_away(
    author: Editor, editor: Editor, page: EventPage, method: str
) -> None:
    form = {**opened(editor, page).dict(), **NOTICES, "status": "cancelled", "confirmed": "1"}
    response = getattr(author.client, method)(change_address(page), form)
    assert (response.status_code, response.url) == (302, "/admin/")
    assert event_of(page).sequence == 0
    edit = author.client.get(author.url("edit", page.pk)).content.decode()
    assert change_address(page) not in edit


def test_who_publishes_in_one_language_changes_no_page_of_the_other(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    dutch = of_group(page, "add_page", "change_page", "publish_page")
    assert dutch.client.get(change_address(page)).status_code == 302
    form = {**opened(editor, page).dict(), **NOTICES, "status": "cancelled", "confirmed": "1"}
    before = words_of(twin)

    assert dutch.client.post(change_address(page), form).url == "/admin/"

    assert (words_of(twin), event_of(page).sequence) == (before, 0)


@pytest.mark.parametrize("is_locked", [False, True], ids=["no-right", "locked"])
def test_a_page_not_live_that_one_may_not_write_stays_as_it_is(
    editor: Editor, page: EventPage, twin: EventPage, is_locked: bool
) -> None:
    """It does get the facts once it is published."""
    other = {"title": "Excursion, unfinished"}
    editor.edit(twin, **other)
    editor.unpublish(twin)
    dutch = of_group(page, "add_page", "change_page", "publish_page")
    if is_locked:
        EventPage.objects.filter(pk=twin.pk).update(locked=True, locked_by=editor_factory())
    before = words_of(twin)

    change(editor if is_locked else dutch, page, status="cancelled")

    assert (event_of(page).status, event_of(page).sequence) == ("cancelled", 1)
    assert event_of(page).notices["en"] == NOTICES["notice_en"]
    assert words_of(twin) == before
    EventPage.objects.filter(pk=twin.pk).update(locked=False, locked_by=None)
    fields = {"title": "Excursion", "notice": "It is off."}
    assert editor.publish(EventPage.objects.get(pk=twin.pk), **fields).status == "cancelled"
    assert event_of(page).sequence == 1


def words_of(page: EventPage) -> tuple[Any, ...]:
    """All that is stored of a page: its row and its versions."""
    row = EventPage.objects.filter(pk=page.pk).values().get()
    return row, list(page.revisions.order_by("pk").values("content", "created_at"))


def test_of_a_page_that_went_live_meanwhile_nothing_is_written(
    editor: Editor, page: EventPage, twin: EventPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The view looked before the pages were locked."""
    dutch = of_group(page, "add_page", "change_page", "publish_page")
    user = dutch.client.get("/admin/").wsgi_request.user
    before = words_of(page), words_of(twin)
    wanted = Change(facts={"status": "cancelled"}, notices={"nl": "Af.", "en": "Off."})

    with pytest.raises(PermissionDenied):
        change_event(page.translation_key, wanted, seen=standing(event_of(page)), user=user)

    assert (words_of(page), words_of(twin)) == before
    assert event_of(page).status == "scheduled"


def test_strangers_are_asked_to_log_in(client: Any, page: EventPage) -> None:
    response = client.get(change_address(page))
    assert response.status_code == 302
    assert "login" in response.url
    assert client.post(change_address(page)).status_code == 302


def test_a_post_without_the_token_of_the_site_is_refused(page: EventPage, editor: Editor) -> None:
    form = opened(editor, page)
    editor.client.handler.enforce_csrf_checks = True
    assert look_over(editor, page, form, status="cancelled").status_code == 403


def test_other_methods_are_refused(editor: Editor, page: EventPage) -> None:
    assert editor.client.delete(change_address(page)).status_code == 405


def test_a_page_that_somebody_locked_is_left_alone(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    form = opened(editor, page)
    twin.locked, twin.locked_by = True, editor_factory()
    twin.save()
    response = look_over(editor, page, form, status="cancelled", confirmed="1")
    assert response.status_code == 302
    assert "Excursion" in messages_of(response)[-1]
    assert event_of(page).sequence == 0


def test_without_the_page_that_has_the_facts_it_says_which_to_publish(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    page.unpublish()
    response = editor.client.get(change_address(twin))
    assert response.url == editor.url("edit", twin.pk)
    assert "Excursie" in messages_of(response)[-1]


@pytest.mark.parametrize("is_known", [True, False])
def test_what_is_not_published_has_no_such_action(editor: Editor, is_known: bool) -> None:
    page = event_page(live=False)
    number = page.pk if is_known else 999_999
    response = editor.client.get(reverse("event_change", args=[number]), follow=True)
    assert response.status_code == 404
