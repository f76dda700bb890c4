"""An old link: what was asked for half an hour ago may have gone to somebody else by now."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation

from events import links
from events.access import BarredError
from events.enrolment import confirm_all, enrol
from events.models import Event, Question, Registration, Series
from events.question_fields import options_of
from events.questions import ChoiceFullError, taken
from events.registration import confirm, register
from events.settling import expire
from tests.events.applicants import guest, states
from tests.factories.events import event_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


def later() -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(minutes=40))


def asks_for_lunch(event: Event) -> tuple[Question, dict[str, str]]:
    """A choice with one place for cake."""
    words = {"label_nl": "Lunch", "label_en": "Lunch", "options": ["Taart | Cake | 1", "Brood"]}
    question = Question.objects.create(event=event, code="lunch", kind="choice", **words)
    return question, {"lunch": options_of(question)[0].code}


def test_choice_that_somebody_else_has_is_not_given_twice() -> None:
    event = event_factory(capacity=10)
    question, cake = asks_for_lunch(event)
    late = register(event.pk, guest("a@b.example", answers=cake))
    with later():
        expire(event.pk)
        confirm(register(event.pk, guest("b@b.example", answers=cake)))
        with pytest.raises(ChoiceFullError):
            confirm(late)
    assert states(event) == [State.EXPIRED, State.CONFIRMED]
    assert set(taken(question).values()) == {1}


def test_choice_that_is_still_free_is_theirs() -> None:
    event = event_factory(capacity=10)
    _question, cake = asks_for_lunch(event)
    late = register(event.pk, guest("a@b.example", answers=cake))
    with later():
        expire(event.pk)
        assert confirm(late).state == State.CONFIRMED


def test_choice_that_was_kept_is_theirs_although_it_is_the_last() -> None:
    event = event_factory(capacity=10)
    _question, cake = asks_for_lunch(event)
    assert confirm(register(event.pk, guest(answers=cake))).state == State.CONFIRMED


@pytest.mark.parametrize(("limit", "there"), [(1, 1), (2, 2)])
def test_no_more_of_an_organisation_than_may_come(limit: int, there: int) -> None:
    event = event_factory(capacity=10, organisation_limit=limit)
    late = register(event.pk, guest("a@b.example", organisation="Zeevonk"))
    with later():
        expire(event.pk)
        for number in range(there):
            confirm(register(event.pk, guest(f"{number}@b.example", organisation="zeevonk")))
        with pytest.raises(BarredError):
            confirm(late)
    assert states(event) == [State.EXPIRED] + [State.CONFIRMED] * there


def series() -> tuple[Series, list[Event]]:
    found = Series.objects.create(title_nl="Cursus", title_en="Course")
    starts = [timezone.now() + timedelta(days=days) for days in (10, 20)]
    return found, [event_factory(capacity=5, series=found, start=start) for start in starts]


def asked_in_vain(events: list[Event], full: list[Event], found: Series) -> Registration:
    """A sign-up for a series that ran out; others of the organisation took these meetings."""
    Event.objects.update(organisation_limit=1)
    applicant = guest("a@b.example", organisation="Zeevonk")
    booking = enrol(found, applicant, [event.pk for event in events], uuid4()).booking
    with later():
        for event in events:
            expire(event.pk)
        for event in full:
            confirm(register(event.pk, guest("b@b.example", organisation="Zeevonk")))
    assert booking is not None
    return booking.registrations.select_related("booking").order_by("pk")[0]


def test_meeting_of_a_series_that_is_lost_keeps_the_others_from_nobody() -> None:
    found, events = series()
    row = asked_in_vain(events, events[:1], found)
    with later():
        confirm_all(row)
    assert states(events[0]) == [State.EXPIRED, State.CONFIRMED]
    assert states(events[1]) == [State.CONFIRMED]


def test_series_of_which_all_is_lost_is_refused() -> None:
    found, events = series()
    row = asked_in_vain(events, events, found)
    with later(), pytest.raises(BarredError):
        confirm_all(row)
    assert states(events[1]) == [State.EXPIRED, State.CONFIRMED]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_says_what_went_to_others_and_leads_to_the_form(client: Client, lang: str) -> None:
    event = event_factory(capacity=10)
    _question, cake = asks_for_lunch(event)
    late = register(event.pk, guest("a@b.example", answers=cake))
    with later(), translation.override(lang):
        expire(event.pk)
        confirm(register(event.pk, guest("b@b.example", answers=cake)))
        response: Any = client.post(links.path("confirm", late))
    assert response.status_code == 409
    text = response.content.decode()
    assert {"nl": "Taart", "en": "Cake"}[lang] in text
    assert f"/{response.context['slug']}/" in text
