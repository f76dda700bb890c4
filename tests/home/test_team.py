"""The demo staff account has events to check people in at."""

import pytest

from brink.home.demo.team import NUMBER, STAFF, load_team
from events.models import Event, TeamMember
from events.rights import may
from tests.factories.events import event_factory
from tests.factories.people import user_factory

pytestmark = pytest.mark.usefixtures("tree")


def test_demo_staff_work_at_some_coming_events() -> None:
    events = [event_factory() for _n in range(NUMBER + 1)]
    user = user_factory(email=STAFF)

    load_team()
    load_team()

    assert TeamMember.objects.count() == NUMBER
    assert sum(may(user, event, "check-in") for event in events) == NUMBER
    assert not any(may(user, event, "manage") for event in Event.objects.all())
    assert user.groups.filter(name="Event team").exists()


def test_nobody_is_in_a_team_where_the_account_is_missing() -> None:
    event_factory()
    user_factory()

    load_team()

    assert not TeamMember.objects.exists()
