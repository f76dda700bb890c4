"""Meetings of a series that are called by a pattern: on pages, in lists, mails and calendars."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brink.jobs.runner import run_due
from events import links
from events.models import Event, EventPage, Series
from events.series import with_numbers
from tests.events.invitations import come
from tests.events.signing_up import page_of
from tests.events.test_series import fact, meetings
from tests.factories.editor import Editor
from tests.factories.events import event_factory, event_page, registration_factory
from tests.factories.pages import publish

LISTS = {"nl": "/nl/agenda/", "en": "/en/events/"}
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def course() -> Series:
    return Series.objects.create(
        title_nl="Cursus",
        title_en="Course",
        pattern_nl="{title}, bijeenkomst {n} van {total}",
        pattern_en="{title}, meeting {n} of {total}",
    )


@pytest.fixture
def pages(course: Series) -> list[EventPage]:
    return meetings(course)


def titles(client: Client, path: str) -> list[str]:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [title.get_text() for title in page.select(".event-row__title")]


def summaries(client: Client, path: str) -> list[str]:
    lines = client.get(path).content.decode().replace("\r\n ", "").replace("\\,", ",")
    found = [line.partition(":")[2] for line in lines.split("\r\n") if line.startswith("SUMMARY")]
    return sorted(found)


NAMED = [f"Spreekuur {n}, bijeenkomst {n} van 3" for n in (1, 2, 3)]


def test_list_home_and_page_number_the_meetings(client: Client, pages: list[EventPage]) -> None:
    assert titles(client, LISTS["nl"]) == NAMED
    page = BeautifulSoup(client.get(pages[1].url).content, "html.parser")
    assert page.select("h1")[0].get_text() == NAMED[1]
    names = page.select(".series strong, .series a")
    assert [name.get_text() for name in names] == NAMED


@pytest.mark.parametrize(
    ("lang", "name"),
    [("nl", "Les, bijeenkomst 1 van 2"), ("en", "Les, meeting 1 of 2")],
)
def test_number_is_in_the_language_of_the_title(
    client: Client, course: Series, lang: str, name: str
) -> None:
    start = timezone.now() + timedelta(days=9)
    for number in range(2):
        event_page(lang, title="Les", start=start + timedelta(days=number), series=course)
    assert titles(client, LISTS[lang])[0] == name


def test_calendars_number_the_meetings(client: Client, pages: list[EventPage]) -> None:
    assert summaries(client, "/nl/agenda/feed.ics") == NAMED
    assert summaries(client, page_of(fact(pages[0]), name="events:calendar-file")) == [NAMED[0]]


def test_another_pattern_renews_the_calendars(
    client: Client, course: Series, pages: list[EventPage]
) -> None:
    before = client.get("/nl/agenda/feed.ics")
    course.pattern_nl = "{n}/{total} {title}"
    course.save()
    after = client.get("/nl/agenda/feed.ics", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert summaries(client, "/nl/agenda/feed.ics")[0] == "1/3 Spreekuur 1"
    run_due()
    assert summaries(client, "/nl/agenda/feed.ics")[0] == "1/3 Spreekuur 1"


def test_mail_numbers_the_meeting(pages: list[EventPage]) -> None:
    come(fact(pages[2]))
    run_due()
    assert any(NAMED[2] in message.subject for message in mail.outbox)


def test_meeting_that_comes_or_goes_counts_anew(
    client: Client, course: Series, pages: list[EventPage]
) -> None:
    pages[0].unpublish()
    run_due()
    names = ["Spreekuur 2, bijeenkomst 1 van 2", "Spreekuur 3, bijeenkomst 2 van 2"]
    assert titles(client, LISTS["nl"]) == names
    assert summaries(client, "/nl/agenda/feed.ics") == names


def test_meeting_that_is_off_keeps_its_number(client: Client, pages: list[EventPage]) -> None:
    publish(pages[0], status="cancelled")
    run_due()
    assert titles(client, LISTS["nl"]) == NAMED
    assert "GEANNULEERD: " + NAMED[0] in summaries(client, "/nl/agenda/feed.ics")


def test_only_meeting_and_series_without_pattern_have_no_number(
    client: Client, course: Series
) -> None:
    event_page(title="Alleen", start=timezone.now() + timedelta(days=3), series=course)
    meetings(Series.objects.create(title_nl="Los", title_en="Loose"), 2)
    assert titles(client, LISTS["nl"]) == ["Alleen", "Spreekuur 1", "Spreekuur 2"]


@pytest.mark.parametrize("number", [1, 3])
def test_numbers_cost_one_query_and_none_without_a_pattern(
    client: Client, course: Series, number: int, django_assert_num_queries: Any
) -> None:
    plain = Series.objects.create(title_nl="Los", title_en="Loose")
    meetings(plain, number)
    client.get(LISTS["nl"])
    with django_assert_num_queries(6):
        client.get(LISTS["nl"])
    Event.objects.update(series=course)
    with django_assert_num_queries(7):
        client.get(LISTS["nl"])


def test_nothing_is_asked_where_there_is_no_row(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert with_numbers([]) == []


@pytest.mark.parametrize(
    "pattern",
    ["{titel}", "{title", "{}", "{0}", "{title.upper}", "{title!r}", "{n:>9}", "{title[0]}", "}"],
)
def test_pattern_that_cannot_be_filled_in_is_refused(pattern: str) -> None:
    series = Series(title_nl="A", title_en="A", pattern_en=pattern)
    with pytest.raises(ValidationError) as caught:
        series.full_clean()
    assert list(caught.value.message_dict) == ["pattern_en"]


@pytest.mark.parametrize("pattern", ["", "{title}", "{n}/{total} {{x}} {title}", "Zonder getal"])
def test_pattern_that_can_be_filled_in_is_taken(pattern: str) -> None:
    Series(title_nl="A", title_en="A", pattern_nl=pattern).full_clean()


def test_editor_hears_what_is_wrong_with_a_pattern() -> None:
    editor = Editor.log_in()
    form = {"title_nl": "A", "title_en": "A", "pattern_nl": "{nummer}", "pattern_en": ""}
    response = editor.client.post(reverse("wagtailsnippets_events_series:add"), form)
    text = response.content.decode()
    assert not Series.objects.filter(title_nl="A").exists()
    assert "{nummer}" in text


def test_own_agenda_numbers_the_meeting(client: Client, pages: list[EventPage]) -> None:
    found = registration_factory(fact(pages[1]))
    path = links.address("my-agenda", found).removeprefix("http://testserver")
    assert titles(client, path) == [NAMED[1]]
    other = registration_factory(event_factory(title="Anders"), email=found.email)
    assert other.email == found.email
    assert "Anders" in titles(client, path)
