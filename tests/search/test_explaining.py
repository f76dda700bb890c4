"""Why a result stands where it does: for editors, on every engine."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from brink.home.models import HomePage
from brink.pages.models import PlainPage
from search.engines import Engine
from search.explaining import explain
from search.language import make_plan
from search.query import Query
from search.reading import find
from tests.factories.events import event_page
from tests.factories.pages import add_page
from tests.factories.people import editor, trainee
from tests.search.test_page import ADDRESSES, get, settle, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def _bread(engine: Engine, tree: dict[str, HomePage]) -> None:
    text = [("paragraph", "<p>Wij bakken warme broden.</p>")]
    add_page(tree["nl"], title="Streekbrood", summary="De bakker rijdt rond.", body=text)
    settle(engine)


def reasons(text: str) -> set[tuple[str, str, str]]:
    query = Query(make_plan(text, "nl"), "nl", timezone.now())
    (found,) = explain(find(query).results.hits, query).values()
    return {(reason.found, reason.form, reason.place) for reason in found.reasons}


@pytest.mark.usefixtures("_bread")
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("streekbrood", ("streekbrood", "woord", "title_nl")),
        ("bakkers", ("bakker", "andere vorm van het woord", "body_nl_lemma")),
        ("brood", ("brood", "deel van een woord", "title_nl_side")),
        ('"warme broden"', ("warme broden", "woord", "body_nl")),
    ],
)
def test_a_reason_is_the_form_and_the_place(text: str, reason: tuple[str, str, str]) -> None:
    assert reason in reasons(text)


@pytest.mark.usefixtures("_bread")
def test_what_editors_put_first_is_said_to_be_so(tree: dict[str, HomePage]) -> None:
    chosen = PlainPage.objects.get(title="Streekbrood").translation_key
    query = Query(make_plan("kaas", "nl"), "nl", timezone.now(), first=(chosen,))
    (found,) = explain(find(query).results.hits, query).values()
    assert (found.tier, found.score, found.factors) == ("Gekozen door de redactie", None, [])


@pytest.mark.usefixtures("_bread")
@pytest.mark.parametrize(
    ("text", "factors"),
    [
        ("bakker brood warm", ["× 2: het heeft alles waar om gevraagd is"]),
        ("bakker brood kaas", []),  # enough, and not all
        ("bakker brood", []),  # all of two is no more than enough
    ],
)
def test_to_have_more_than_enough_is_a_factor(text: str, factors: list[str]) -> None:
    query = Query(make_plan(text, "nl"), "nl", timezone.now())
    (found,) = explain(find(query).results.hits, query).values()
    assert found.factors == factors


@pytest.mark.usefixtures("_bread")
def test_words_that_are_not_side_by_side_are_no_phrase() -> None:
    """The words stand there, in another order: the phrase alone would explain nothing."""
    query = Query(make_plan('"broden warme"', "nl"), "nl", timezone.now())
    hits = find(Query(make_plan("broden", "nl"), "nl", timezone.now())).results.hits
    assert len(hits) == 1
    assert next(iter(explain(hits, query).values())).reasons == []


def test_what_is_to_come_is_a_factor(engine: Engine, tree: dict[str, HomePage]) -> None:
    event_page(title="Brood", start=timezone.now() + timedelta(days=3))
    settle(engine)
    query = Query(make_plan("brood", "nl"), "nl", timezone.now())
    (found,) = explain(find(query).results.hits, query).values()
    assert list(found.factors) == ["× 1.08: het komt nog"]


@pytest.mark.usefixtures("_bread")
@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", ["Waarom dit resultaat", "Trap: precies"]), ("en", ["Why this result", "Tier: exact"])],
)
def test_who_comes_into_the_admin_sees_it_on_the_page(
    client: Client, lang: str, words: list[str]
) -> None:
    client.force_login(editor())
    html = get(client, lang, q="streekbrood")
    for each in words:
        assert each in html
    assert titles(html) == ["Streekbrood"]
    assert "typefouten" in get(client, q="streekbroot")


@pytest.mark.usefixtures("_bread")
def test_nobody_else_does(client: Client, django_assert_num_queries: Any) -> None:
    assert "explanation" not in get(client, q="streekbrood")
    client.force_login(trainee())
    assert "explanation" not in get(client, q="streekbrood")


@pytest.mark.parametrize("many", [1, 3])
def test_it_takes_two_queries(
    engine: Engine, tree: dict[str, HomePage], many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        add_page(tree["nl"], title=f"Brood {number}", slug=f"brood-{number}")
    settle(engine)
    query = Query(make_plan("brood", "nl"), "nl", timezone.now())
    hits = find(query).results.hits
    with django_assert_num_queries(2):
        assert len(explain(hits, query)) == many


@pytest.mark.usefixtures("_bread")
def test_nothing_found_has_nothing_to_explain(client: Client) -> None:
    client.force_login(editor())
    soup = BeautifulSoup(client.get(ADDRESSES["nl"], {"q": "xqzw"}).content, "html.parser")
    assert soup.select(".explanation") == []
