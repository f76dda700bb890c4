"""From and until: what lies between two days, on every engine and on the page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.pages import moments
from brink.pages.version import NEVER
from search.dates import read_dates
from search.engines import Engine
from search.language import make_plan
from search.query import Query, Results, Span
from tests.factories.events import event_page
from tests.factories.pages import add_page
from tests.search.test_engines import add, keys  # noqa: F401  (a fixture)
from tests.search.test_page import get, titles

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def on(day: int) -> datetime:
    return datetime(2026, 6, day, 10, tzinfo=UTC)


def ask(engine: Engine, text: str, span: Span, **chosen: list[str]) -> Results:
    return engine.search(Query(make_plan(text, "nl"), "nl", NOW, chosen=chosen, span=span))


@pytest.mark.parametrize("text", ["brood", ""])
def test_a_span_has_what_takes_place_in_it_and_what_appeared(
    engine: Engine,
    add: Any,  # noqa: F811
    text: str,
) -> None:
    early = add("Brood", start=on(10), kind="event", theme=["export"])
    late = add("Brood", start=on(20), kind="event", theme=["zorg"])
    page = add("Brood", published=on(20), theme=["export"])
    add("Brood", published=on(1))
    found = ask(engine, text, Span(on(15), on(25)))
    assert set(keys(found)) == {late, page}
    assert found.total == 2
    assert found.facets["theme"] == {"export": 1, "zorg": 1}
    assert keys(ask(engine, text, Span(on(15), on(25)), theme=["export"])) == [page]
    assert early in keys(ask(engine, text, Span(until=on(15))))
    assert early not in keys(ask(engine, text, Span(since=on(15))))
    assert keys(ask(engine, text, Span(since=on(21)))) == []


def test_what_began_before_and_still_goes_on_is_in_it(engine: Engine, add: Any) -> None:  # noqa: F811
    key = add("Brood", start=on(10), kind="event")
    assert keys(ask(engine, "brood", Span(since=on(10) + timedelta(hours=1)))) == [key]
    assert keys(ask(engine, "brood", Span(since=on(10) + timedelta(hours=3)))) == []


def test_a_span_does_not_change_how_much_has_the_words(engine: Engine, add: Any) -> None:  # noqa: F811
    """Or a span without results would look for words put right."""
    add("Brood", published=on(1))
    assert ask(engine, "brood", Span(since=on(2))).matched == 1


@pytest.mark.parametrize("text", ["brood", ""])
def test_what_appeared_on_no_day_lies_in_no_span(engine: Engine, add: Any, text: str) -> None:  # noqa: F811
    body = add("Brood", published=NEVER, kind="organisation")
    page = add("Brood", published=on(1))
    assert set(keys(ask(engine, text, Span()))) == {body, page}
    assert keys(ask(engine, text, Span(until=on(15)))) == [page]
    assert keys(ask(engine, text, Span(since=NEVER - timedelta(days=1)))) == [page]
    assert keys(ask(engine, text, Span(until=on(15)), kind=["organisation"])) == []


def test_presence_is_a_facet(engine: Engine, tree: dict[str, HomePage], client: Client) -> None:
    event_page(title="Brood in de zaal", presence="room")
    event_page(title="Brood op afstand", presence="online")
    run_due()
    engine.refresh()
    html = get(client, q="brood", presence="online")
    assert titles(html) == ["Brood op afstand"]
    soup = BeautifulSoup(html, "html.parser")
    counts = {
        box["value"]: box.parent.select_one(".facets__count").text
        for box in soup.select("[name=presence]")
    }
    assert counts == {"room": "1", "online": "1"}


@pytest.mark.parametrize(
    ("typed", "day"), [("2026-02-28", 28), ("28-02-2026", 28), ("1/2/2026", 1), ("", None)]
)
def test_a_day_is_read_as_browsers_and_people_write_it(typed: str, day: int | None) -> None:
    form = read_dates(QueryDict(f"since={typed}"))
    assert form.is_valid()
    since = form.span.since
    assert (moments.local(since).day if since else None) == day


@pytest.mark.parametrize(
    "typed",
    [
        "31-02-2026",
        "morgen",
        "0001-01-01",
        "9999-12-31",
        "2026-13-01",
        "١٢-٠١-٢٠٢٦x",
        "\ud83d",
        "😀" * 9999,
    ],
)
def test_what_is_no_day_is_told_at_the_field_and_chooses_nothing(
    client: Client, engine: Engine, tree: dict[str, HomePage], typed: str
) -> None:
    add_page(tree["nl"], title="Brood")
    run_due()
    engine.refresh()
    raw = typed.encode("utf-8", "surrogatepass")
    html = get(client, q="brood", since=raw)
    assert titles(html) == ["Brood"]
    field = BeautifulSoup(html, "html.parser").select_one("#id_since")
    assert field["type"] == "text", "a calendar would show nothing of it"
    assert field["value"] == raw.decode("utf-8", "replace")
    assert field["aria-invalid"] == "true"
    assert "id_since_error" in field["aria-describedby"]
    assert html.count("Dit is geen dag.") == 2, "at the field and on top"


def test_a_last_day_before_the_first_is_left_out(client: Client, tree: dict) -> None:
    html = get(client, since="2026-06-02", until="2026-06-01")
    assert "Deze dag ligt voor de eerste." in html
    assert 'value="2026-06-01"' in html
    assert "vanaf 2 juni 2026" in html
    assert "tot en met 1 juni 2026" not in html


def test_the_last_day_is_in_it_and_each_day_can_be_taken_away(
    client: Client, engine: Engine, tree: dict[str, HomePage]
) -> None:
    add_page(tree["nl"], title="Brood")
    run_due()
    engine.refresh()
    today = timezone.localdate().isoformat()
    html = get(client, q="brood", since=today, until=today, sort="newest")
    assert titles(html) == ["Brood"]
    soup = BeautifulSoup(html, "html.parser")
    ways = [link["href"] for link in soup.select(".chosen__item")]
    assert ways == [
        f"?q=brood&until={today}&sort=newest",
        f"?q=brood&since={today}&sort=newest",
    ]
    assert soup.select_one(".chosen > a:last-child")["href"] == "?q=brood&sort=newest"
