"""Personal feeds over HTTP: private, conditional, bounded, to be read and nothing else."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brink.people.models import User
from events import personal_feeds
from events.models import Event, PersonalFeed
from events.personal_feeds import hash_of
from tests.factories.events import event_factory, event_page
from tests.factories.pages import publish
from tests.factories.people import user_factory
from tests.factories.personal_feeds import come, feed_of, token_of

pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def user() -> User:
    return user_factory(email="silke@brink.example")


def entries(response: HttpResponse) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


@pytest.mark.parametrize("number", [1, 3, 20])
def test_feed_takes_the_same_queries_for_any_number(
    client: Client, user: User, number: int
) -> None:
    for _each in range(number):
        come(user, event_factory())
    address = feed_of(user, alarm=60)
    client.get(address)  # labels are in memory, and its use is written down, from now on

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)

    # Whose it is; the registrations with their events; the words; the facets. Where the counter
    # of reads is a table and not Redis, that adds its own.
    own = [q["sql"] for q in queries if '"cache"' not in q["sql"] and "SAVEPOINT" not in q["sql"]]
    assert len(own) == 4, own
    assert len(entries(response)) == number


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_feed_is_private_and_needs_no_cookie(user: User, lang: str) -> None:
    reader = Client(headers={"accept": ""})
    reader.force_login(user_factory(), "django.contrib.auth.backends.ModelBackend")
    for path in (feed_of(user, lang), f"/{lang}/feeds/wrong/agenda.ics"):
        response = reader.get(path)

        assert response["Cache-Control"] == "private, no-cache"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies
        assert "Vary" not in response


def test_feed_is_the_same_bytes_until_something_changes(client: Client, user: User) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False):
        page = event_page(title="Kringloop", start=datetime(2026, 12, 1, 9, tzinfo=UTC))
        come(user, Event.objects.get(key=page.translation_key))
        address = feed_of(user)
        first = client.get(address)
    with time_machine.travel(datetime(2026, 11, 26, 19, tzinfo=UTC), tick=False):
        event_page(title="Van niemand")  # raises the content version
        second = client.get(address)
        publish(page, start=page.start + timedelta(hours=1))
        third = client.get(address)

    assert (first.content, first["ETag"]) == (second.content, second["ETag"])
    assert third["ETag"] != first["ETag"]
    assert (entries(first)[0]["SEQUENCE"], entries(third)[0]["SEQUENCE"]) == (0, 1)


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("given", ["{}", "W/{}", '"x", {}', "*"])
def test_feed_that_the_reader_has_is_304(
    client: Client, user: User, given: str, method: str
) -> None:
    come(user, event_factory())
    address = feed_of(user)
    etag = client.get(address)["ETag"]

    response = getattr(client, method)(address, headers={"if-none-match": given.format(etag)})

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag
    assert response["Cache-Control"] == "private, no-cache"


def test_head_tells_what_get_would(client: Client, user: User) -> None:
    come(user, event_factory())
    address = feed_of(user)

    head, get = client.head(address), client.get(address)

    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Length"]) == (get["ETag"], get["Content-Length"])


@pytest.mark.parametrize("method", ["POST", "PUT", "PROPFIND", "OPTIONS", "DELETE"])
def test_feed_can_only_be_read(user: User, method: str) -> None:
    response = Client(enforce_csrf_checks=True).generic(method, feed_of(user))

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response["Cache-Control"] == "private, no-cache"


def test_use_is_written_down_once_an_hour(client: Client, user: User) -> None:
    address, other = feed_of(user), feed_of(user)
    start = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    for minutes, noted in ((0, 0), (59, 0), (61, 61)):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            client.get(address)
        feed = PersonalFeed.objects.get(token_hash=hash_of(token_of(address)))
        assert feed.last_used == start + timedelta(minutes=noted)

    assert PersonalFeed.objects.get(token_hash=hash_of(token_of(other))).last_used is None


@pytest.mark.parametrize(("lang", "words"), [("nl", "te vaak"), ("en", "too often")])
def test_feed_that_is_read_too_often_must_wait(
    client: Client, user: User, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setattr(personal_feeds, "READS", 2)
    address, other = feed_of(user, lang), feed_of(user, lang)
    moment = datetime(2026, 11, 25, 9, 1, 30, tzinfo=UTC)  # the next five minutes start at 9:05
    with time_machine.travel(moment, tick=False):
        codes = [client.get(address).status_code for _n in range(2)]
        refused = client.get(address)
        assert client.get(other).status_code == 200, "another address is counted apart"
    with time_machine.travel(moment + timedelta(seconds=210), tick=False):
        later = client.get(address)

    assert codes == [200, 200]
    assert (refused.status_code, refused["Retry-After"]) == (429, "210")
    assert words in refused.content.decode()
    assert refused["Cache-Control"] == "private, no-cache"
    assert later.status_code == 200
