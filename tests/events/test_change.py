"""The action by which an editor changes when, where or whether a published event is held."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from events.change import CHANGEABLE
from events.models import EventPage, Registration
from events.page_form import HELD
from tests.events.changing import announcements, editor, page, twin, typed
from tests.factories.change import NOTICES, change, change_address, confirmed, look_over, opened
from tests.factories.editor import Editor
from tests.factories.events import event_of, event_page, place, registration_factory

__all__ = ["editor", "page", "twin"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


def test_the_action_offers_all_that_the_editor_of_a_page_may_not_change() -> None:
    assert set(HELD) <= set(CHANGEABLE)


def test_two_steps_move_an_event_and_say_so(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    start, end = page.start + timedelta(days=1), page.end + timedelta(days=1)
    response = change(editor, twin, start=typed(start), end=typed(end), status="moved")

    assert response.url == reverse("wagtailadmin_pages:edit", args=[twin.pk])
    event = event_of(page)
    assert (event.start, event.end, event.status, event.sequence) == (start, end, "moved", 1)
    assert event.notices == {"nl": NOTICES["notice_nl"], "en": NOTICES["notice_en"]}
    for each in (page, twin):
        each.refresh_from_db()
        assert (each.start, each.end, each.status) == (start, end, "moved")
        assert each.latest_revision == each.live_revision
        assert each.live_revision.content["status"] == "moved"
        assert not each.has_unpublished_changes
    assert (page.notice, twin.notice) == (NOTICES["notice_nl"], NOTICES["notice_en"])
    assert announcements(page) == 1


def test_another_place_and_link_reach_everybody(editor: Editor, page: EventPage) -> None:
    hall = place("Het Buurtlokaal")
    change(editor, page, place=str(hall.pk), presence="hybrid", online_url="https://live.example/y")
    event = event_of(page)
    assert (event.place, event.presence, event.online_url, event.sequence) == (
        hall,
        "hybrid",
        "https://live.example/y",
        1,
    )


def test_when_registration_closes_moves_along_but_is_no_news(
    editor: Editor, page: EventPage
) -> None:
    closes = page.start - timedelta(days=2)
    change(editor, page, closes=typed(closes))
    event = event_of(page)
    assert (event.closes, event.sequence, announcements(page)) == (closes, 0, 0)


@pytest.mark.parametrize("is_ticked", [True, False])
def test_a_notice_alone_is_mailed_when_the_editor_says_so(
    editor: Editor, page: EventPage, is_ticked: bool
) -> None:
    before = event_of(page).stamped
    change(editor, page, **({"tells": "on"} if is_ticked else {}))
    event = event_of(page)
    assert event.notices["en"] == NOTICES["notice_en"]
    assert (event.sequence, announcements(page)) == (int(is_ticked), int(is_ticked))
    assert (event.stamped > before) == is_ticked


def test_a_page_alone_carries_both_notices(editor: Editor, page: EventPage) -> None:
    change(editor, page, status="moved")
    page.refresh_from_db()
    assert (page.notice, page.other_notice) == (NOTICES["notice_nl"], NOTICES["notice_en"])
    assert event_of(page).notice_for("en") == (NOTICES["notice_en"], "en")
    html = editor.client.get("/en/events/excursie/").content.decode()
    assert NOTICES["notice_en"] in html
    assert NOTICES["notice_nl"] not in html


def test_a_translation_that_comes_later_brings_its_own_notice(
    editor: Editor, page: EventPage
) -> None:
    draft = editor.translate(page, "en")
    change(editor, page, status="moved")
    draft.refresh_from_db()
    assert not draft.live
    twin = editor.publish(draft, title="Excursion", slug="excursion")
    assert (twin.notice, twin.status) == (NOTICES["notice_en"], "moved")
    assert event_of(page).notices["en"] == NOTICES["notice_en"]
    assert event_of(page).sequence == 1


def test_a_cancelled_event_can_be_held_after_all(editor: Editor, page: EventPage) -> None:
    change(editor, page, status="cancelled")
    assert event_of(page).is_cancelled
    change(editor, page, status="scheduled", notice_nl="Het gaat door.", notice_en="It is on.")
    event = event_of(page)
    assert (event.status, event.sequence) == ("scheduled", 2)
    assert announcements(page) == 2


def test_of_what_is_over_nobody_is_told(editor: Editor) -> None:
    page = event_page(start=timezone.now() - timedelta(days=3))
    registration_factory(event_of(page))
    summary = look_over(editor, page, opened(editor, page), status="cancelled")
    assert not summary.context["is_told"]
    response = editor.client.post(change_address(page), confirmed(summary))
    assert response.status_code == 302
    assert (event_of(page).sequence, announcements(page)) == (1, 0)


def test_history_says_who_changed_what(editor: Editor, page: EventPage, twin: EventPage) -> None:
    change(editor, page, status="moved", start=typed(page.start + timedelta(minutes=30)))
    for each in (page, twin):
        entry = PageLogEntry.objects.get(page=each.pk, action="events.change")
        assert entry.user.email == "baas@brink.example"
        assert entry.data["facts"] == ["start", "status"]
        assert entry.revision == EventPage.objects.get(pk=each.pk).live_revision
        html = editor.client.get(editor.url("history", each.pk)).content.decode()
        assert str(entry.message) in html
        assert "status" in str(entry.message)


def test_cards_are_locked_before_the_event(editor: Editor, page: EventPage) -> None:
    """In the order of a publish, or on PostgreSQL the two could wait for each other."""
    summary = look_over(editor, page, opened(editor, page), tells="on")
    form = confirmed(summary)
    with CaptureQueriesContext(connection) as asked:
        editor.client.post(change_address(page), form)
    queries = [query["sql"] for query in asked]
    cards = next(n for n, sql in enumerate(queries) if 'FROM "pages_card"' in sql)
    events = next(n for n, sql in enumerate(queries) if sql.startswith('UPDATE "events_event"'))
    assert cards < events


def test_registrations_stay_as_they_are(editor: Editor, page: EventPage) -> None:
    registration_factory(event_of(page))
    before = list(Registration.objects.values())
    change(editor, page, status="cancelled")
    assert list(Registration.objects.values()) == before
