"""What the projection copies of an event, and what raises its sequence."""

from datetime import time, timedelta

import pytest

from events.models import Event, ProgrammeItem
from tests.factories.events import event_page, place
from tests.factories.pages import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.mark.parametrize(
    ("change", "sequence"),
    [
        ({"presence": "hybrid", "online_url": "https://live.example/x"}, 1),
        ({"status": "cancelled"}, 1),
        ({"title": "Anders", "notice": "Neem laarzen mee.", "capacity": 4}, 0),
        ({"organiser_name": "Joris"}, 0),
    ],
)
def test_only_what_a_calendar_shows_raises_the_sequence(change: dict, sequence: int) -> None:
    page = event_page()
    before = Event.objects.get(key=page.translation_key)

    publish(page, **change)
    after = Event.objects.get(key=page.translation_key)

    assert after.sequence == sequence
    assert (after.stamped > before.stamped) == bool(sequence)


def test_another_place_raises_the_sequence() -> None:
    page = event_page()

    publish(page, place=place("Het Buurtlokaal"))

    assert Event.objects.get(key=page.translation_key).sequence == 1


def test_sequence_never_goes_back() -> None:
    page = event_page()
    end = page.end

    page = publish(page, end=end + timedelta(hours=1))
    publish(page, end=end)

    event = Event.objects.get(key=page.translation_key)
    assert event.sequence == 2
    assert event.end == end


def test_programme_and_notice_are_facts_too() -> None:
    page = event_page(notice="Neem laarzen mee.")
    item = ProgrammeItem.objects.create(
        page=page, time=time(13, 20), minutes=40, title="Langs de lijn", locale=page.locale
    )

    publish(page)
    event = Event.objects.get(key=page.translation_key)

    assert event.sessions == {str(item.translation_key): ["13:20", 40, 1]}
    assert event.notices == {"nl": "Neem laarzen mee."}
    assert event.notice_for("en") == ("Neem laarzen mee.", "nl")
