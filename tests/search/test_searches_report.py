"""The editors' page about searches, its files, and what it leads to."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile

from brink.home.groups import make_groups
from brink.home.models import HomePage
from search.models import (
    AskedQuery,
    ContentWish,
    PromotedResult,
    ProtectedWord,
    StruckPair,
    SynonymGroup,
)
from tests.factories.pages import add_page
from tests.factories.people import editor, user_factory

pytestmark = pytest.mark.django_db
PAGE = "/admin/reports/searches/"
QUERIES = 12


@pytest.fixture
def desk(client: Client) -> Client:
    make_groups()
    user = editor()
    UserProfile.objects.create(user=user, preferred_language="nl")
    client.force_login(user)
    return client


def asked(query: str, *, days: int = 0, lang: str = "nl", **numbers: int) -> None:
    day = timezone.localdate() - timedelta(days=days)
    AskedQuery.objects.create(query=query, lang=lang, day=day, **{"searches": 1, **numbers})


def lists(client: Client, **params: Any) -> dict[str, list[list[str]]]:
    """By its code, the rows of each list as text, without the last column."""
    soup = BeautifulSoup(client.get(PAGE, params).content, "html.parser")
    return {
        section["aria-labelledby"].removeprefix("list-"): [
            [cell.find(string=True).strip() for cell in row.select("th, td")[:-1]]
            for row in section.select("tbody tr")
        ]
        for section in soup.select("section[aria-labelledby^=list-]")
    }


def test_the_three_lists_have_their_queries_and_numbers(desk: Client) -> None:
    asked("subsidie", searches=4, empty=4)
    asked("subsidie", days=3, searches=2, empty=1)
    asked("stage", searches=9, clicks=4, ranks=6)
    asked("advies", searches=3)
    assert lists(desk) == {
        "empty": [["subsidie", "nl", "6", "5", "0", "–"]],
        "unopened": [
            ["subsidie", "nl", "6", "5", "0", "–"],
            ["advies", "nl", "3", "0", "0", "–"],
        ],
        "all": [
            ["stage", "nl", "9", "0", "4", "1,5"],
            ["subsidie", "nl", "6", "5", "0", "–"],
            ["advies", "nl", "3", "0", "0", "–"],
        ],
    }


def test_it_says_whose_searches_are_not_counted(desk: Client) -> None:
    said = BeautifulSoup(desk.get(PAGE).content, "html.parser").select_one("main p")
    assert said is not None
    assert "We tellen niet mee wie is ingelogd en in dit beheer mag" in said.text


def test_period_and_language_are_chosen(desk: Client) -> None:
    for days in (6, 7, 29, 30, 89, 90):
        asked(f"dag {days}", days=days)
    asked("english", lang="en")
    found = {days: len(lists(desk, days=days)["all"]) for days in (7, 30, 90)}
    assert found == {7: 2, 30: 4, 90: 6}
    assert [row[0] for row in lists(desk, days=90, lang="en")["all"]] == ["english"]
    assert len(lists(desk, days="x' OR 1", lang="fr")["all"]) == 4, "what makes no sense: 30 days"


def test_a_query_cannot_bring_html_or_a_formula(desk: Client) -> None:
    asked("<b>=1+1", searches=1, empty=1)
    asked('=hyperlink("x")', searches=1, empty=1)
    assert "<b>=1+1" not in desk.get(PAGE).content.decode()
    response = desk.get("/admin/reports/searches/empty.csv", {"days": "7"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert rows[0][0] == "Zoekvraag"
    assert {row[0] for row in rows[1:]} == {"<b>=1+1", '\'=hyperlink("x")'}
    assert desk.get("/admin/reports/searches/other.csv").status_code == 404


def test_who_may_not_see_searches_is_sent_away(client: Client) -> None:
    make_groups()
    user = user_factory()
    client.force_login(user)
    assert client.get(PAGE).status_code == 302
    user.groups.add(Group.objects.get(name="Moderators"))
    for address in (PAGE, f"{PAGE}all.csv"):
        assert client.get(address).status_code == 302
    user.groups.add(Group.objects.get(name="Programme staff"))
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_much_for_many_queries(
    desk: Client, many: int, django_assert_num_queries: Any
) -> None:
    desk.get(PAGE)
    for number in range(many):
        asked(f"subsidie {number}", empty=1)
    with django_assert_num_queries(QUERIES):
        desk.get(PAGE)


def steps(client: Client) -> dict[str, str]:
    soup = BeautifulSoup(client.get(PAGE).content, "html.parser")
    links = soup.select("section[aria-labelledby=list-empty] td a")
    return {link.find(string=True).strip(): link["href"] for link in links}


def send(client: Client, address: str, **fields: Any) -> Any:
    """Press the button of the form as it is filled in, with what is typed besides."""
    html = client.get(address).content.decode()
    data = querydict_from_html(html, form_id="w-editor-form")
    for name, value in fields.items():
        data[name] = value
    return client.post(urlsplit(address).path, data)


def test_each_query_is_turned_into_something_in_one_step(
    desk: Client, tree: dict[str, HomePage]
) -> None:
    asked("subsidie warmtepomp", empty=1)
    found = steps(desk)
    assert list(found) == ["Synoniem", "Uitgelicht resultaat", "Wens", "Innovatievraag"]
    line = parse_qs(urlsplit(found["Synoniem"]).query)["line"][0]
    assert line == "subsidie warmtepomp, "

    send(desk, found["Synoniem"], line=f"{line}isde")
    send(desk, found["Uitgelicht resultaat"], page=add_page(tree["nl"]).pk)
    send(desk, found["Wens"])
    send(desk, found["Innovatievraag"])

    assert SynonymGroup.objects.get().line == "subsidie warmtepomp, isde"
    promoted = PromotedResult.objects.get()
    assert (promoted.queries, promoted.lang) == ("subsidie warmtepomp", "nl")
    wishes = ContentWish.objects.order_by("pk").values_list("query", "kind", "state")
    assert list(wishes) == [
        ("subsidie warmtepomp", "wish", "open"),
        ("subsidie warmtepomp", "question", "open"),
    ]


@pytest.mark.parametrize(
    ("model", "fields", "reason"),
    [
        ("synonymgroup", {"line": "brood@de, stoet"}, "We kennen “@de” niet"),
        ("synonymgroup", {"line": "brood, "}, "einde van de regel"),
        ("struckpair", {"dutch": "brood", "english": "horse"}, "Wel: "),
        ("protectedword", {"word": "twee woorden"}, "Schrijf hier één woord"),
        ("promotedresult", {"queries": "!!"}, "In “!!” staat geen woord"),
    ],
)
def test_a_form_refuses_a_bad_rule_at_its_field(
    desk: Client, model: str, fields: dict[str, str], reason: str
) -> None:
    response = send(desk, reverse(f"wagtailsnippets_search_{model}:add"), **fields)
    assert response.status_code == 200
    errors = BeautifulSoup(response.content, "html.parser").select(".w-field__errors")
    assert reason in " ".join(error.get_text(" ", strip=True) for error in errors)
    for kind in (SynonymGroup, StruckPair, ProtectedWord, PromotedResult):
        assert not kind.objects.exists()
    for value in fields.values():
        assert value.strip() in response.content.decode()


def test_a_list_leads_to_what_a_rule_finds_now(desk: Client) -> None:
    SynonymGroup.objects.create(line="plofkoek > streekbrood")
    html = desk.get(reverse("wagtailsnippets_search_synonymgroup:list")).content.decode()
    assert 'href="/nl/zoeken/?q=plofkoek&amp;sort=relevance"' in html
    assert 'href="/en/search/?q=plofkoek&amp;sort=relevance"' in html


def test_the_list_of_promoted_results_tells_which_have_run_out(
    desk: Client, tree: dict[str, HomePage]
) -> None:
    page, today = add_page(tree["nl"]), timezone.localdate()
    days = {"brood": today - timedelta(days=1), "kaas": today, "melk": None}
    for query, until in days.items():
        PromotedResult.objects.create(page=page, queries=query, until=until)
    address = reverse("wagtailsnippets_search_promotedresult:list")
    html = desk.get(address, {"ordering": "until"}).content
    rows = BeautifulSoup(html, "html.parser").select("main tbody tr")
    told = {row.text.split()[0]: "is voorbij" in row.text for row in rows}
    assert told == {"brood": True, "kaas": False, "melk": False}
