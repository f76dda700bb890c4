"""One job writes the letters of all: a runner that dies in the middle leaves each told once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from brink.home.tree import build_tree
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events import letters
from events.models import Event, Registration
from tests.factories.events import event_page, registration_factory
from tests.factories.pages import publish
from tests.jobs.runners import Runners, kill, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = [f"p{n}@b.example" for n in range(5)]


@pytest.fixture
def runners(tmp_path: Path) -> Iterator[Runners]:
    found = Runners(tmp_path)
    yield found
    found.stop()


@pytest.fixture
def _moved() -> None:
    """An event that moved; five people are still to be told."""
    build_tree()
    page = event_page(title="Excursie")
    for email in PEOPLE:
        registration_factory(Event.objects.get(), email=email)
    start = page.start + timedelta(days=1)
    publish(page, start=start, end=start + timedelta(hours=2))
    Job.objects.exclude(kind="events.announce").delete()


def told() -> list[str]:
    """The addresses for which a mail is stored or went out, in the order of their letters."""
    found = Job.objects.filter(key__startswith="mail:changed:").order_by("pk")
    people = {f"{person.uid}": person.email for person in Registration.objects.all()}
    return [people[key.split(":")[2]] for key in found.values_list("key", flat=True)]


@pytest.mark.processes
@pytest.mark.usefixtures("_moved")
def test_runner_killed_in_the_middle_of_a_letter_leaves_the_rest_to_the_next(
    runners: Runners,
) -> None:
    victim = runners.start(["-m", "tests.events.slow_letters"], 0.5, {})
    wait_until(lambda: len(runners.lines()) == 3)
    kill(victim)
    assert told() == PEOPLE[:2], "the third letter was not stored yet, and the first two are"
    assert Job.objects.get(kind="events.announce").state == "running"

    Job.objects.filter(state="running").update(leased_until=timezone.now())
    run_due()

    assert told() == PEOPLE
    assert Job.objects.get(kind="events.announce").state == "done"
    assert set(Registration.objects.values_list("sequence", flat=True)) == {1}


@pytest.mark.usefixtures("_moved")
def test_letter_that_cannot_be_written_is_written_by_the_next_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue_mail, failed = letters.queue_mail, []

    def fail_once(mail: Any) -> None:
        if mail.to == PEOPLE[2] and not failed:
            failed.append(mail)
            raise OSError("the template is gone")
        queue_mail(mail)

    monkeypatch.setattr(letters, "queue_mail", fail_once)
    run_due()
    assert told() == [*PEOPLE[:2], *PEOPLE[3:]]
    job = Job.objects.get(kind="events.announce")
    assert (job.state, job.attempts) == ("retry", 1)

    Job.objects.filter(pk=job.pk).update(due=timezone.now())
    run_due()

    assert told() == [*PEOPLE[:2], *PEOPLE[3:], PEOPLE[2]]
    assert set(Registration.objects.values_list("sequence", flat=True)) == {1}
