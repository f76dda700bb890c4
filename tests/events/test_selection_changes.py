"""Choices while the agenda changes: each test makes events of its own."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.events.test_selection import FEEDS, in_english, in_feed
from tests.factories.events import event_page
from tests.factories.pages import publish

pytestmark = pytest.mark.django_db


def test_language_is_that_of_the_text_not_of_an_announcement(tree: dict, client: Client) -> None:
    event_page(title="Kringloop", other_title="Circle")
    page = event_page(title="Brood")
    in_english(page, title="Bread")

    for lang, titles in {"nl": {"Kringloop", "Brood"}, "en": {"Circle", "Bread"}}.items():
        assert in_feed(client, "lang=nl", lang) == titles
    assert in_feed(client, "lang=en", "en") == {"Bread"}
    assert in_feed(client, "lang=en", "nl") == {"Brood"}
    page.unpublish()
    assert in_feed(client, "lang=nl", "en") == {"Circle"}


def test_new_organiser_is_known_at_once(tree: dict, client: Client) -> None:
    event_page(organiser_name="Eerste")
    assert in_feed(client, "organiser=eerste")  # the names are in memory now

    event_page(title="Nieuw", organiser_name="Tweede")

    assert in_feed(client, "organiser=tweede") == {"Nieuw"}


def test_made_up_organisers_read_all_events_once(tree: dict, client: Client) -> None:
    """What was published since then is all that could make one of them known."""
    event_page(organiser_name="Eerste")
    client.get(f"{FEEDS['nl']}?organiser=niemand")

    with CaptureQueriesContext(connection) as seen:
        response = client.get(f"{FEEDS['nl']}?organiser=iemand")

    assert response.status_code == 404
    assert [query["sql"] for query in seen if "contentversion" not in query["sql"]] == []


def test_feed_of_an_organiser_outlives_its_events(tree: dict, client: Client) -> None:
    event_page(organiser_name="Eerste").unpublish()

    assert in_feed(client, "organiser=eerste") == set()


def test_event_that_changes_hands_changes_feeds(tree: dict, client: Client) -> None:
    page = event_page(title="Brood", organiser_name="Eerste")
    path = f"{FEEDS['nl']}?organiser=eerste"
    before = client.get(path)

    publish(page, organiser_name="Tweede")
    after = client.get(path, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert b"BEGIN:VEVENT" in before.content
    assert b"BEGIN:VEVENT" not in after.content
    assert in_feed(client, "organiser=tweede") == {"Brood"}
