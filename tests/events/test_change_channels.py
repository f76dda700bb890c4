"""One change, all channels: page, feed, mail, waiting list and search agree afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from django.utils.text import capfirst
from wagtail.models import PageLogEntry, Revision

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages import moments, projection
from brink.pages.models import Card, ContentVersion, ItemFacet
from events.models import CalendarBlock, Event, EventPage, Registration
from events.registration import cancel
from search.engines import Engine
from tests.events.changing import editor, typed
from tests.factories.change import NOTICES, change, change_address, confirmed, look_over, opened
from tests.factories.editor import Editor
from tests.factories.events import event_of, event_page, place, registration_factory
from tests.factories.pages import add_translation
from tests.pages.test_operations import agenda
from tests.search.conftest import elasticsearch, engine

__all__ = ["editor", "elasticsearch", "engine"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]

State = Registration.State
PAGES = {"nl": "/nl/agenda/excursie/", "en": "/en/events/excursion/"}
FEEDS = {"nl": "/nl/agenda/feed.ics", "en": "/en/events/feed.ics"}
SEARCH = {"nl": "/nl/zoeken/?q=excursie", "en": "/en/search/?q=excursion"}
OLD, NEW = "De Lichtkamer", "Het Buurtlokaal"
LANGS = ("nl", "en")
TOLD = {"comes@b.example": "nl", "waits@b.example": "en", "last@b.example": "nl"}


class Off(NamedTuple):
    """How a channel says that it is cancelled."""

    page: str
    search: str
    title: str


OFF = {
    "nl": Off("gaat niet door", "Geannuleerd", "GEANNULEERD: Excursie"),
    "en": Off("is cancelled", "Cancelled", "CANCELLED: Excursion"),
}


@pytest.fixture
def page(editor: Editor) -> EventPage:
    """An event in two languages with one place, taken; two wait, and two are not to be told."""
    start = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=20)
    page = event_page(title="Excursie", start=start, capacity=1, place=place(OLD))
    facts = {name: getattr(page, name) for name in ("start", "end", "type", "place", "capacity")}
    add_translation(page, agenda("en"), title="Excursion", **facts)
    event = event_of(page)
    registration_factory(event, State.CONFIRMED, email="comes@b.example", sequence=1)
    registration_factory(event, State.WAITING, email="waits@b.example", language="en")
    registration_factory(event, State.WAITING, email="last@b.example")
    registration_factory(event, State.CANCELLED, email="not@b.example")
    registration_factory(event, State.UNCONFIRMED, email="unproven@b.example")
    event_page(title="Iets anders", start=start)
    run_due()
    mail.outbox.clear()
    return page


@dataclass
class Mailed:
    subject: str
    text: str
    parts: list[bytes]

    def event(self) -> icalendar.Event:
        (event,) = icalendar.Calendar.from_ical(self.parts[0]).events
        return event


def mailed() -> dict[str, Mailed]:
    """What went out since the last look, by address; more than one to somebody is an error."""
    run_due()
    found = {}
    for message in mail.outbox:
        (address,) = message.to
        assert address not in found, f"two mails to {address}"
        walked = message.message().walk()
        parts = [p.get_payload(decode=True) for p in walked if p.get_content_type() in CALENDAR]
        found[address] = Mailed(message.subject, str(message.body), parts)
    mail.outbox.clear()
    return found


CALENDAR = ("text/calendar", "application/ics")


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def entry(client: Client, page: EventPage, lang: str) -> icalendar.Event:
    feed = icalendar.Calendar.from_ical(client.get(FEEDS[lang]).content)
    uid = event_of(page).uid
    (found,) = [event for event in feed.events if event["UID"].startswith(uid)]
    return found


def other_blocks(client: Client, lang: str) -> list[bytes]:
    blocks = client.get(FEEDS[lang]).content.split(b"BEGIN:VEVENT")
    return [block.split(b"END:VEVENT")[0] for block in blocks if b"Iets anders" in block]


def said(moment: datetime, lang: str) -> str:
    """A day as pages write it."""
    with translation.override(lang):
        return moments.short_day(timezone.localtime(moment))


def shown(start: datetime, end: datetime, lang: str) -> str:
    """When it is, as a result of search says it."""
    with translation.override(lang):
        return capfirst(moments.span(timezone.localtime(start), timezone.localtime(end)))


def queue_of(page: EventPage) -> list[tuple[str, str]]:
    found = event_of(page).registrations.order_by("position")
    return list(found.values_list("email", "state"))


@dataclass
class Expected:
    """What every channel must say in a language, and what none may say (any more)."""

    lang: str
    page: tuple[str, ...]
    search: tuple[str, ...]
    entry: dict[str, Any]
    absent: tuple[str, ...] = ()

    def check(self, client: Client, page: EventPage) -> None:
        html, hit = read(client, PAGES[self.lang]), read(client, SEARCH[self.lang])
        assert [text for text in self.page if text not in html] == []
        assert [text for text in self.search if text not in hit] == []
        assert [text for text in self.absent if text in html or text in hit] == []
        found = entry(client, page, self.lang)
        assert {name: found[name] for name in self.entry} == self.entry
        lines = f"{found['SUMMARY']} {found['LOCATION']} {found['DESCRIPTION']}"
        assert notices_in(html) == notices_in(lines) == {self.lang}


def notices_in(text: str) -> set[str]:
    return {lang for lang in LANGS if NOTICES[f"notice_{lang}"] in text}


def test_another_time_and_place_reach_all_five(
    client: Client, editor: Editor, page: EventPage, engine: Engine
) -> None:
    before, queue = event_of(page), queue_of(page)
    others = {lang: other_blocks(client, lang) for lang in LANGS}
    start, end = before.start + timedelta(days=2), before.end + timedelta(days=2)
    fields = {"start": typed(start), "end": typed(end), "place": str(place(NEW).pk)}

    change(editor, page, status="moved", **fields)
    mails = mailed()
    engine.refresh()

    for lang in LANGS:
        day, was = said(start, lang), said(before.start, lang)
        words = {"SEQUENCE": 1, "STATUS": "CONFIRMED", "LOCATION": NEW}
        hit = (shown(start, end, lang),)
        Expected(lang, (day, NEW), hit, words, absent=(was, OLD)).check(client, page)
        assert (entry(client, page, lang).start, entry(client, page, lang).end) == (start, end)
        assert other_blocks(client, lang) == others[lang], "only its own entry is another"
    assert set(mails) == set(TOLD)
    for address, sent in mails.items():
        assert notices_in(sent.text) == {TOLD[address]}
        for part in sent.parts:
            assert b"DTSTART;TZID=Europe/Amsterdam:" + wall(start) in unfolded(part)
            assert NEW.encode() in unfolded(part)
    assert mails["comes@b.example"].parts, "who has a place gets it as a calendar entry"
    assert queue_of(page) == queue
    assert mailed() == {}, "nothing goes out a second time"


def wall(moment: datetime) -> bytes:
    return f"{timezone.localtime(moment):%Y%m%dT%H%M%S}".encode()


def unfolded(content: bytes) -> bytes:
    return content.replace(b"\r\n ", b"")


def test_a_cancelled_event_is_off_everywhere(
    client: Client, editor: Editor, page: EventPage, engine: Engine
) -> None:
    queue = queue_of(page)
    change(editor, page, status="cancelled")
    mails = mailed()
    engine.refresh()

    for lang in LANGS:
        words = {"STATUS": "CANCELLED", "SEQUENCE": 1, "SUMMARY": OFF[lang].title}
        Expected(lang, (OFF[lang].page,), (OFF[lang].search,), words).check(client, page)
    assert set(mails) == set(TOLD)
    for address, sent in mails.items():
        assert notices_in(sent.text) == {TOLD[address]}
        assert sent.subject.startswith({"nl": "Geannuleerd", "en": "Cancelled"}[TOLD[address]])
    assert b"STATUS:CANCELLED" in mails["comes@b.example"].parts[0]
    assert queue_of(page) == queue, "people keep their places in the queue"

    cancel(event_of(page).registrations.get(email="comes@b.example"))
    assert set(mailed()) <= {"comes@b.example"}, "nobody moves up where nothing is held"
    assert event_of(page).registrations.queue().count() == 2


def test_held_after_all_it_is_on_again_everywhere(
    client: Client, editor: Editor, page: EventPage, engine: Engine
) -> None:
    change(editor, page, status="cancelled", notice_nl="Het gaat niet.", notice_en="It is off.")
    cancel(event_of(page).registrations.get(email="comes@b.example"))
    mailed()
    change(editor, page, status="scheduled")
    run_due()
    engine.refresh()

    for lang in LANGS:
        words = {"STATUS": "CONFIRMED", "SEQUENCE": 2}
        gone = (OFF[lang].page, OFF[lang].search, "Het gaat niet.", "It is off.")
        Expected(lang, (), (shown(page.start, page.end, lang),), words, gone).check(client, page)
    told = [message.to[0] for message in mail.outbox]
    assert set(told) == {"waits@b.example", "last@b.example"}
    assert told.count("last@b.example") == 1
    states = dict(queue_of(page))
    assert states["waits@b.example"] == State.OFFERED, "the first in the queue is asked"
    assert states["last@b.example"] == State.WAITING


def test_who_waits_moves_up_by_the_same_rules_after_a_change(
    client: Client, editor: Editor, page: EventPage
) -> None:
    change(editor, page, status="moved", start=typed(page.start + timedelta(minutes=30)))
    mailed()
    editor.publish(EventPage.objects.get(pk=page.pk), capacity="2")
    assert set(mailed()) == {"waits@b.example"}
    assert dict(queue_of(page))["waits@b.example"] == State.OFFERED
    assert dict(queue_of(page))["last@b.example"] == State.WAITING


def everything() -> dict[str, Any]:
    """All rows in which something of a change could stay behind."""
    models = (Event, EventPage, Card, ItemFacet, CalendarBlock, ContentVersion, Job)
    models = (*models, Registration, Revision, PageLogEntry)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


class BrokenError(Exception):
    pass


def broken(*args: Any, **kwargs: Any) -> None:
    raise BrokenError


BREAKS = {
    "second page": "events.change.record",
    "mail": "events.projection.enqueue",
    "search": "brink.pages.projection.enqueue",
    "calendar": "events.calendar.renewal.write_blocks",
}


@pytest.mark.parametrize("where", [*BREAKS, "a follower"])
def test_what_fails_half_way_leaves_nothing_anywhere(
    client: Client, editor: Editor, page: EventPage, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    pages = {address: client.get(address).content for address in (*PAGES.values(), *FEEDS.values())}
    form = confirmed(look_over(editor, page, opened(editor, page), status="cancelled"))
    before = everything()
    if where in BREAKS:
        monkeypatch.setattr(BREAKS[where], broken)
    else:
        monkeypatch.setattr(projection, "_followers", [*projection._followers, broken])

    with pytest.raises(BrokenError):
        editor.client.post(change_address(page), form)
    monkeypatch.undo()

    assert everything() == before
    assert mailed() == {}
    assert {address: client.get(address).content for address in pages} == pages
