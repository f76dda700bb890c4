"""Sign-ups and requests that are posted in parallel mail an address no more often than one by one.

First the negative control: with a count that is read and written in two steps there are too many.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from brink.home.tree import build_tree
from brink.jobs.models import Job
from events import confirmations
from events.confirmations import REPEATED_A_DAY, UNCONFIRMED_AN_HOUR, TooManyError, mail_again
from events.messages import PAUSE
from events.models import Registration
from tests.events.at_once import PATIENCE, at_once, sign_up
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "roelf@koperhaas.example"


@pytest.fixture(autouse=True)
def _ready(live_server: Any) -> None:
    build_tree()


def told() -> int:
    return Job.objects.filter(kind="events.tell").count()


def asked_before(number: int) -> list[Registration]:
    """So many sign-ups of one address at as many events, old enough to be mailed again."""
    mine = [
        registration_factory(event_factory(), "unconfirmed", email=EMAIL) for _n in range(number)
    ]
    Registration.objects.update(created=timezone.now() - PAUSE - timedelta(minutes=1))
    return mine


def ask(registration: Registration) -> bool:
    try:
        mail_again(registration)
    except TooManyError:
        return False
    return True


def in_two_steps(callers: int) -> Callable[..., bool]:
    """All have read before the first writes."""
    gap = threading.Barrier(callers, timeout=PATIENCE)

    def take(purpose: str, address: str, number: int, period: int = 0) -> bool:
        name = f"{purpose}:{address}"
        count = cache.get(name, 0)
        gap.wait()
        cache.set(name, count + 1)
        return count < number

    return take


@pytest.mark.postgresql
def test_counted_in_two_steps_an_address_is_mailed_too_often(monkeypatch: Any) -> None:
    """The control, where two transactions run at once; a ticket of the hour makes one wait."""
    mine = asked_before(REPEATED_A_DAY + 3)
    monkeypatch.setattr(confirmations, "take", in_two_steps(len(mine)))
    monkeypatch.setattr(confirmations, "take_ticket", lambda *_whatever: True)
    assert at_once([lambda r=r: ask(r) for r in mine]).count(True) > REPEATED_A_DAY


def test_requests_at_once_for_many_events_repeat_two_mails() -> None:
    mine = asked_before(REPEATED_A_DAY + 3)
    assert at_once([lambda r=r: ask(r) for r in mine]).count(True) == REPEATED_A_DAY
    assert told() == REPEATED_A_DAY


def test_requests_at_once_for_one_sign_up_repeat_one_mail() -> None:
    (mine,) = asked_before(1)
    assert at_once([lambda: ask(mine)] * 6) == [True] * 6
    assert told() == 1


def test_sign_ups_at_once_of_one_address_are_bounded(live_server: Any) -> None:
    events = [event_factory() for _n in range(UNCONFIRMED_AN_HOUR + 3)]
    answers = at_once([lambda e=e: sign_up(live_server, e, EMAIL) for e in events])
    assert sorted(answers) == [302] * UNCONFIRMED_AN_HOUR + [422] * 3
    assert told() == UNCONFIRMED_AN_HOUR
