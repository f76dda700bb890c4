"""The operation table of the content model, row by row: what publishing does to an event.

Each row looks at the facts (`Event`), the cards of both languages and the registrations.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brink.pages.models import Card
from events.models import Event, EventIndexPage, EventPage, Registration
from tests.factories.change import change
from tests.factories.editor import Editor
from tests.factories.events import event_page, event_type, place, registration_factory
from tests.factories.pages import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(tree: Any) -> Editor:
    return Editor.log_in()


@dataclass
class State:
    """What the outside sees of an item."""

    seq: int | None
    visible: bool | None
    cards: dict[str, tuple[str, str, str]]
    registrations: int


def state(key: Any) -> State:
    event = Event.objects.filter(key=key).first()
    cards = Card.objects.filter(key=key).order_by("lang")
    return State(
        seq=event.sequence if event else None,
        visible=event.visible if event else None,
        cards={card.lang: (card.title, card.path, card.body_lang) for card in cards},
        registrations=Registration.objects.filter(event__key=key).count(),
    )


def nl_only(title: str = "Rondje", slug: str = "rondje") -> dict[str, tuple[str, str, str]]:
    return {
        "en": (title, f"/en/events/{slug}/", "nl"),
        "nl": (title, f"/nl/agenda/{slug}/", "nl"),
    }


@pytest.fixture
def page(tree: Any) -> EventPage:
    """A live event in Dutch with one registration."""
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=20)
    page = publish(event_page(title="Rondje", slug="rondje", capacity=10, start=start))
    registration_factory(Event.objects.get(key=page.translation_key))
    return page


def agenda(lang: str) -> EventIndexPage:
    return EventIndexPage.objects.get(locale__language_code=lang)


def moment(days: int) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%d %H:%M}"


def test_create_draft_shows_nothing(editor: Editor) -> None:
    page = editor.create(agenda("nl"), "events.eventpage", title="Rondje", slug="rondje")
    assert not page.live
    assert state(page.translation_key) == State(None, None, {}, 0)


def test_create_and_publish_in_one_go(editor: Editor) -> None:
    page = editor.create(
        agenda("nl"),
        "events.eventpage",
        publish=True,
        title="Rondje",
        slug="rondje",
        type=str(event_type().pk),
        place=str(place().pk),
        start=moment(3),
        end=moment(4),
    )
    assert state(page.translation_key) == State(0, True, nl_only(), 0)


def test_publish_a_draft_with_a_required_fact_missing_is_refused(editor: Editor) -> None:
    page = editor.create(agenda("nl"), "events.eventpage", title="Rondje", slug="rondje")
    assert editor.edit(page, publish=True).status_code == 200
    assert state(page.translation_key) == State(None, None, {}, 0)


def test_publish_a_change_of_a_calendar_fact_raises_the_sequence(
    editor: Editor, page: EventPage
) -> None:
    change(editor, page, end=moment(40))
    assert state(page.translation_key) == State(1, True, nl_only(), 1)


def test_publish_a_change_of_words_does_not(editor: Editor, page: EventPage) -> None:
    editor.publish(page, title="Rondje 2", capacity="4")
    assert state(page.translation_key) == State(0, True, nl_only("Rondje 2"), 1)
    assert Event.objects.get().capacity == 4


def test_bulk_publish(editor: Editor, page: EventPage) -> None:
    editor.edit(page, title="Rondje 2", capacity="4")
    editor.bulk("publish", page)
    assert state(page.translation_key) == State(0, True, nl_only("Rondje 2"), 1)
    assert Event.objects.get().capacity == 4


def test_draft_on_a_live_page_changes_nothing(editor: Editor, page: EventPage) -> None:
    before = state(page.translation_key)
    editor.edit(page, title="Straks anders", capacity="4")
    assert state(page.translation_key) == before


def test_status_cancelled_and_planned_again_count_each(editor: Editor, page: EventPage) -> None:
    change(editor, page, status="cancelled")
    assert state(page.translation_key) == State(1, True, nl_only(), 1)
    change(editor, page, status="scheduled")
    assert state(page.translation_key) == State(2, True, nl_only(), 1)


def test_revert_to_an_old_revision_brings_back_its_words_and_no_fact_that_people_count_on(
    editor: Editor, page: EventPage
) -> None:
    old = page.latest_revision
    change(editor, page, start=moment(30), end=moment(31))
    start = Event.objects.get().start
    page = editor.publish(page, title="Anders")
    data = editor.form(editor.url("revisions_revert", page.pk, old.pk))
    data["revision"] = str(old.pk)
    data["action-publish"] = "1"
    assert editor.client.post(editor.url("edit", page.pk), data).status_code == 302
    assert state(page.translation_key) == State(1, True, nl_only(), 1)
    assert Event.objects.get().start == start


def test_copy_with_publish_is_a_new_event(editor: Editor, page: EventPage) -> None:
    uid = Event.objects.get().uid
    data = {
        "new_title": "Rondje twee",
        "new_slug": "rondje-twee",
        "new_parent_page": str(agenda("nl").pk),
        "publish_copies": "on",
    }
    editor.client.post(editor.url("copy", page.pk), data)
    copied = EventPage.objects.get(slug="rondje-twee")
    assert copied.translation_key != page.translation_key
    assert state(copied.translation_key) == State(0, True, nl_only("Rondje twee", "rondje-twee"), 0)
    assert Event.objects.get(key=copied.translation_key).uid != uid
    assert state(page.translation_key).registrations == 1


def test_rename_moves_both_addresses(editor: Editor, page: EventPage) -> None:
    editor.publish(page, slug="rondleiding")
    assert state(page.translation_key) == State(0, True, nl_only(slug="rondleiding"), 1)
    response = editor.client.get("/en/events/rondje/")
    assert (response.status_code, response["Location"]) == (301, "/en/events/rondleiding/")


def test_alias_made_by_hand_is_ignored(page: EventPage) -> None:
    before = state(page.translation_key)
    page.create_alias(
        parent=agenda("en"),
        update_slug="alias",
        update_locale=agenda("en").locale,
        reset_translation_key=False,
    )
    alias = page.create_alias(parent=agenda("nl"), update_slug="alias-2")
    assert state(page.translation_key) == before
    assert state(alias.translation_key) == State(None, None, {}, 0)
