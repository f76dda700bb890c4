"""Searches and clicks that are counted, and those that are not."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import signing
from django.db import DatabaseError, InterfaceError
from django.test import Client
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.people.privacy.retention import RULES, apply
from search.counting import tally as tallying
from search.counting.tally import Tally
from search.counting.visit import SALT, tally
from search.counting.wording import counted_as
from search.models import AskedQuery
from tests.factories.pages import add_page
from tests.factories.people import editor, trainee
from tests.search.test_page import ADDRESSES

pytestmark = pytest.mark.django_db
PERSON = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
OPENED = "/nl/zoeken/geopend/"


@pytest.fixture
def bread(settings: Any, tree: dict[str, HomePage]) -> Any:
    settings.ELASTICSEARCH_URL = []
    page = add_page(tree["nl"], title="Streekbrood", summary="De bakker rijdt rond.")
    run_due()
    return page


@pytest.fixture(autouse=True)
def _empty_tally() -> Any:
    tally.take()
    yield
    tally.take()


def search(client: Client, lang: str = "nl", headers: Any = PERSON, **params: Any) -> str:
    response = client.get(ADDRESSES[lang], params, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def rows(*names: str) -> list[tuple]:
    tally.write()
    return list(AskedQuery.objects.order_by("query", "lang").values_list(*names))


def test_a_search_is_counted_without_who_asked(client: Client, bread: Any) -> None:
    for query in ("Streekbrood", "  streekbrood ", "plofkoek"):
        search(client, q=query)
    search(client, "en", q="streekbrood")
    found = rows("query", "lang", "searches", "empty", "clicks")
    assert found == [
        ("plofkoek", "nl", 1, 1, 0),
        ("streekbrood", "en", 1, 0, 0),
        ("streekbrood", "nl", 2, 0, 0),
    ]
    fields = {field.name for field in AskedQuery._meta.get_fields()}
    assert fields == {"id", "query", "lang", "day", "searches", "empty", "clicks", "ranks"}


@pytest.mark.parametrize(
    ("params", "headers"),
    [
        ({"page": "1"}, PERSON),
        ({"kind": "page"}, PERSON),
        ({"sort": "newest"}, PERSON),
        ({}, {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ({}, {"User-Agent": "curl/8.5.0"}),
        ({}, {}),
        ({}, {**PERSON, "Sec-Purpose": "prefetch;prerender"}),
    ],
)
def test_what_is_no_new_search_of_a_person_is_not_counted(
    client: Client,
    bread: Any,
    params: dict[str, str],
    headers: dict[str, str],
) -> None:
    search(client, headers=headers, q="streekbrood", **params)
    client.head(ADDRESSES["nl"], {"q": "streekbrood"}, headers=PERSON)
    assert rows("query") == []
    search(client, q="streekbrood", utm_source="brief")
    assert rows("query") == [("streekbrood",)]


def test_the_searches_and_clicks_of_staff_are_not_counted(client: Client, bread: Any) -> None:
    client.force_login(editor())
    assert "data-counts-clicks" not in search(client, q="streekbrood")
    assert rows("query") == []
    client.force_login(trainee())
    assert "data-counts-clicks" in search(client, q="streekbrood")
    assert rows("query") == [("streekbrood",)], "who only has an account is a visitor"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Personeels   TEKORT ", "personeels tekort"),
        ("subsidie 2026", "subsidie 2026"),
        ("iso 27001", "iso 27001"),
        ("jikke@voorbeeld.example", ""),
        ("bel 050-123 45 67", ""),
        ("06 1234 5678", ""),
        ("kvk 12345678", ""),
        ("9711 LM 12", ""),
        ("Kerkstraat 12a, 9711LM Groningen", ""),
        ("overlast 9711lm-12", ""),
        ("buurt 9711 LM", "buurt 9711 lm"),
        ("subsidie 2026 en 2027", "subsidie 2026 en 2027"),
        ("10 tips, 2026 innovatie", "10 tips, 2026 innovatie"),
        ("https://brink.example/x", ""),
        ("www.brink.example", ""),
        ("?!", ""),
        ("woord " * 20, ""),
        ("", ""),
    ],
)
def test_words_that_may_be_of_a_person_are_not_kept(text: str, words: str) -> None:
    assert counted_as(text) == words


def sign_of(html: str) -> str:
    found = BeautifulSoup(html, "html.parser").select_one("[data-counts-clicks]")
    assert found is not None
    assert found["data-to"] == OPENED
    return str(found["data-sign"])


def test_a_click_is_counted_for_its_search(client: Client, bread: Any) -> None:
    sign = sign_of(search(client, q="Streekbrood"))
    for rank in (1, 3):
        assert client.post(OPENED, {"sign": sign, "rank": rank}).status_code == 204
    assert rows("query", "searches", "clicks", "ranks") == [("streekbrood", 1, 2, 4)]


@pytest.mark.parametrize("rank", ["0", "-1", "201", "1.5", "²", "", "1" * 500])
def test_a_place_that_is_on_no_page_is_refused(client: Client, rank: str) -> None:
    sign = signing.dumps(["streekbrood", "nl"], salt=SALT)
    assert client.post(OPENED, {"sign": sign, "rank": rank}).status_code == 400
    assert rows("query") == []


@pytest.mark.parametrize("sign", ["", "x", "streekbrood", "a" * 5000])
def test_a_click_that_we_did_not_sign_is_refused(client: Client, sign: str) -> None:
    other = signing.dumps(["streekbrood", "nl"], salt="another")
    for wrong in (sign, other):
        assert client.post(OPENED, {"sign": wrong, "rank": "1"}).status_code == 400
    assert rows("query") == []


def test_a_click_counts_for_a_day(client: Client) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        sign = signing.dumps(["streekbrood", "nl"], salt=SALT)
    assert client.post(OPENED, {"sign": sign, "rank": "1"}).status_code == 400


def test_clicks_are_posted_and_not_without_end(client: Client) -> None:
    sign = signing.dumps(["streekbrood", "nl"], salt=SALT)
    assert client.get(OPENED).status_code == 405
    codes = [client.post(OPENED, {"sign": sign, "rank": "1"}).status_code for _ in range(125)]
    assert set(codes) == {204, 429}
    assert rows("clicks") == [(codes.count(204),)]


def test_a_query_that_is_not_counted_has_no_sign(client: Client, bread: Any) -> None:
    assert "data-counts-clicks" not in search(client, q="streekbrood 0612345678")
    assert "data-counts-clicks" in search(client, q="streekbrood")


def test_two_processes_are_both_counted_whichever_writes_first() -> None:
    mine, other = Tally(), Tally()
    for each in (mine, other, other):
        each.note_search("brood", "nl", is_empty=True)
    other.note_click("brood", "nl", 7)
    other.write()
    mine.write()
    other.write()
    assert rows("searches", "empty", "clicks", "ranks") == [(3, 3, 1, 7)]


@pytest.mark.parametrize("error", [DatabaseError, InterfaceError])
def test_what_cannot_be_written_now_is_written_later(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    mine = Tally()
    mine.note_search("brood", "nl", is_empty=False)

    def fail(_counted: Any) -> None:
        raise error("away")

    with monkeypatch.context() as patch:
        patch.setattr(tallying, "add_rows", fail)
        mine.write()
    mine.note_search("brood", "nl", is_empty=False)
    mine.write()
    assert rows("searches") == [(2,)]


def test_a_tally_writes_when_its_time_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Tally()
    mine.note_search("brood", "nl", is_empty=False)
    monkeypatch.setattr(tallying, "close_old_connections", lambda: None)
    mine.write_when_due()
    assert not AskedQuery.objects.exists()
    mine.written -= tallying.EVERY
    mine.write_when_due()
    assert AskedQuery.objects.get().searches == 1


def test_a_flood_of_queries_is_bounded() -> None:
    mine = Tally()
    for number in range(tallying.MOST + 5):
        mine.note_search(f"brood {number}", "nl", is_empty=False)
    mine.note_search("brood 0", "nl", is_empty=False)
    assert len(mine.counted) == tallying.MOST
    assert mine.take()[tallying.Asked("brood 0", "nl", timezone.localdate())].searches == 2


def test_what_is_put_back_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """More is counted while the rows of before cannot be written."""
    mine = Tally()
    mine.note_search("brood", "nl", is_empty=False)

    def fail_slowly(_counted: Any) -> None:
        for number in range(tallying.MOST):
            mine.note_search(f"brood {number}", "nl", is_empty=False)
        raise DatabaseError("away")

    monkeypatch.setattr(tallying, "add_rows", fail_slowly)
    mine.write()
    assert len(mine.counted) == tallying.MOST


def asked(query: str, days: int, searches: int) -> None:
    day: date = timezone.localdate() - timedelta(days=days)
    AskedQuery.objects.create(query=query, lang="nl", day=day, searches=searches)


def test_what_hardly_anybody_asked_is_forgotten_after_a_month() -> None:
    asked("jan de vries", 31, 2)
    asked("jan de vries nieuw", 30, 2)
    asked("subsidie", 31, 1)
    asked("subsidie", 60, 2)
    assert apply(RULES["rare-query"]) == 1
    assert set(rows("query")) == {("jan de vries nieuw",), ("subsidie",)}


def test_counts_are_kept_for_thirteen_months() -> None:
    asked("subsidie", 396, 50)
    asked("subsidie", 395, 50)
    assert apply(RULES["asked-query"]) == 1
    assert len(rows("query")) == 1
