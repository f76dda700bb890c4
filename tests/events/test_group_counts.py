"""A mail to the contact of a group is about the places it is for, and not about all it has."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from brink.jobs.runner import run_due
from events.announcement import announce
from events.models import Event, EventPage, EventReminder, Registration
from tests.events.groups import CONTACT, group
from tests.events.moments import sent_at
from tests.factories.events import event_of, event_page
from tests.factories.pages import publish

State = Registration.State
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def page() -> EventPage:
    """In twenty days; of a group of four two have a place, and nobody claimed theirs."""
    start = timezone.now().replace(microsecond=0, second=0) + 20 * DAY
    reminders = [EventReminder(amount=1, unit="days")]
    page = event_page(title="Excursie", start=start, capacity=2, reminders=reminders)
    group(event_of(page), 4, comes=False, may_split=True)
    run_due()
    mail.outbox.clear()
    return page


def test_reminder_is_for_who_has_a_place(page: EventPage) -> None:
    assert "2 plaatsen in je groep" in sent_at(page.start - DAY)[CONTACT].body


def test_what_there_is_to_read_is_for_who_came(page: EventPage) -> None:
    publish(page, after="<p>De dia's staan klaar.</p>")
    assert "2 plaatsen in je groep" in sent_at(page.end + HOUR)[CONTACT].body


def test_change_is_for_who_was_there_before_it(page: EventPage) -> None:
    event = event_of(page)
    Event.objects.filter(pk=event.pk).update(stamped=timezone.now())
    with time_machine.travel(timezone.now() + HOUR):
        late = event.registrations.filter(state=State.WAITING).order_by("position").last()
        Registration.objects.filter(pk=late.pk).update(created=timezone.now())
        announce({"event": event.pk, "sequence": event.sequence})
        run_due()
    (letter,) = mail.outbox
    assert letter.to == [CONTACT]
    assert "3 plaatsen in je groep" in str(letter.body)
