"""Who comes too late, too early or is not meant: refused at every door, also by a direct POST.

reliability.md, test 10. The doors are in `tests.events.doors`; the first test is the control: at
an event that is open each of the same requests gives a place.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.admission import Admission, admission
from events.by_hand import add_by_hand
from events.models import Event
from tests.events.applicants import guest
from tests.events.doors import DOORS, Visit, a_series, standing
from tests.factories.events import event_factory

pytestmark = pytest.mark.usefixtures("tree")

NOW = timezone.now()
DAY = timedelta(days=1)
WHEN: dict[str, dict[str, Any]] = {
    "after the deadline": {"closes": NOW - DAY},
    "before it opens": {"opens": NOW + DAY},
    "a draft": {"visible": False},
    "past": {"start": NOW - 2 * DAY, "end": NOW - DAY},
    "cancelled": {"status": "cancelled"},
    "for another role": {"admits": "roles", "admits_roles": ["coach"]},
}
#: Who has a place or was offered one keeps it, whatever was decided after that.
KEEPS = {
    "after the deadline": {"held", "claim", "offer", "group offer"},
    "before it opens": {"claim", "offer", "group offer"},
    "a draft": {"claim"},
    "for another role": {"confirmation", "held", "other seat", "offer", "group offer"},
}
ANSWERS = {403, 404, 409, 422}


@pytest.fixture
def event() -> Event:
    facts = {"presence": "hybrid", "capacity": 40, "online_capacity": 40, "series": a_series()}
    return event_factory(**facts, online_url="https://video.example/x")


def made(door: str, event: Event) -> Visit:
    return DOORS[door](event)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_is_open_at_an_event_that_is(event: Event, door: str) -> None:
    visit = made(door, event)
    before = standing()
    assert visit.post().status_code == 302
    assert standing() != before


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("door", DOORS)
def test_every_door_is_shut_where_the_rule_says_no(event: Event, door: str, when: str) -> None:
    visit = made(door, event)
    Event.objects.filter(pk=event.pk).update(**WHEN[when])
    before = standing()
    response = visit.post()
    if door in KEEPS.get(when, ()):
        assert response.status_code == 302
        assert standing() != before
    else:
        assert response.status_code in ANSWERS
        assert standing() == before


@pytest.mark.parametrize("when", ["after the deadline", "before it opens"])
def test_organiser_may_add_where_others_may_not(event: Event, when: str) -> None:
    """The one way around the rule, and it is written down who did it."""
    Event.objects.filter(pk=event.pk).update(**WHEN[when])
    event.refresh_from_db()
    assert admission(event) in (Admission.CLOSED, Admission.NOT_YET)
    row = add_by_hand(event.pk, guest(), by=None, note="Belde")
    assert row.history.get(what=row.state).note == "Belde"
