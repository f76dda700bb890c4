"""Until when people can sign up and cancel: the badge, the order by it, and who is too late."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone, translation

from events import links
from events.deadlines import deadline
from events.invitation import deadline_note
from events.models import Event
from tests.factories.events import event_factory, event_page, registration_factory

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
#: what the agenda costs; its order is made in memory
QUERIES = 6
AGENDA = {"nl": "/nl/agenda/", "en": "/en/events/"}
pytestmark = pytest.mark.usefixtures("tree")


def closing(after: timedelta | None, **fields: Any) -> Event:
    closes = timezone.now() + after if after else None
    return event_factory(closes=closes, **fields)


def titles(client: Client, query: str = "", lang: str = "nl") -> list[str]:
    page = BeautifulSoup(client.get(AGENDA[lang] + query).content, "html.parser")
    return [title.get_text() for title in page.select(".event-row__title")]


@pytest.mark.parametrize(
    ("after", "is_near"),
    [(7 * DAY - HOUR, True), (HOUR, True), (7 * DAY + HOUR, False), (None, False)],
)
def test_deadline_is_a_point_in_its_last_week(after: timedelta | None, is_near: bool) -> None:
    assert bool(deadline(closing(after))) is is_near


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"opens": True}])
def test_deadline_of_what_nobody_can_sign_up_for_is_none(fields: dict[str, Any]) -> None:
    if "opens" in fields:
        fields = {"opens": timezone.now() + HOUR}
    assert deadline(closing(2 * HOUR, **fields)) is None
    event = closing(HOUR)
    assert deadline(event, timezone.now() + 2 * HOUR) is None


@pytest.mark.parametrize(
    ("lang", "hour", "words"),
    [
        ("nl", 11, "donderdag 3 december"),
        ("en", 11, "Thursday 3 December"),
        ("en", 23, "Thursday 3 December"),  # midnight in Amsterdam
    ],
)
def test_badge_names_the_last_day(lang: str, hour: int, words: str) -> None:
    closes = datetime(2026, 12, 3, hour, tzinfo=UTC)
    with time_machine.travel(closes - 2 * DAY), translation.override(lang):
        event = event_factory(closes=closes, start=closes + 9 * DAY)
        assert words in deadline_note(event)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_badge_is_on_the_list_and_on_the_page(client: Client, lang: str) -> None:
    page = event_page(lang, title="Kaas", closes=timezone.now() + 2 * DAY)
    event = Event.objects.get(key=page.translation_key)
    with translation.override(lang):
        words = deadline_note(event)
    assert words in client.get(AGENDA[lang]).content.decode()
    assert words in client.get(page.url).content.decode()


def test_list_by_deadline_has_what_closes_first(client: Client) -> None:
    start = timezone.now() + 30 * DAY
    closing(20 * DAY, title="Laat", start=start)
    closing(3 * DAY, title="Vroeg", start=start + DAY)
    closing(None, title="Zonder", start=start - 20 * DAY)
    closing(DAY, title="Af", start=start - 25 * DAY, status="cancelled")
    assert titles(client) == ["Af", "Zonder", "Laat", "Vroeg"]
    assert titles(client, "?sort=deadline") == ["Vroeg", "Zonder", "Laat", "Af"]
    assert titles(client, "?sort=nonsense") == titles(client)


def test_list_by_deadline_keeps_its_order_in_each_address(client: Client) -> None:
    closing(3 * DAY)
    text = client.get(AGENDA["nl"] + "?type=workshop&sort=deadline").content.decode()
    page = BeautifulSoup(text, "html.parser")
    assert page.select_one('meta[name="robots"]')["content"].startswith("noindex")  # type: ignore[index]
    assert page.select_one('input[name="sort"][value="deadline"]')
    assert [link["href"] for link in page.select('nav[aria-label] a[href^="?type"]')] == [
        "?type=workshop"
    ]
    plain = BeautifulSoup(client.get(AGENDA["nl"] + "?type=workshop").content, "html.parser")
    hrefs = {link["href"] for link in plain.select("nav a[href]")}
    assert "?type=workshop&sort=deadline" in hrefs


def test_past_has_no_deadlines(client: Client) -> None:
    event_factory(title="Toen", start=timezone.now() - 9 * DAY)
    assert titles(client, "?past=1&sort=deadline") == ["Toen"]
    assert "sort=deadline" not in client.get(AGENDA["nl"] + "?past=1").content.decode()


def test_calendar_has_no_order_and_refuses_one(client: Client) -> None:
    closing(3 * DAY)
    for query in ("sort=deadline", "nonsense=1"):
        assert client.get(f"/nl/agenda/feed.ics?{query}").status_code == 404
    shown = client.get(AGENDA["nl"] + "?sort=deadline").context["agenda"]
    assert "sort" not in shown.selection.feed_path


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("query", ["", "?sort=deadline"])
def test_order_costs_no_query(
    client: Client, number: int, query: str, django_assert_num_queries: Any
) -> None:
    for _event in range(number):
        closing(3 * DAY)
    client.get(AGENDA["nl"])
    with django_assert_num_queries(QUERIES):
        client.get(AGENDA["nl"] + query)


def test_page_of_the_registration_says_until_when_one_can_cancel(client: Client) -> None:
    event = event_factory(
        cancel_until=timezone.now() + DAY, organiser_email="lab@b.example", organiser_name="Lab"
    )
    found = registration_factory(event)
    confirm, cancel, agenda = (
        links.address(action, found).removeprefix("http://testserver")
        for action in ("confirm", "cancel", "my-agenda")
    )
    assert cancel.split("/")[2] in client.get(confirm).content.decode()
    with time_machine.travel(timezone.now() + 2 * DAY):
        for path in (confirm, cancel, agenda):
            text = client.get(path).content.decode().split("<main")[1]
            assert "mailto:lab@b.example" in text, path
        assert "<form method" not in client.get(cancel).content.decode().split("<main")[1]
        response = client.post(cancel)
        assert response.status_code == 409
        assert "mailto:lab@b.example" in response.content.decode()
    found.refresh_from_db()
    assert found.state == "confirmed"


def test_who_waits_may_always_leave(client: Client) -> None:
    event = event_factory(cancel_until=timezone.now() - HOUR, capacity=1)
    registration_factory(event)
    found = registration_factory(event, "waiting")
    path = links.address("cancel", found).removeprefix("http://testserver")
    assert client.post(path).status_code == 302
    found.refresh_from_db()
    assert found.state == "cancelled"
