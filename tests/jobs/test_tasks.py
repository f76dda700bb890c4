"""Wagtail's own tasks as rows of the outbox."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django_tasks import task
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backend

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.people.models import Organisation
from tests.factories.people import organisation_factory

pytestmark = pytest.mark.django_db
calls: list[tuple] = []


@task()
def note(*args: str, **kwargs: int) -> None:
    calls.append((args, kwargs))


@task()
def look_for_what_is_gone() -> None:
    raise ObjectDoesNotExist


@task()
def stumble() -> None:
    raise OSError("disk")


def test_task_runs_after_the_transaction_and_leaves_no_row():
    calls.clear()
    result = note.enqueue("a", n=1)
    assert calls == []
    assert not result.is_finished

    run_due()

    assert calls == [(("a",), {"n": 1})]
    assert not Job.objects.filter(kind="task").exists()


def test_task_of_a_rolled_back_cause_does_not_run():
    calls.clear()
    with transaction.atomic():
        note.enqueue("a")
        transaction.set_rollback(True)
    run_due()

    assert calls == []


def test_task_about_something_deleted_since_is_done():
    look_for_what_is_gone.enqueue()
    run_due()

    assert not Job.objects.exists()


def test_task_that_fails_is_tried_again():
    stumble.enqueue()
    run_due()

    assert Job.objects.get().state == "retry"


def test_saved_object_is_found_by_the_admin_search_after_the_drain():
    organisation = organisation_factory(name="Zuivelhuis Wiersma")
    backend = get_search_backend()
    run_due()

    assert list(backend.search("zuivelhuis", Organisation)) == [organisation]
    organisation.delete()
    run_due()
    assert ReferenceIndex.objects.count() == 0
