"""An event that is cancelled, moved or hidden: nobody moves up, and each hears of it once.

reliability.md, test 9. That pages, feeds and mails agree is in `test_change_channels.py`.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brink.jobs.runner import run_due
from events.models import Event, EventPage, Registration
from events.registration import cancel
from tests.events.changing import editor, typed
from tests.events.invitations import asked, come, sent
from tests.factories.change import change
from tests.factories.editor import Editor
from tests.factories.events import event_of, event_page, registration_factory

__all__ = ["editor"]  # fixture

State = Registration.State
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.fixture
def page() -> EventPage:
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=20)
    return event_page(title="Excursie", start=start, capacity=2)


@pytest.fixture
def people(page: EventPage) -> dict[str, Registration]:
    """Two who come, and so have an invitation in their calendar, and one who waits."""
    event = event_of(page)
    coming = [come(event, email=f"{name}@b.example") for name in ("comes", "stays")]
    waits = registration_factory(event, "waiting", email="waits@b.example")
    sent()
    return {"comes": coming[0], "stays": coming[1], "waits": waits}


def state_of(row: Registration) -> str:
    return Registration.objects.values_list("state", flat=True).get(pk=row.pk)


def notices() -> dict[str, tuple[str, int | None]]:
    """Method and number by address; a second mail to somebody is an error."""
    found = [asked(message) for message in sent()]
    assert len({each.to for each in found}) == len(found)
    return {each.to: (each.method, each.sequence) for each in found}


def test_cancelled_event_is_taken_out_of_each_calendar_once(
    editor: Editor, page: EventPage, people: dict[str, Registration]
) -> None:
    change(editor, page, status="cancelled")
    told = notices()
    assert set(told) == {"comes@b.example", "stays@b.example", "waits@b.example"}
    for address in ("comes@b.example", "stays@b.example"):
        method, number = told[address]
        assert method == "CANCEL"
        assert number is not None
        assert number > 0
    assert sent() == []
    cancel(people["comes"])
    run_due()
    assert state_of(people["waits"]) == State.WAITING


def test_moved_event_is_moved_in_each_calendar_once(
    editor: Editor, page: EventPage, people: dict[str, Registration]
) -> None:
    before = {row.email: row.sequence for row in Registration.objects.all()}
    change(editor, page, status="moved", start=typed(page.start + timedelta(hours=1)))
    told = notices()
    assert set(told) == {"comes@b.example", "stays@b.example", "waits@b.example"}
    for address in ("comes@b.example", "stays@b.example"):
        method, number = told[address]
        assert method == "REQUEST"
        assert (number or 0) > before[address]
    assert sent() == []
    assert state_of(people["waits"]) == State.WAITING, "nobody moves up: no place came free"


def test_hidden_event_gives_no_place_away(page: EventPage, people: dict[str, Registration]) -> None:
    EventPage.objects.get(pk=page.pk).unpublish()
    run_due()
    assert not Event.objects.get().visible
    sent()
    cancel(people["comes"])
    run_due()
    assert state_of(people["waits"]) == State.WAITING
    assert Event.objects.get().offered == 0


def test_shown_again_it_offers_what_came_free(
    editor: Editor, page: EventPage, people: dict[str, Registration]
) -> None:
    EventPage.objects.get(pk=page.pk).unpublish()
    cancel(people["comes"])
    fresh: Any = EventPage.objects.get(pk=page.pk)
    editor.publish(fresh)
    run_due()
    assert state_of(people["waits"]) == State.OFFERED
