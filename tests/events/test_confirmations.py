"""How often sign-ups without proof have us mail an address: enough to help, too little to bomb."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from events.confirmations import (
    REPEATED_A_DAY,
    UNCONFIRMED_A_DAY,
    UNCONFIRMED_AN_HOUR,
    TooManyError,
    mail_again,
)
from events.messages import PAUSE
from events.models import Event
from events.places import UNPROVEN
from events.registration import cancel, register
from events.standing import HOLD
from tests.database import forget_cache
from tests.events.applicants import account, guest, mails
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")
OTHER = "other@koperhaas.example"
#: It may be sent again.
OVER = PAUSE + timedelta(minutes=1)


@pytest.fixture
def full() -> Event:
    """A sign-up here holds no place, so it does not run out within the hour."""
    event = event_factory(capacity=1)
    registration_factory(event)
    return event


@pytest.fixture
def endless(monkeypatch: Any) -> None:
    """Redis has a clock of its own, so the hours have no bounds here."""
    monkeypatch.setattr("events.confirmations.UNCONFIRMED_AN_HOUR", 100)
    monkeypatch.setattr("brink.mail.limits.OVERALL_AN_HOUR", 100)


def later(age: timedelta) -> Any:
    return time_machine.travel(timezone.now() + age)


def each_after(*ages: timedelta) -> Iterator[timedelta]:
    """Each of these moments, reckoned from now."""
    began = timezone.now()
    for age in ages:
        with time_machine.travel(began + age):
            yield age


def test_sign_up_is_mailed_a_second_time_and_never_a_third(full: Event) -> None:
    numbers = []
    for _age in each_after(timedelta(), PAUSE / 2, OVER, 2 * OVER, timedelta(hours=30)):
        register(full.pk, guest())
        numbers.append(len(mails("confirm")))
    assert numbers == [1, 1, 2, 2, 2]
    assert full.registrations.filter(state="unconfirmed").count() == 1


def test_mail_is_sent_again_to_who_asks_for_it(full: Event) -> None:
    registration = register(full.pk, guest())
    numbers = []
    for _age in each_after(timedelta(), OVER, 2 * OVER, UNPROVEN / 2):
        mail_again(registration)
        numbers.append(len(mails("confirm")))
    assert numbers == [1, 2, 2, 2]


def test_nothing_is_mailed_again_for_what_is_no_sign_up_any_more(full: Event) -> None:
    registration = cancel(register(full.pk, guest()))
    with later(OVER):
        mail_again(registration)
    assert len(mails("confirm")) == 1


@pytest.mark.usefixtures("endless")
def test_address_is_mailed_again_twice_a_day_over_all_events() -> None:
    mine = [register(event_factory().pk, guest()) for _n in range(REPEATED_A_DAY + 1)]
    with later(OVER):
        for registration in mine[:-1]:
            mail_again(registration)
        with pytest.raises(TooManyError) as caught:
            mail_again(mine[-1])
    assert caught.value.wait == timedelta(days=1)
    assert len(mails("confirm")) == len(mine) + REPEATED_A_DAY


@pytest.mark.usefixtures("endless")
def test_sign_up_that_ran_out_does_not_begin_a_new_count() -> None:
    event = event_factory(capacity=5)
    for _age in each_after(*(n * (HOLD + PAUSE) for n in range(REPEATED_A_DAY + 1))):
        register(event.pk, guest())
    with later(4 * HOLD), pytest.raises(TooManyError):
        register(event.pk, guest())
    register(event.pk, guest(OTHER))
    assert len(mails("confirm")) == 1 + REPEATED_A_DAY + 1


def test_register_never_mails_a_stranger_without_end() -> None:
    for _n in range(UNCONFIRMED_AN_HOUR):
        register(event_factory().pk, guest())
    with pytest.raises(TooManyError) as caught:
        register(event_factory().pk, guest())
    assert caught.value.wait == timedelta(hours=1)
    assert len(mails()) == UNCONFIRMED_AN_HOUR
    register(event_factory().pk, guest(OTHER))


@pytest.mark.usefixtures("endless")
def test_stranger_is_mailed_so_often_a_day_whatever_the_hour() -> None:
    for _n in range(UNCONFIRMED_A_DAY):
        register(event_factory().pk, guest())
    with pytest.raises(TooManyError) as caught:
        register(event_factory().pk, guest())
    assert caught.value.wait == timedelta(days=1)
    register(event_factory().pk, guest(OTHER))


def test_who_waits_for_a_day_is_not_told_to_come_back_in_an_hour(monkeypatch: Any) -> None:
    """Both bounds are reached: the longer one is true."""
    monkeypatch.setattr("events.confirmations.UNCONFIRMED_A_DAY", UNCONFIRMED_AN_HOUR)
    for _n in range(UNCONFIRMED_AN_HOUR):
        register(event_factory().pk, guest())
    with pytest.raises(TooManyError) as caught:
        register(event_factory().pk, guest())
    assert caught.value.wait == timedelta(days=1)


def test_who_is_refused_for_an_hour_uses_up_no_day(monkeypatch: Any) -> None:
    monkeypatch.setattr("events.confirmations.UNCONFIRMED_A_DAY", UNCONFIRMED_AN_HOUR + 1)
    monkeypatch.setattr("brink.mail.limits.OVERALL_AN_HOUR", 100)
    for _n in range(UNCONFIRMED_AN_HOUR):
        register(event_factory().pk, guest())
    for _n in range(3):
        with pytest.raises(TooManyError):
            register(event_factory().pk, guest())
    monkeypatch.setattr("events.confirmations.UNCONFIRMED_AN_HOUR", 100)
    register(event_factory().pk, guest())


def test_nobody_is_mailed_without_end_about_what_they_confirmed() -> None:
    events = [event_factory() for _n in range(REPEATED_A_DAY + 1)]
    for event in events:
        registration_factory(event, email="roelf@koperhaas.example")
    for event in events[:-1]:
        register(event.pk, guest())
        register(event.pk, guest())  # sends nothing, so it costs nothing
    with pytest.raises(TooManyError):
        register(events[-1].pk, guest())
    assert len(mails("confirmed")) == REPEATED_A_DAY
    forget_cache()  # Redis has a clock of its own, which no test can set
    with later(timedelta(hours=25)):
        register(events[-1].pk, guest())


def test_who_proved_their_address_is_not_counted() -> None:
    who = account()
    for _n in range(UNCONFIRMED_A_DAY + 1):
        register(event_factory().pk, who)
    assert len(mails("confirmed")) == UNCONFIRMED_A_DAY + 1
