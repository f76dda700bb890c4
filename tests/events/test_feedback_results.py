"""Answers counted: per question of one event, and of all events together."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from events.desk.named import titles
from events.feedback.answers import SCORES, today
from events.feedback.programme import Line, lines_of, total_of, with_numbers
from events.feedback.results import results_of, spell
from events.models import Event, Feedback, Question
from tests.factories.events import event_factory, registration_factory

DAY = timedelta(days=1)
WORDS = {"label_nl": "Wat mis je?", "label_en": "What is missing?", "moment": "feedback"}
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def event() -> Event:
    return event_factory(title="Kaas", start=timezone.now() - 9 * DAY)


def answer(event: Event, useful: int = 4, days: int = 1, **answers: Any) -> None:
    registration_factory(event, has_given_feedback=True)
    scores = {"useful": useful, "speaker": 5, "organised": 3}
    day = today() - days * DAY
    Feedback.objects.create(event=event, scores=scores, answers=answers, day=day)


def lines() -> list[Line]:
    return lines_of(with_numbers(Event.objects.past()).annotate(title=titles("key")))


@pytest.mark.parametrize(("lang", "words"), [("nl", "2,6"), ("en", "2.6")])
def test_average_is_rounded_and_not_cut_off(lang: str, words: str) -> None:
    with translation.override(lang):
        assert spell(18 / 7) == words


def test_results_of_few_are_a_number_only(event: Event) -> None:
    for useful in (1, 2, 3, 4):
        answer(event, useful)
    registration_factory(event)
    found = results_of(event)
    assert (found.asked, found.given, found.rate, found.questions) == (5, 4, 80, ())


def test_results_of_an_event_to_which_nobody_came(event: Event) -> None:
    assert results_of(event).rate is None


def test_scores_become_a_chart_with_an_average(event: Event) -> None:
    for useful in (1, 4, 4, 5, 5):
        answer(event, useful)
    useful, *_others = results_of(event).questions
    assert [(bar.number, bar.percent) for bar in useful.bars] == [
        (1, 20), (0, 0), (0, 0), (2, 40), (2, 40)
    ]  # fmt: skip
    with translation.override("nl"):
        assert useful.average_text == "3,8"
    assert useful.answered == 5


@pytest.mark.parametrize(
    ("kind", "given", "bars"),
    [
        ("choice", ["kaas", "kaas", "soep", None, None], [("Cheese", 2, 67), ("Soup", 1, 33)]),
        ("several", [["kaas", "soep"], ["kaas"]], [("Cheese", 2, 100), ("Soup", 1, 50)]),
        ("yes-no", [True, False, True, True], [("Yes", 3, 75), ("No", 1, 25)]),
        ("number", [3, 0, 3], [("0", 1, 33), ("3", 2, 67)]),
    ],
)
def test_own_question_becomes_a_chart(
    event: Event, kind: str, given: list[Any], bars: list[tuple[str, int, int]]
) -> None:
    options = ["Kaas | Cheese", "Soep | Soup"]
    Question.objects.create(event=event, code="own", kind=kind, options=options, **WORDS)
    for value in [*given, None, None, None][:5]:
        answer(event, **({} if value is None else {"own": value}))
    with translation.override("en"):
        result = results_of(event).questions[-1]
    assert [(bar.label, bar.number, bar.percent) for bar in result.bars] == bars
    assert result.label == "What is missing?"


def test_texts_stand_by_the_alphabet_and_by_no_score(event: Event) -> None:
    Question.objects.create(event=event, code="own", **WORDS)
    for text in ("zout", "Brood", "kaas", None, None):
        answer(event, **({"own": text} if text else {}))
    result = results_of(event).questions[-1]
    assert (result.texts, result.answered, result.bars) == (("Brood", "kaas", "zout"), 3, ())


def test_line_of_an_event_counts_who_was_asked(event: Event) -> None:
    registration_factory(event)
    registration_factory(event, "waiting")
    for _person in range(5):
        answer(event)
    (line,) = lines()
    assert (line.title, line.asked, line.given, line.rate) == ("Kaas", 6, 5, 83)
    assert line.averages == (4.0, 5.0, 3.0)
    event.registrations.filter(has_given_feedback=True).update(checked_in=event.start)
    (line,) = lines()
    assert (line.asked, line.rate) == (5, 100)


def test_all_together_leaves_few_answers_out_of_the_averages(event: Event) -> None:
    for _person in range(5):
        answer(event, 4)
    few, other = (event_factory(start=timezone.now() - 9 * DAY) for _twice in range(2))
    answer(few, 1)
    for _person in range(10):
        answer(other, 1)
    total = total_of(lines(), "All")
    assert (total.asked, total.given, total.averages[0]) == (16, 16, 2.0)
    assert len(total.averages) == len(SCORES)


def test_averages_are_of_what_is_shown_and_weigh_so(event: Event) -> None:
    """Four who came later count in the rate, and in no average until there is a fifth."""
    other = event_factory(start=timezone.now() - 9 * DAY)
    for _person in range(5):
        answer(event, 2, days=3)
        answer(other, 4, days=3)
    for _person in range(4):
        answer(event, 5)
    assert [line.counted for line in lines()] == [(5, 5, 5)] * 2
    total = total_of(lines(), "All")
    assert (total.given, total.averages[0]) == (14, 3.0)
    answer(event, 5)
    assert total_of(lines(), "All").averages[0] == pytest.approx((2 * 5 + 5 * 5 + 4 * 5) / 15)


def test_no_events_have_no_numbers() -> None:
    total = total_of([], "All")
    assert (total.rate, total.spelled) == (None, ["–", "–", "–"])


@pytest.mark.parametrize("number", [1, 3])
def test_lines_cost_two_queries(number: int, django_assert_num_queries: Any) -> None:
    for _event in range(number):
        answer(event_factory(start=timezone.now() - 9 * DAY))
    with django_assert_num_queries(2):
        assert len(lines()) == number
