"""Entries are rendered when an event changes, and stored with it."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import translation

from brink.themes.models import Theme
from events.calendar import blocks
from events.calendar.blocks import edition, write_blocks
from events.calendar.reading import block_texts
from events.calendar.renewal import mark_stale, render_stale, stale_events
from events.calendar.stamps import number_of, stamped
from events.models import CalendarBlock, Event, EventPage
from events.queries import event_row
from tests.events.at_once import PATIENCE, at_once
from tests.events.calendars import calendar
from tests.factories.events import event_factory, event_page
from tests.factories.pages import publish

MORNING = datetime(2026, 11, 25, 9, tzinfo=UTC)
LATER = MORNING + timedelta(hours=1)


def block(event: Event | EventPage, lang: str = "nl") -> CalendarBlock:
    key = event.key if isinstance(event, Event) else event.translation_key
    return CalendarBlock.objects.get(event__key=key, lang=lang)


def state(event: EventPage) -> list[tuple]:
    rows = CalendarBlock.objects.filter(event__key=event.translation_key).order_by("lang")
    return list(rows.values_list("lang", "text", "fingerprint", "modified", "edition"))


@pytest.mark.django_db
def test_publish_stores_the_entry_in_both_languages(tree: dict) -> None:
    event = event_factory(title="Kringloop", other_title="Circle")

    nl, en = block(event, "nl"), block(event, "en")

    assert "\r\nSUMMARY:Kringloop\r\n" in f"\r\n{nl.text}"
    assert "\r\nSUMMARY:Circle\r\n" in en.text
    assert nl.edition == en.edition == edition()
    assert nl.modified == event.changed
    assert nl.text.startswith("BEGIN:VEVENT\r\n")
    assert nl.text.endswith("END:VEVENT\r\n")


@pytest.mark.django_db
def test_stored_entry_is_that_of_the_event_as_it_is(tree: dict) -> None:
    event = event_factory(status="cancelled", presence="online", notice="De zaal is niet vrij.")

    fresh = calendar([event_row(event, "en")], "en").decode()

    assert block(event, "en").text in fresh


@pytest.mark.django_db
def test_save_that_calendars_do_not_show_leaves_the_bytes_alone(tree: dict) -> None:
    with time_machine.travel(MORNING, tick=False):
        page = event_page()
        before = state(page)
    with time_machine.travel(LATER, tick=False):
        publish(page)
        publish(page, capacity=9, audience="Ondernemers")
        assert state(page) == before
        publish(page, title="Andere titel")

    [_en, nl] = state(page)
    assert nl[3] == LATER
    assert nl[1].count("20261125T100000Z") == 2


@pytest.mark.django_db
def test_word_in_one_language_leaves_the_other_alone(tree: dict) -> None:
    with time_machine.travel(MORNING, tick=False):
        page = event_page(other_title="Circle")
    with time_machine.travel(LATER, tick=False):
        publish(page, title="Andere titel")

    assert block(page, "nl").modified == LATER
    assert block(page, "en").modified == MORNING


@pytest.mark.django_db
def test_failed_publish_leaves_the_old_entry(tree: dict) -> None:
    page = event_page(title="Kringloop")
    before = state(page)

    with transaction.atomic():
        publish(page, title="Andere titel")
        assert state(page) != before
        transaction.set_rollback(True)

    assert state(page) == before


@pytest.mark.django_db
def test_hidden_event_that_returns_unchanged_has_the_same_bytes(tree: dict) -> None:
    with time_machine.travel(MORNING, tick=False):
        page = event_page()
        before = state(page)
    with time_machine.travel(LATER, tick=False):
        page.unpublish()
        hidden = block_texts(Event.objects.visible(), "nl")
        publish(page)

    assert hidden == []
    assert state(page) == before


@pytest.mark.django_db
def test_other_texts_are_other_fingerprints(tree: dict) -> None:
    one, two = event_page(title="Kringloop"), event_page(title="Streekbrood")

    assert block(one).fingerprint != block(two).fingerprint
    assert len(block(one).fingerprint) == 64


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_blocks_are_written_by_the_same_queries(
    tree: dict, number: int, django_assert_num_queries: Any
) -> None:
    events = [event_factory(title=f"Kringloop {n}") for n in range(number)]
    keys = [event.key for event in events]
    CalendarBlock.objects.update(fingerprint="")

    with django_assert_num_queries(8):
        # two for the savepoint, events, blocks, cards, facets, labels of types, the write
        assert write_blocks(keys) == 2 * number
    with django_assert_num_queries(7):
        assert write_blocks(keys) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["missing", "old"])
def test_entry_that_is_not_stored_is_rendered_at_reading(tree: dict, what: str) -> None:
    theme = Theme.objects.create(code="export", label_nl="Export", label_en="Exports")
    events = [event_factory(themes=[theme]) for _each in range(3)]
    wanted = {lang: block_texts(Event.objects.visible(), lang) for lang in ("nl", "en")}
    chosen = CalendarBlock.objects.filter(event=events[1])
    _done = chosen.delete() if what == "missing" else chosen.update(edition=9, text="wrong")
    before = list(CalendarBlock.objects.order_by("pk").values_list())

    found = {lang: block_texts(Event.objects.visible(), lang) for lang in ("nl", "en")}

    assert found == wanted
    assert list(CalendarBlock.objects.order_by("pk").values_list()) == before


@pytest.mark.django_db
def test_entries_are_read_by_one_query(tree: dict, django_assert_num_queries: Any) -> None:
    for _each in range(3):
        event_page()

    with django_assert_num_queries(1):
        assert len(block_texts(Event.objects.visible(), "nl")) == 3


@pytest.mark.django_db
def test_other_address_of_the_site_is_another_edition(tree: dict, settings: Any) -> None:
    event_page()
    known = edition()

    settings.BASE_URL = "https://brink.example"

    assert edition() != known
    assert b"@brink.example" in block_texts(Event.objects.visible(), "nl")[0]


def test_stamp_in_a_text_is_no_stamp() -> None:
    bare = "DTSTAMP:19700101T000000Z\\nSUMMARY:x\r\nDTSTAMP:19700101T000000Z\r\nSEQUENCE:-1\r\n"

    assert stamped(bare, MORNING) == (
        "DTSTAMP:19700101T000000Z\\nSUMMARY:x\r\nDTSTAMP:20261125T090000Z\r\nSEQUENCE:28371600\r\n"
    )


def test_number_of_an_old_change_is_not_below_zero() -> None:
    assert number_of(datetime(2024, 2, 29, tzinfo=UTC)) == 0


# Publishing and rendering at once


def unlocked(keys: list, *, wait: bool) -> list[Event]:
    found = Event.objects.filter(key__in=keys, visible=True)
    return list(found.with_place().order_by("pk"))


def title_after_a_slow_renderer(
    page: EventPage, monkeypatch: pytest.MonkeyPatch, *, patience: float = PATIENCE
) -> str:
    """What is stored when a publish comes in between the reading and the writing of a renderer.

    With the lock the publish waits for the renderer: then its patience is to end.
    """
    CalendarBlock.objects.update(edition=0)
    has_read, is_published = threading.Event(), threading.Event()
    make_block, renderer_thread = blocks.make_block, []

    def slow(*args: Any) -> CalendarBlock:
        if threading.current_thread() in renderer_thread and not has_read.is_set():
            has_read.set()
            is_published.wait(patience)
        return make_block(*args)

    def render() -> None:
        renderer_thread.append(threading.current_thread())
        write_blocks([page.translation_key])

    def publish_meanwhile() -> None:
        has_read.wait(PATIENCE)
        publish(page, title="Later")
        is_published.set()

    monkeypatch.setattr(blocks, "make_block", slow)
    at_once([render, publish_meanwhile])
    text = block(page).text
    return text.partition("SUMMARY:")[2].partition("\r\n")[0]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_slow_renderer_undoes_a_publish(
    tree: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control. SQLite lets one writer in at a time, lock or no lock."""
    page = event_page(title="Begin")
    monkeypatch.setattr(blocks, "lock_events", unlocked)

    assert title_after_a_slow_renderer(page, monkeypatch) == "Begin"


@pytest.mark.django_db(transaction=True)
def test_with_the_lock_what_was_published_last_is_stored(
    tree: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = event_page(title="Begin")

    assert title_after_a_slow_renderer(page, monkeypatch, patience=2) == "Later"


@pytest.mark.django_db(transaction=True)
def test_many_publishers_and_renderers_leave_the_entries_of_what_is_published(tree: dict) -> None:
    pages = [event_page(title=f"Begin {number}") for number in range(3)]
    keys = [page.translation_key for page in pages]

    def publisher(page: EventPage) -> Callable[[], None]:
        titles = [f"{page.title} na {number}" for number in range(4)]
        return lambda: [publish(page, title=title) for title in titles] and None

    def renderer() -> None:
        for _each in range(4):
            mark_stale()
            render_stale()

    at_once([*map(publisher, pages), renderer, renderer])

    assert not stale_events().exists()
    for stored in CalendarBlock.objects.filter(event__key__in=keys).select_related("event"):
        row = event_row(stored.event, stored.lang)
        with translation.override(stored.lang):
            now = stamped(blocks.render(row), stored.modified)
        assert " na 3" in row.card.title
        assert stored.text == now


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_renewal_leaves_what_somebody_holds_to_the_last(tree: dict) -> None:
    held, free = event_factory(title="Bezet"), event_factory(title="Vrij")
    CalendarBlock.objects.update(edition=0)
    is_held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Event.objects.select_for_update().get(pk=held.pk)
            is_held.set()
            let_go.wait(PATIENCE)

    def render() -> int:
        is_held.wait(PATIENCE)
        written = write_blocks([held.key, free.key], wait=False)
        let_go.set()
        return written

    assert at_once([hold, render])[1] == 2
    assert [block(event).edition for event in (held, free)] == [0, edition()]
