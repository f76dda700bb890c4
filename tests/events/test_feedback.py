"""What people thought of an event: told once, kept without a name, shown from five answers on."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from events.feedback import answers as feedback
from events.feedback.answers import FEWEST, asked, give, may_give, shown, today
from events.models import Event, Feedback, Question, Registration
from tests.factories.events import event_factory, registration_factory

DAY = timedelta(days=1)
SCORES = {"useful": 4, "speaker": 5, "organised": 3}
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def event() -> Event:
    """Over since yesterday."""
    return event_factory(start=timezone.now() - DAY)


def someone(event: Event, state: str = "confirmed", **fields: Any) -> Registration:
    return registration_factory(event, state, **fields)


def tell(registration: Registration, useful: int = 4, **answers: Any) -> bool:
    return give(registration, {**SCORES, "useful": useful}, answers)


def heard(event: Event, number: int) -> None:
    for _person in range(number):
        assert tell(someone(event))


def tomorrow() -> Any:
    return time_machine.travel(timezone.now() + DAY)


def test_answers_are_kept_once(event: Event) -> None:
    registration = someone(event)
    assert tell(registration, useful=2)
    assert not tell(registration, useful=5)
    (row,) = event.feedback.all()
    assert (row.scores["useful"], row.day) == (2, today())
    registration.refresh_from_db()
    assert registration.has_given_feedback


def test_nothing_stored_leads_to_who_it_was(event: Event) -> None:
    """No field but these, so no name, no hour and no way back; and the registration has no time."""
    registration = someone(event)
    changed = registration.changed
    tell(registration)
    names = {field.name for field in Feedback._meta.get_fields()}
    assert names == {"id", "event", "scores", "answers", "day"}
    assert type(event.feedback.get().day) is date
    registration.refresh_from_db()
    assert registration.changed == changed
    assert not registration.history.exists()


def test_order_of_rows_is_not_that_in_which_people_answered(event: Event) -> None:
    """All rows are written anew each time: none keeps the number that it was stored with."""
    everybody = [someone(event) for _number in range(8)]
    orders = set()
    for number, registration in enumerate(everybody):
        before = set(event.feedback.values_list("pk", flat=True))
        tell(registration, n=number)
        rows = event.feedback.order_by("pk")
        assert not before & {row.pk for row in rows}
        orders.add(tuple(row.answers["n"] for row in rows))
    last = event.feedback.order_by("pk")
    assert sorted(row.answers["n"] for row in last) == list(range(8))
    assert any(order != tuple(sorted(order)) for order in orders)


def test_order_would_tell_without_the_mixing(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the test above."""
    monkeypatch.setattr(feedback, "mix_in", lambda event, new: new.save())
    for number in range(8):
        tell(someone(event), n=number)
    rows = event.feedback.order_by("pk")
    assert [row.answers["n"] for row in rows] == list(range(8))


def test_answers_of_another_event_stay_as_they_are(event: Event) -> None:
    other = event_factory(start=timezone.now() - DAY)
    tell(someone(other))
    before = list(other.feedback.values())
    heard(event, 3)
    assert list(other.feedback.values()) == before


def test_few_answers_are_not_shown(event: Event) -> None:
    heard(event, FEWEST - 1)
    with tomorrow():
        assert shown(event) == []
        heard(event, 1)
        assert shown(event) == [], "that of today waits until tomorrow"
    with time_machine.travel(timezone.now() + 2 * DAY):
        assert len(shown(event)) == FEWEST


def test_who_answers_alone_later_is_shown_with_four_others(event: Event) -> None:
    """By the difference between two days nobody finds whose answer the new one is."""
    heard(event, FEWEST)
    seen = []
    for day, number in ((1, 1), (2, 3), (3, 1), (4, 0), (5, 7), (6, 0)):
        with time_machine.travel(timezone.now() + day * DAY):
            seen.append(len(shown(event)))
            heard(event, number)
    assert seen == [5, 5, 5, 10, 10, 17]


def test_all_are_asked_where_nobody_was_checked_in(event: Event) -> None:
    comes = someone(event)
    for state in ("waiting", "cancelled", "unconfirmed", "pending", "offered"):
        someone(event, state)
    assert list(asked(event)) == [comes]


def test_who_was_there_is_asked_where_people_were_checked_in(event: Event) -> None:
    someone(event)
    there = someone(event, checked_in=event.start)
    assert list(asked(event)) == [there]


@pytest.mark.parametrize(
    ("state", "facts", "may"),
    [
        ("confirmed", {"start": -1}, True),
        ("waiting", {"start": -1}, False),
        ("cancelled", {"start": -1}, False),
        ("confirmed", {"start": 1}, False),
        ("confirmed", {"start": -1, "status": "cancelled"}, False),
    ],
)
def test_who_is_heard(state: str, facts: dict[str, Any], may: bool) -> None:
    start = timezone.now() + facts["start"] * DAY
    event = event_factory(**{**facts, "start": start})
    assert may_give(someone(event, state)) is may


def test_questions_of_the_organiser_are_those_for_afterwards(event: Event) -> None:
    words = {"label_nl": "Wat mis je?", "label_en": "What is missing?"}
    Question.objects.create(event=event, code="before", **words)
    gone = {"moment": "feedback", "is_asked": False}
    Question.objects.create(event=event, code="gone", **gone, **words)
    own = Question.objects.create(event=event, code="after", moment="feedback", **words)
    assert list(feedback.own_questions(event)) == [own]
