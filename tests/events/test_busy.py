"""An event that is too much in demand: every POST says "try again", and nothing is stored.

reliability.md, test 11.
"""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from brink.home.tree import build_tree
from brink.jobs.models import Job
from events import places
from events.models import Booking, CheckIn, Event, HistoryLine, Registration
from events.places import BusyError
from tests.events.acts import ACTS, browser
from tests.events.at_once import at_once
from tests.events.doors import a_series
from tests.factories.events import event_factory

STORED = (Registration, Booking, CheckIn, HistoryLine, Job)


def about_to_begin() -> Event:
    facts = {"presence": "hybrid", "capacity": 90, "online_capacity": 90, "series": a_series()}
    start = timezone.now() + timedelta(minutes=10)
    return event_factory(**facts, start=start, online_url="https://video.example/x")


def stored() -> list[list[Any]]:
    """All but the clock of a row: an update that changes nothing is none."""
    return [list(model.objects.order_by("pk").values()) for model in STORED]


def is_told(response: Any) -> bool:
    return response.status_code == 503 and response.headers["Retry-After"] == "10"


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("act", ACTS)
def test_every_act_at_a_busy_event_is_told_to_come_again(
    act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = about_to_begin()
    visit, client = ACTS[act](event), browser(act, event)
    before = stored()

    def never_free(_event_id: int) -> None:
        raise BusyError

    monkeypatch.setattr(places, "lock", never_free)
    assert is_told(visit.post(client))
    assert stored() == before
    monkeypatch.undo()
    assert visit.post(client).status_code in (200, 302), "and then it goes"
    assert stored() != before


TYPED = {"answers": "Zo", "walk in": "Boer", "names": "Jan", "wishes": "shared"}


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("act", TYPED)
def test_what_was_typed_is_shown_again(act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    event = about_to_begin()
    visit, client = ACTS[act](event), browser(act, event)

    def never_free(_event_id: int) -> None:
        raise BusyError

    monkeypatch.setattr(places, "lock", never_free)
    page = BeautifulSoup(visit.post(client).content, "html.parser")
    assert page.select_one("main [role=alert]")
    fields = page.select("main input, main textarea")
    assert TYPED[act] in [each.get("value", each.text.strip()) for each in fields]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_lock_that_somebody_else_holds_is_not_waited_for_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With a real lock in another connection; the control is that they all go once it is free."""
    build_tree()
    event = about_to_begin()
    visits = {act: (ACTS[act](event), browser(act, event)) for act in ACTS}
    before = stored()
    monkeypatch.setattr(places, "PATIENCE", "100ms")
    calls = [lambda v=visit, c=client: is_told(v.post(c)) for visit, client in visits.values()]
    with places.locked(event.pk):
        answers = [at_once([call])[0] for call in calls]
    assert dict(zip(visits, answers, strict=True)) == dict.fromkeys(visits, True)
    assert stored() == before
    freed = {act: visit.post(client).status_code for act, (visit, client) in visits.items()}
    assert set(freed.values()) <= {200, 302}, freed
