"""What a result tells, by what it is: facts of the app it comes from."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.people.models import Organisation
from events.models import Event, Series
from masterclasses.models import Module
from tests.factories.casestudies import case_page, practice_page
from tests.factories.events import event_page, place
from tests.factories.masterclasses import masterclass_page
from tests.factories.pages import add_page
from tests.search.test_page import ADDRESSES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _embedded(settings: Any, tree: dict[str, HomePage]) -> None:
    settings.ELASTICSEARCH_URL = []


def facts(client: Client, lang: str = "nl", **params: Any) -> list[str]:
    """Of the only result."""
    run_due()
    soup = BeautifulSoup(client.get(ADDRESSES[lang], params).content, "html.parser")
    (result,) = soup.select("ol.results > li")
    return [fact.text for fact in result.select(".result__facts li")]


@pytest.mark.parametrize(
    ("fields", "counters", "told"),
    [
        ({"capacity": 9}, {"taken": 2}, ["De Lichtkamer", "Nog 7 plaatsen"]),
        ({"capacity": 9}, {"taken": 9}, ["De Lichtkamer", "Vol, er is een wachtlijst"]),
        ({}, {}, ["De Lichtkamer", "Er is plaats"]),
        ({"presence": "online", "place": None}, {}, ["Online", "Er is plaats"]),
        ({"presence": "hybrid"}, {}, ["De Lichtkamer en online", "Er is plaats"]),
        ({"status": "cancelled"}, {}, ["De Lichtkamer"]),
        ({"opens": timedelta(days=2)}, {}, ["De Lichtkamer", "Aanmelden kan nog niet"]),
        ({"closes": -timedelta(days=2)}, {}, ["De Lichtkamer", "Aanmelden kan niet meer"]),
    ],
)
def test_an_event_tells_when_and_where_and_whether_there_are_places(
    client: Client, fields: dict, counters: dict, told: list[str]
) -> None:
    now = timezone.now()
    moments = {n: now + v for n, v in fields.items() if isinstance(v, timedelta)}
    event_page(title="Brood", **{**fields, **moments})
    Event.objects.update(**counters)
    when, *others = facts(client)
    assert " uur" in when
    assert others == told


@pytest.mark.parametrize("days", [-9, 9])
@pytest.mark.parametrize(("lang", "words"), [("nl", "Geannuleerd"), ("en", "Cancelled")])
def test_a_cancelled_event_is_labelled_once_as_in_the_agenda(
    client: Client, lang: str, words: str, days: int
) -> None:
    start = timezone.now() + timedelta(days=days)
    event_page(title="Brood af", status="cancelled", start=start)
    event_page(title="Brood om", status="moved", start=start)
    run_due()
    soup = BeautifulSoup(client.get(ADDRESSES[lang], {"q": "brood"}).content, "html.parser")
    found = {one.h2.text: one for one in soup.select("ol.results > li > article")}
    off, moved = found["Brood af"], found["Brood om"]
    assert [label.text for label in off.select(".label--roof")] == [words]
    assert off.text.lower().count(words.lower()) == 1
    assert "result--cancelled" in off["class"]
    assert not off.select(".result__facts")[0].text.startswith(("Geweest", "Was")), "it never was"
    assert words.lower() not in moved.text.lower()
    assert "result--cancelled" not in moved["class"]


def test_an_event_that_was_tells_that(client: Client) -> None:
    event_page(title="Brood", start=timezone.now() - timedelta(days=40), place=place())
    assert facts(client)[0].startswith("Geweest op ")
    assert len(facts(client)) == 2
    assert facts(client, "en")[0].startswith("Was on ")


def test_a_study_tells_the_size_of_a_firm_that_is_named(client: Client) -> None:
    firm = Organisation.objects.create(code="oven", name="De Oven", size_class="10-49")
    practice_page(title="Brood", organisation=firm)
    assert facts(client) == ["10 tot en met 49 mensen"]
    assert facts(client, "en") == ["10 to 49 people"]


def test_a_study_of_a_firm_that_is_not_named_does_not(client: Client) -> None:
    firm = Organisation.objects.create(code="oven", name="De Oven", size_class="10-49")
    case_page(title="Brood", organisation=firm, is_anonymous=True, study_kind="failed")
    assert facts(client) == []


def test_a_masterclass_tells_its_modules_and_the_meetings_to_come(client: Client) -> None:
    event, off = event_page(title="Een"), event_page(title="Twee", status="cancelled")
    past = event_page(title="Drie", start=timezone.now() - timedelta(days=9))
    locale = event.locale
    modules = [Module(title=f"Deel {n}", text="<p>Doe.</p>", locale=locale) for n in range(2)]
    sittings = [("event", event), ("event", off), ("event", past)]
    masterclass_page(title="Brood", modules=modules, sittings=sittings)
    assert facts(client, kind="masterclass") == ["2 modules", "1 bijeenkomst die nog komt"]


def test_a_masterclass_given_as_a_series_tells_its_meetings_to_come(client: Client) -> None:
    series = Series.objects.create(title_nl="Leerlijn", title_en="Course")
    for number in (1, 2):
        event_page(title=f"Les {number}", series=series)
    event_page(title="Los")
    masterclass_page(title="Brood", sittings=[("series", series)])
    assert "2 bijeenkomsten die nog komen" in facts(client, kind="masterclass")


def test_a_page_tells_no_more_than_its_card(client: Client, tree: dict[str, HomePage]) -> None:
    add_page(tree["nl"], title="Brood")
    assert facts(client) == []


@pytest.mark.parametrize("many", [1, 3])
def test_many_results_of_all_kinds_take_as_many_queries_as_one_of_each(
    client: Client, many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        event = event_page(title=f"Brood a{number}")
        case_page(title=f"Brood b{number}")
        practice_page(title=f"Brood c{number}")
        masterclass_page(title=f"Brood d{number}", sittings=[("event", event)])
    run_due()
    client.get(ADDRESSES["nl"], {"q": "brood"})
    with django_assert_num_queries(11):
        client.get(ADDRESSES["nl"], {"q": "brood"})
