from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, Revision

from brink.home.demo.loader import Outcome, load_content
from brink.home.demo.pages import Stub
from brink.jobs.models import Job
from brink.pages.models import Card
from brink.people.models import User
from events.models import Event, Registration
from events.reminding import tell_materials

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CONTENT = settings.BASE_DIR / "content"


def silent(steps: Iterable[Stub], _word: str) -> Iterable[Stub]:
    return steps


def load(folder: Path = CONTENT) -> Outcome:
    return load_content(folder, silent)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Outcome]:
    """The whole content, loaded once for the tests that only look, and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


def test_load_makes_every_item_in_both_languages(loaded: Outcome) -> None:
    cards = Card.objects.filter(lang="en")
    counts = {kind: cards.filter(kind=kind).count() for kind in ("case", "failed", "practice")}
    assert counts == {"case": 11, "failed": 1, "practice": 8}
    assert cards.filter(kind="masterclass").count() == 8
    assert cards.filter(kind="event").count() == 25  # and one cancelled first date
    assert Card.objects.count() == 2 * cards.count()


def values(field: str) -> set[str]:
    return set(Event.objects.values_list(field, flat=True))


def test_load_has_past_coming_full_cancelled_moved_and_online_events(loaded: Outcome) -> None:
    now = timezone.now()
    assert Event.objects.filter(end__lt=now).count() >= 10
    assert Event.objects.filter(start__gt=now).count() >= 6
    assert {"scheduled", "moved", "cancelled"} == set(
        Event.objects.values_list("status", flat=True)
    )
    assert {"room", "online", "hybrid"} == set(Event.objects.values_list("presence", flat=True))
    full = Event.objects.filter(start__gt=now, waiting__gt=0).get()
    assert full.taken == full.capacity
    assert full.registrations.filter(state=Registration.State.WAITING).count() == full.waiting


def test_page_tree_is_sound_after_a_load(loaded: Outcome) -> None:
    assert not any(Page.find_problems())


def test_invented_people_are_mailed_nothing(loaded: Outcome) -> None:
    """Many were at an event that is over, with something to read since."""
    jobs = Job.objects.filter(kind="events.materials", due__lte=timezone.now())
    assert jobs.exists()
    for payload in jobs.values_list("payload", flat=True):
        tell_materials(payload)
    assert not Job.objects.filter(kind="mail").exists()


def test_second_load_changes_nothing(loaded: Outcome) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in (Page, Card, Event)]
    revisions, places = Revision.objects.count(), Registration.objects.count()
    outcome = load()
    assert (outcome.pages, outcome.registrations) == (0, 0)
    assert [list(model.objects.order_by("pk").values()) for model in (Page, Card, Event)] == before
    assert (Revision.objects.count(), Registration.objects.count()) == (revisions, places)


def test_demo_accounts_exist_under_debug_only(loaded: Outcome, settings: Any) -> None:
    assert not User.objects.exists()
    settings.DEBUG = True
    load()
    assert User.objects.count() == 4
    call_command("demo_accounts")
