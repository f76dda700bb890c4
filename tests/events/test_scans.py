"""What phones at the door send: scans that they kept, and sent before."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from brink.people.models import User
from events.models import CheckIn, Event
from tests.events.entrance import comer, event, host, is_in, page, sent

__all__ = ["event", "host"]  # fixtures


def test_script_of_who_is_logged_out_is_told_so(event: Event, client: Client) -> None:
    row = comer(event)

    response = client.post(
        page(event, "scans"), json.dumps([sent(row)]), content_type="application/json"
    )

    assert (response.status_code, response.json(), is_in(row)) == (401, {}, False)


def post(client: Client, event: Event, scans: Any) -> Any:
    return client.post(page(event, "scans"), json.dumps(scans), content_type="application/json")


def test_phone_sends_what_it_kept_and_hears_of_each(
    event: Event, host: User, client: Client
) -> None:
    row, waits = comer(event), comer(event, "waiting")
    scans = [
        sent(row, how="scan", age=600_000),
        sent(waits, how="scan"),
        sent(row, code="AAAAAAAA"),
    ]

    answer = post(client, event, scans).json()

    results = [answer["results"][each["uid"]]["is_done"] for each in scans]
    assert results == [True, False, False]
    assert [person["code"] for person in answer["people"]] == [row.code]
    assert is_in(row)
    assert abs(row.checked_in - (timezone.now() - timedelta(minutes=10))) < timedelta(seconds=20)


def test_phone_that_sends_all_again_changes_nothing(
    event: Event, host: User, client: Client
) -> None:
    scans = [sent(comer(event), how="scan") for _n in range(3)]

    answers = [post(client, event, scans).json() for _n in range(2)]

    assert answers[0]["results"] == answers[1]["results"]
    assert CheckIn.objects.count() == 3


@pytest.mark.parametrize("age", [-1, 10**30, None, "x", 1.5])
def test_phone_with_an_odd_clock_loses_no_scan_that_makes_sense(
    event: Event, host: User, client: Client, age: Any
) -> None:
    scan = sent(comer(event), age=age)

    results = post(client, event, [scan]).json()["results"]

    assert list(results) == [scan["uid"]]


@pytest.mark.parametrize("body", ["", "{", "{}", "3", '"x"', "[" * 200_000])
def test_what_is_no_list_of_scans_is_refused(
    event: Event, host: User, client: Client, body: str
) -> None:
    response = client.post(page(event, "scans"), body, content_type="application/json")

    assert response.status_code == 400


def test_what_is_no_scan_in_a_list_harms_no_other(event: Event, host: User, client: Client) -> None:
    row = comer(event)

    response = post(client, event, [1, None, [], {}, {"uid": "x"}, sent(row)])

    assert response.status_code == 200
    assert is_in(row)


def test_long_list_is_taken_in_by_turns(event: Event, host: User, client: Client) -> None:
    scans = [sent(comer(event), code="AAAAAAAA") for _n in range(51)]

    assert len(post(client, event, scans).json()["results"]) == 50


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_scans_are_answered_in_the_language_of_the_page(
    event: Event, host: User, client: Client, lang: str
) -> None:
    address = page(event, "scans", lang)

    assert client.get(address).json() == {"results": {}, "people": []}
