"""In which order results come, where it is not by relevance: on every engine and on the page."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from brink.home.models import HomePage
from brink.pages.version import NEVER
from search.engines import Engine
from search.language import make_plan
from search.query import Query, Sort
from tests.factories.events import event_page
from tests.factories.pages import add_page
from tests.search.test_engines import add  # noqa: F401  (a fixture)
from tests.search.test_page import get, settle, titles

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def days(number: float) -> datetime:
    return NOW + timedelta(days=number)


def ask(engine: Engine, text: str = "", **fields: Any) -> list[UUID]:
    query = Query(**{"plan": make_plan(text, "nl"), "lang": "nl", "now": NOW, **fields})
    return [hit.key for hit in engine.search(query).hits]


def by_date(engine: Engine, text: str, **chosen: list[str]) -> list[UUID]:
    return ask(engine, text, sort=Sort.DATE, chosen=chosen)


@pytest.mark.parametrize("text", ["brood", ""])
def test_by_date_the_soonest_is_first_and_then_the_latest_that_has_been(
    engine: Engine,
    add: Any,  # noqa: F811
    text: str,
) -> None:
    """A meeting takes two hours: one that began an hour ago goes on. A case appeared on its day."""

    def event(number: float, *status: str) -> UUID:
        return add("Brood", kind="event", start=days(number), status=list(status))

    body = add("Brood", kind="organisation", published=NEVER)
    late, was_off, off, goes_on = (
        event(400),
        event(-9, "cancelled"),
        event(3, "cancelled"),
        event(0),
    )
    old, soon, over = add("Brood", published=days(-100)), event(2), event(-2)
    begun, new = event(-1 / 24), add("Brood", published=days(-1))
    coming, past = [begun, goes_on, soon, off, late], [new, over, was_off, old, body]
    assert by_date(engine, text) == [*coming, *past]
    assert by_date(engine, text, when=["upcoming"]) == [begun, goes_on, soon, late]
    assert by_date(engine, text, when=["cancelled"]) == [off]
    assert by_date(engine, text, when=["past"]) == [over, was_off]
    assert by_date(engine, text, kind=["event"]) == [*coming, over, was_off]
    assert by_date(engine, text, kind=["case", "organisation"]) == [new, old, body]


def test_what_is_over_this_very_moment_is_not_to_come(engine: Engine, add: Any) -> None:  # noqa: F811
    ends, ended = (days(-1 / 12) + timedelta(milliseconds=number) for number in (0, -1))
    over, last, new = (add("Brood", kind="event", start=at) for at in (ended, ends, days(1)))
    assert by_date(engine, "brood") == [last, new, over]


@pytest.mark.parametrize("number", [1, -1])
def test_of_one_moment_the_newest_is_first_then_keys(
    engine: Engine,
    add: Any,  # noqa: F811
    number: int,
) -> None:
    def event(published: int) -> UUID:
        return add("Brood", kind="event", start=days(number), published=days(published))

    same = sorted((event(-20) for _ in range(3)), key=str)
    assert by_date(engine, "brood") == same
    newer = event(-10)
    assert by_date(engine, "brood") == [newer, *same]


@pytest.mark.parametrize("text", ["brood", ""])
def test_pages_by_date_do_not_overlap(engine: Engine, add: Any, text: str) -> None:  # noqa: F811
    keys = [add("Brood", kind="event", start=days(number)) for number in (1, 1, 1, -1, -1, 9, -9)]
    pages = [ask(engine, text, sort=Sort.DATE, offset=at, size=2) for at in range(0, 9, 2)]
    assert [len(page) for page in pages] == [2, 2, 2, 1, 0]
    found = [key for page in pages for key in page]
    assert found == by_date(engine, text)
    assert set(found) == set(keys)
    assert (found[3], found[6]) == (keys[5], keys[6])


def test_without_words_events_come_by_date_and_all_else_the_newest_first(
    engine: Engine,
    add: Any,  # noqa: F811
) -> None:
    over, late, soon = (add("Brood", kind="event", start=days(at)) for at in (-9, 20, 2))
    case = add("Brood", published=days(-1))
    assert ask(engine, chosen={"kind": ["event"]}) == [soon, late, over]
    assert ask(engine, chosen={"kind": ["event", "event"], "when": []}) == [soon, late, over]
    assert ask(engine, chosen={"when": ["upcoming"]}) == [soon, late]
    assert ask(engine, chosen={"kind": ["event", "case"]})[0] == case
    newest = ask(engine, chosen={"kind": ["event"]}, sort=Sort.NEWEST)
    assert newest == sorted([soon, late, over], key=str), "all of them appeared on one day"


def current(html: str) -> str:
    found = BeautifulSoup(html, "html.parser").select_one('nav [aria-current="true"]')
    return found.get_text() if found else ""


def test_the_page_shows_events_by_date_and_says_so(
    client: Client, engine: Engine, tree: dict[str, HomePage]
) -> None:
    for at in (400, 2, -3, -30, 40):
        event_page(title=f"Brood {at}", start=timezone.now() + timedelta(days=at))
    add_page(tree["nl"], title="Brood")
    settle(engine)
    soonest = [f"Brood {at}" for at in (2, 40, 400, -3, -30)]
    html = get(client, kind="event")
    assert (titles(html), current(html)) == (soonest, "Datum")
    assert 'href="?kind=event&amp;sort=newest"' in html
    newest = get(client, kind="event", sort="newest")
    assert (titles(newest)[0], current(newest)) == ("Brood 40", "Nieuwste")
    assert current(get(client)) == "Nieuwste"
    assert current(get(client, q="brood", kind="event")) == "Past het best"
    assert titles(get(client, q="brood", kind="event", sort="date")) == soonest
    assert titles(get(client, sort="date"))[:4] == ["Brood 2", "Brood 40", "Brood 400", "Brood"]
