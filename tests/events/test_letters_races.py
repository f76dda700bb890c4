"""Letters to one address, written by several runners at once."""

from functools import partial

import pytest

from brink.home.tree import build_tree
from brink.jobs.models import Job
from events.jobs import tell_somebody
from events.letters import Letter, post
from events.models import Registration
from events.registration import cancel, register
from tests.events.applicants import account
from tests.events.at_once import at_once
from tests.events.invitations import steps
from tests.factories.events import event_factory

pytestmark = pytest.mark.django_db(transaction=True)
RUNNERS = 6


@pytest.fixture
def registration() -> Registration:
    build_tree()
    return register(event_factory().pk, account())


def test_one_job_in_many_runners_is_one_mail_and_one_step(registration: Registration) -> None:
    payload = Job.objects.get(kind="events.tell").payload
    at_once([partial(tell_somebody, payload)] * RUNNERS)
    registration.refresh_from_db()
    assert registration.sequence == 1
    assert Job.objects.filter(kind="mail").count() == 1


def test_many_letters_at_once_never_share_a_number(registration: Registration) -> None:
    letters = [Letter(registration.pk, "changed", f"changed:{n}") for n in range(RUNNERS)]
    at_once([partial(post, letter) for letter in letters])
    registration.refresh_from_db()
    assert registration.sequence == RUNNERS
    Job.objects.filter(kind="events.tell").delete()
    assert sorted(number or 0 for _method, number in steps()) == list(range(1, RUNNERS + 1))


def test_cancelling_meanwhile_takes_no_number_back(registration: Registration) -> None:
    letters = [Letter(registration.pk, "changed", f"changed:{n}") for n in range(RUNNERS)]
    at_once([*(partial(post, letter) for letter in letters), partial(cancel, registration)])
    registration.refresh_from_db()
    Job.objects.filter(kind="events.tell").delete()
    numbers = [number for _method, number in steps() if number]
    assert registration.state == Registration.State.CANCELLED
    assert registration.sequence == max(numbers, default=0) == len(numbers)
