"""The form of a series that refuses or asks on: what is wrong, missing, barred or over."""

from datetime import timedelta

import pytest
from django.test import Client

from events.models import Event, Registration, Series
from tests.events.evenings import LANGS, NOW, evening, evenings, path_of, read, sent, series
from tests.events.signing_up import FILLED, account
from tests.factories.events import registration_factory

__all__ = ["evenings", "series"]  # fixtures

pytestmark = pytest.mark.usefixtures("tree")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"meetings": []}, "meetings_0"),
        ({"meetings": ["999"]}, "meetings_0"),
        ({"role": ""}, "role_0"),
    ],
)
def test_what_is_not_right_is_said_and_kept(
    client: Client, series: Series, evenings: list[Event], change: dict, field: str
) -> None:
    response = sent(client, series, evenings, **change)
    page = read(response)
    assert response.status_code == 422
    assert page.select_one(".error-summary a")["href"] == f"#id_{field}"
    assert page.select_one("#id_given")["value"] == "Femke"
    assert not Registration.objects.exists()


def test_questions_are_asked_once_and_answered_where_they_belong(
    client: Client, series: Series, evenings: list[Event]
) -> None:
    words = {"label_nl": "Lunch?", "label_en": "Lunch?", "kind": "text", "is_required": True}
    for event in evenings[:2]:
        event.questions.create(code="lunch", **words)
    evenings[2].questions.create(code="shoes", **{**words, "label_en": "Which shoes?"})
    Event.objects.filter(pk=evenings[2].pk).update(asks_diet=True)
    page = read(client.get(path_of(series)))
    assert len(page.select("[name=question-lunch]")) == 1
    assert page.select_one("label[for=id_question-shoes]").text.strip().endswith(": Which shoes?")
    response = sent(client, series, evenings, **{"question-lunch": "brood"})
    assert read(response).select_one(".error-summary a")["href"] == "#id_question-shoes"
    typed = {"question-lunch": "brood", "diet": "vegan", "diet_consent": "on"}
    assert sent(client, series, evenings[:2], **typed).status_code == 302
    kept = Registration.objects.order_by("event__start").values_list("answers__value", flat=True)
    assert list(kept) == ["brood", "brood"]
    assert not Registration.objects.filter(needs__isnull=False).exists()


def test_one_meeting_that_bars_says_what_to_do(
    client: Client, series: Series, evenings: list[Event]
) -> None:
    Event.objects.filter(pk=evenings[0].pk).update(
        admits="domains", admits_domains=["school.example"]
    )
    response = sent(client, series, evenings)
    assert response.status_code == 403
    assert read(response).select_one(".error-summary a")["href"] == "#id_email"
    assert not Registration.objects.exists()
    Event.objects.update(admits="accounts")
    assert "/account/login/" in str(read(client.get(path_of(series))).select("main .notice a"))


@LANGS
def test_series_without_an_open_meeting_says_so(
    client: Client, series: Series, evenings: list[Event], lang: str
) -> None:
    Event.objects.update(closes=NOW - timedelta(days=1))
    for response, status in (
        (client.get(path_of(series, lang)), 200),
        (client.post(path_of(series, lang), FILLED), 409),
    ):
        assert response.status_code == status
        assert read(response).select_one("main .notice a")
        assert not read(response).select("[name=given]")


def test_unknown_series_hidden_ones_and_wrong_methods(client: Client, series: Series) -> None:
    assert client.get(path_of(series)).status_code == 404
    assert client.get("/nl/agenda/reeks/nergens/aanmelden/").status_code == 404
    evening(series, 10)
    assert client.put(path_of(series)).status_code == 405
    assert Client(enforce_csrf_checks=True).post(path_of(series)).status_code == 403
    mailbox = path_of(series, name="events:enrolled")
    assert client.get(mailbox).status_code == 200
    assert client.post(mailbox).headers["Location"] == path_of(series)


@LANGS
def test_who_is_on_all_lists_is_told_so(
    client: Client, series: Series, evenings: list[Event], lang: str
) -> None:
    user = account(client)
    for event in evenings:
        assert read(client.get(path_of(series, lang))).select("[name=meetings]")
        registration_factory(event, email=user.email)
    page = read(client.get(path_of(series, lang)))
    assert not page.select("[name=meetings]")
    assert page.select_one(".notice a")
