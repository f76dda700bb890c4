"""Fewer places than people: nobody is thrown out, nobody moves up until it fits again.

reliability.md, test 6. That the editor sees it is tried with the desk (`test_copying.py`).
"""

from typing import Any

import pytest

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events.admission import Admission, admission
from events.models import Event, EventPage, Registration
from events.registration import cancel
from events.settling import expire
from tests.factories.editor import Editor
from tests.factories.events import event_of, event_page, registration_factory

State = Registration.State
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.fixture
def editor() -> Editor:
    return Editor.log_in()


@pytest.fixture
def page() -> EventPage:
    return event_page(title="Excursie", capacity=3)


def states(event: Event) -> list[str]:
    return list(event.registrations.order_by("position").values_list("state", flat=True))


def lower(editor: Editor, page: EventPage, **fields: Any) -> Event:
    """As an editor does; then the jobs run that this asked for."""
    editor.publish(page, **fields)
    run_due()
    return event_of(page)


def test_lowered_by_an_editor_all_keep_their_places(editor: Editor, page: EventPage) -> None:
    event = event_of(page)
    coming = [registration_factory(event) for _n in range(3)]
    registration_factory(event, "waiting")
    told = Job.objects.filter(kind="mail").count()

    event = lower(editor, page, capacity="1")
    assert states(event) == [State.CONFIRMED] * 3 + [State.WAITING]
    assert Job.objects.filter(kind="mail").count() == told, "nobody is mailed: nothing changed"
    assert (event.taken, event.free, admission(event)) == (3, 0, Admission.FULL)

    for number, last in enumerate((State.WAITING, State.WAITING, State.OFFERED)):
        cancel(coming[number])
        assert states(event)[3] == last


def test_what_is_held_and_offered_counts_and_stays(editor: Editor, page: EventPage) -> None:
    event = event_of(page)
    registration_factory(event)
    offered = [registration_factory(event, "waiting") for _n in range(2)]
    expire(event.pk)
    registration_factory(event, "waiting")

    event = lower(editor, page, capacity="1")
    assert states(event) == [State.CONFIRMED, State.OFFERED, State.OFFERED, State.WAITING]
    cancel(offered[0])
    assert states(event)[3] == State.WAITING


def test_one_kind_that_is_lowered_stops_that_queue_only() -> None:
    page = event_page(
        presence="hybrid", capacity=2, online_capacity=1, online_url="https://video.example/x"
    )
    event = event_of(page)
    rows = [registration_factory(event) for _n in range(2)]
    online = registration_factory(event, seat="online")
    waits = [registration_factory(event, "waiting", seat=seat) for seat in ("room", "online")]
    Event.objects.filter(pk=event.pk).update(capacity=1)
    expire(event.pk)

    cancel(rows[0])
    cancel(online)
    found = dict(event.registrations.values_list("pk", "state"))
    assert [found[row.pk] for row in waits] == [State.WAITING, State.OFFERED]
