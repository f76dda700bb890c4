"""What others often ask, as it is offered to who begins to type it."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.utils import timezone

from search.counting.frequent import COUNTED_DAYS, frequent_queries
from search.models import AskedQuery, Word

pytestmark = pytest.mark.django_db


def often(query: str, *, times: int = 3, days: int = 2, ago: int = 0, **numbers: Any) -> None:
    for number in range(days):
        day = timezone.localdate() - timedelta(days=ago + number)
        fields = {"query": query, "lang": "nl", "searches": times, **numbers}
        AskedQuery.objects.create(day=day, **fields)


def test_queries_that_others_often_asked_are_offered() -> None:
    often("subsidie")
    often("subsidie aanvragen", times=9)
    often("subsidie een dag", times=9, days=1)
    often("subsidie vier keer", times=2)
    often("subsidie niets", empty=1)
    often("subsidie xyzzykamminga")
    often("subsidie vroeger", ago=COUNTED_DAYS)
    often("export")
    assert frequent_queries("SUBS", "nl") == ["subsidie aanvragen", "subsidie"]
    assert frequent_queries("subs", "nl", 1) == ["subsidie aanvragen"]
    assert frequent_queries("subsidie ", "nl") == ["subsidie aanvragen"], "not what stands there"
    assert frequent_queries("subs", "en") == frequent_queries("", "nl") == []
    assert frequent_queries("100%_", "nl") == []


def test_a_word_of_the_index_may_be_offered() -> None:
    often("koperhazzz")
    assert frequent_queries("koper", "nl") == []
    Word.objects.create(word="koperhazzz", beginning="k", length=10, items=1)
    assert frequent_queries("koper", "nl") == ["koperhazzz"]


def test_they_are_among_the_suggestions_with_their_accents(client: Client) -> None:
    often("financiën vinden & delen")
    for typed in ("financië", "FINANCIE\u0308N V"):
        html = client.get("/nl/zoeken/suggesties/", {"q": typed}).content
        option = BeautifulSoup(html, "html.parser").li
        assert option
        assert option.span
        assert option.span.text == "financiën vinden & delen"
        assert option["data-href"] == "/nl/zoeken/?q=financi%C3%ABn+vinden+%26+delen"


@pytest.mark.postgresql
def test_a_beginning_is_looked_up_in_its_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("ALTER TABLE search_askedquery DROP CONSTRAINT search_asked_once")
    plan = AskedQuery.objects.filter(query__startswith="subs").explain()
    assert "search_asked_begin" in plan
