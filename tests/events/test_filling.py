"""What an older version stored while the new one started gets its codes in the night."""

from datetime import timedelta
from threading import Event as Signal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation

from brink.home.tree import build_tree
from brink.jobs.daily import KINDS, plan_daily
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.people.privacy import erasure
from brink.people.privacy.subject import subject_at
from events import links
from events.desk.invitees import invitation_address
from events.door.check_in import mark_present
from events.door.codes import spell_code
from events.filling import FILL, fill_codes
from events.models import Event, Registration
from tests.events.at_once import PATIENCE, at_once
from tests.factories.events import event_factory, person_factory, registration_factory

#: So long the erasure is held up; who fills in waits for it without end.
WHILE = 1


@pytest.fixture
def row(tree: dict) -> Registration:
    """As the version of before stored it."""
    event = event_factory(start=timezone.now() + timedelta(hours=30))
    Event.objects.filter(pk=event.pk).update(invitation_code="", room_secret="")
    registration = registration_factory(Event.objects.get(pk=event.pk))
    Registration.objects.filter(pk=registration.pk).update(code=None)
    return Registration.objects.get(pk=registration.pk)


def test_it_is_done_each_night(row: Registration, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brink.jobs.daily._planned", None)
    assert FILL in KINDS
    plan_daily()
    assert Job.objects.filter(kind=FILL, state="queued").count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=1, hours=5)):
        run_due()
    row.refresh_from_db()
    assert row.code
    assert row.event.invitation_code


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_after_that_page_door_and_link_work(client: Client, row: Registration, lang: str) -> None:
    assert invitation_address(row.event, lang) == ""
    fill_codes({})
    row.refresh_from_db()
    with translation.override(lang):
        page = client.get(links.path("confirm", row)).content.decode()
    assert spell_code(row.code or "") in page
    assert row.event.invitation_code in invitation_address(row.event, lang)
    with time_machine.travel(row.event.start):
        assert mark_present(row, None).is_done


def test_what_is_there_stays_and_who_was_forgotten_gets_none(row: Registration) -> None:
    whole = registration_factory(event_factory())
    gone = registration_factory(event_factory(), person=person_factory(erased_at=timezone.now()))
    Registration.objects.filter(pk=gone.pk).update(code=None)
    before: list[Any] = [whole.code, whole.event.invitation_code, whole.event.room_secret]
    for _twice in range(2):
        fill_codes({})
    gone.refresh_from_db()
    whole.refresh_from_db()
    assert gone.code is None
    assert [whole.code, whole.event.invitation_code, whole.event.room_secret] == before
    assert not Event.objects.filter(room_secret="").exists()


def test_each_gets_a_code_of_its_own(row: Registration) -> None:
    others = [registration_factory(row.event) for _n in range(3)]
    Registration.objects.update(code=None)
    fill_codes({})
    codes = set(Registration.objects.values_list("code", flat=True))
    assert len(codes) == len(others) + 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_is_being_forgotten_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Found while the erasure was not stored yet, and held by it until it is.

    SQLite lets one writer in at a time: there the night waits with looking.
    """
    build_tree()
    registration = registration_factory(event_factory())
    Registration.objects.filter(pk=registration.pk).update(code=None)
    is_empty, is_filled, farewell = Signal(), Signal(), erasure.say_farewell

    def say_slowly(*args: Any) -> None:
        is_empty.set()
        is_filled.wait(timeout=WHILE)
        farewell(*args)

    def fill() -> None:
        is_empty.wait(timeout=PATIENCE)
        fill_codes({})
        is_filled.set()

    monkeypatch.setattr(erasure, "say_farewell", say_slowly)
    at_once([lambda: erasure.erase(subject_at(registration.email)), fill])
    assert not Registration.objects.exclude(code=None).exists()
