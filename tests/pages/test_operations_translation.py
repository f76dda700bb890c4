"""The operation table, second part: two languages, one owner of the facts."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale

from events.models import Event, EventPage, EventQuestion, EventReminder
from events.page_form import HELD
from tests.factories.change import change
from tests.factories.editor import Editor
from tests.factories.events import registration_factory
from tests.pages.test_operations import State, editor, moment, nl_only, page, state

__all__ = ["editor", "page"]  # fixtures

pytestmark = pytest.mark.django_db

BOTH = {
    "en": ("Little tour", "/en/events/little-tour/", "en"),
    "nl": ("Rondje", "/nl/agenda/rondje/", "nl"),
}
EN_ONLY = {
    "en": ("Little tour", "/en/events/little-tour/", "en"),
    "nl": ("Little tour", "/nl/agenda/little-tour/", "en"),
}


@pytest.fixture
def twin(editor: Editor, page: EventPage) -> EventPage:
    """The translation of `page`, live, with words of its own."""
    draft = editor.translate(page, "en")
    return editor.publish(draft, title="Little tour", slug="little-tour")


def test_translate_makes_a_draft_and_shows_nothing(editor: Editor, page: EventPage) -> None:
    before = state(page.translation_key)
    draft = editor.translate(page, "en")
    assert (draft.live, draft.alias_of) == (False, None)
    assert state(page.translation_key) == before


def test_copy_for_translation_leaves_the_words_for_the_other_language_behind(
    page: EventPage,
) -> None:
    page.other_title = "Little tour"
    page.save()
    draft = page.copy_for_translation(Locale.objects.get(language_code="en"))
    assert (draft.other_title, draft.other_summary) == ("", "")


def test_publish_the_translation_keeps_the_facts_and_brings_its_own_words(
    page: EventPage, twin: EventPage
) -> None:
    assert state(page.translation_key) == State(0, True, BOTH, 1)


def test_publish_the_translation_with_other_facts_changes_no_fact(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    start = Event.objects.get().start
    editor.publish(twin, title="Small tour", start=moment(60), end=moment(61), capacity="1")
    assert state(page.translation_key).seq == 0
    event = Event.objects.get()
    assert (event.start, event.capacity) == (start, 10)
    twin.refresh_from_db()
    assert (twin.start, twin.capacity) == (start, 10)


def test_translation_made_by_code_with_other_facts_is_given_those_of_the_owner(
    page: EventPage, twin: EventPage
) -> None:
    twin.capacity = 3
    twin.save_revision().publish()
    twin.refresh_from_db()
    assert (twin.capacity, Event.objects.get().capacity) == (10, 10)


def test_changed_facts_of_the_owner_reach_the_translation(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    editor.publish(page, capacity="25")
    change(editor, page, status="cancelled")
    twin.refresh_from_db()
    assert (twin.capacity, twin.status) == (25, "cancelled")
    assert state(page.translation_key) == State(1, True, BOTH, 1)


def test_facts_in_the_form_of_the_translation_are_disabled(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    html = editor.client.get(editor.url("edit", twin.pk)).content.decode()
    assert "Rondje" in html
    form = EventPage.get_edit_handler().get_form_class()
    shown = form(instance=twin)
    assert all(shown.fields[name].disabled for name in EventPage.fact_fields)
    own = form(instance=page)
    assert {name for name in EventPage.fact_fields if own.fields[name].disabled} == set(HELD)


def test_rows_that_are_facts_are_shown_in_the_translation_and_entered_on_the_owner(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    EventQuestion.objects.create(page=page, label_nl="Welk deeg?", label_en="Which dough?")
    EventReminder.objects.create(page=page, amount=3)
    theirs, ours = (soup_of(editor, each) for each in (twin, page))
    for name, row in (("questions", "Welk deeg?"), ("reminders", "3 dagen")):
        shown = theirs.select_one(f"#id_{name}-ROWS")
        assert "Rondje" in shown.get_text(), "where it is entered"
        assert row in shown.get_text()
        assert not theirs.select(f"[name^={name}-], #id_{name}-ADD"), "nothing to fill in"
        assert ours.select(f"#id_{name}-ADD")


def test_nothing_is_chosen_for_a_fact_in_the_translation(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    assert not soup_of(editor, twin).select("[data-chooser-url][id*=series]")
    assert soup_of(editor, twin).select_one("select[name=series][disabled]")
    assert not soup_of(editor, page).select("select[name=series][disabled]")


def test_rows_that_are_sent_to_the_translation_all_the_same_are_not_stored(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    sent = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "0-label_en": "Why?", "0-label_nl": "Hoe?"}
    editor.publish(twin, **{f"questions-{name}": value for name, value in sent.items()})
    assert not EventQuestion.objects.exists()


def soup_of(editor: Editor, page: EventPage) -> BeautifulSoup:
    html = editor.client.get(editor.url("edit", page.pk)).content
    return BeautifulSoup(html, "html.parser")


def test_unpublish_the_owner_freezes_the_facts(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    start = Event.objects.get().start
    editor.unpublish(page)
    assert state(page.translation_key) == State(0, True, EN_ONLY, 1)
    editor.publish(twin, start=moment(60), end=moment(61))
    assert Event.objects.get().start == start
    editor.publish(EventPage.objects.get(pk=page.pk))
    assert state(page.translation_key) == State(0, True, BOTH, 1)


def test_delete_the_owner_hands_the_facts_over(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    editor.delete(page)
    assert not EventPage.objects.filter(pk=page.pk).exists()
    assert state(page.translation_key) == State(0, True, EN_ONLY, 1)
    assert Event.objects.get().facts_lang == "en"
    editor.publish(twin, capacity="7")
    assert Event.objects.get().capacity == 7


def test_delete_the_translation_brings_the_fall_back(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    editor.delete(twin)
    assert state(page.translation_key) == State(0, True, nl_only(), 1)
    response = editor.client.get("/en/events/little-tour/")
    assert (response.status_code, response["Location"]) == (301, "/en/events/rondje/")


def test_bulk_delete_of_both_languages_at_once_is_refused(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    editor.bulk("delete", page, twin)
    assert EventPage.objects.filter(translation_key=page.translation_key).count() == 2
    assert state(page.translation_key) == State(0, True, BOTH, 1)


def test_bulk_unpublish_of_both_languages_at_once_leaves_one_live(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    editor.bulk("unpublish", page, twin)
    assert state(page.translation_key).visible is True


@pytest.mark.parametrize("action", [UnpublishPageAction, DeletePageAction])
def test_actions_of_the_api_are_allowed_while_a_translation_is_live(
    editor: Editor, page: EventPage, twin: EventPage, action: Any
) -> None:
    registration_factory(Event.objects.get())
    user = page.owner or editor.client.get("/admin/").wsgi_request.user
    action(twin, user=user).execute()
    assert state(page.translation_key) == State(0, True, nl_only(), 2)
