"""A group of which some come to the room and some take part online: what its contact is mailed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from brink.jobs.runner import run_due
from events.groups.mail import tell_contact
from events.groups.switching import switch_place
from events.letters import Letter, post
from events.link_mail import mail_link
from events.models import Booking, Event, Registration, Seat
from events.plans import hours_before
from tests.events.groups import group, last
from tests.factories.events import event_factory

pytestmark = pytest.mark.usefixtures("tree")
LANGS = pytest.mark.parametrize("lang", ["nl", "en"])
LINK = "https://video.example/x"
BOTH = {"nl": "2 in de zaal, 1 online", "en": "2 in the room, 1 online"}


def event_both_ways(lang: str = "en") -> Event:
    return event_factory(lang, presence="hybrid", capacity=9, online_capacity=9, online_url=LINK)


def mixed(event: Event, number: int = 3, lang: str = "en") -> Booking:
    """The first of them takes part online, the others come to the room."""
    booking = group(event, number, comes=False, language=lang)
    switch_place(place(booking, 0), Seat.ONLINE)
    run_due()
    mail.outbox.clear()
    return booking


def place(booking: Booking, number: int) -> Registration:
    return booking.registrations.select_related("event").order_by("position")[number]


def letter_of(booking: Booking, occasion: str) -> str:
    row = place(booking, 0)
    post(Letter(row.pk, occasion, f"{occasion}:{row.uid}:1", contact=True))
    run_due()
    [letter] = mail.outbox
    return letter.body


@LANGS
@pytest.mark.parametrize("occasion", ["changed", "reminder"])
def test_mail_about_both_kinds_says_where_how_many_and_the_way_in(occasion: str, lang: str) -> None:
    body = letter_of(mixed(event_both_ways(lang), lang=lang), occasion)
    assert "De Lichtkamer" in body
    assert BOTH[lang] in body
    assert LINK in body


@LANGS
def test_mail_about_how_a_group_stands_says_both_kinds(lang: str) -> None:
    tell_contact(mixed(event_both_ways(lang), lang=lang))
    run_due()
    [letter] = mail.outbox
    assert "De Lichtkamer" in letter.body
    assert BOTH[lang] in letter.body
    assert LINK in letter.body


def test_called_off_says_both_kinds_and_gives_no_link() -> None:
    event = event_both_ways()
    booking = mixed(event)
    Event.objects.filter(pk=event.pk).update(status="cancelled")
    body = letter_of(booking, "called-off")
    assert "De Lichtkamer" in body
    assert BOTH["en"] in body
    assert LINK not in body


@pytest.mark.parametrize(("seat", "is_online"), [(Seat.ROOM, False), (Seat.ONLINE, True)])
def test_mail_about_one_kind_says_only_that(seat: Seat, is_online: bool) -> None:
    event = event_both_ways()
    booking = group(event, 2, comes=False, language="en", seat=seat)
    run_due()
    mail.outbox.clear()
    body = letter_of(booking, "changed")
    assert ("De Lichtkamer" in body, LINK in body) == (not is_online, is_online)
    assert "in the room," not in body


def test_link_is_mailed_for_those_online_only() -> None:
    event = event_both_ways()
    booking = mixed(event)
    payload = {"event": event.pk, "at": datetime.now(UTC).isoformat()}
    mail_link({**payload, "moment": hours_before(event, event.link_hours).isoformat()})
    run_due()
    [letter] = mail.outbox
    assert letter.to == [booking.email]
    assert "one person of your group takes part online" in letter.body
    assert last(booking).seat == Seat.ROOM


def group_in_five_hours(hours: int) -> Booking:
    known = {"presence": "hybrid", "online_url": LINK, "link_hours": hours}
    event = event_factory("en", **known, start=timezone.now() + timedelta(hours=5))
    booking = group(event, 2, language="en")
    run_due()
    mail.outbox.clear()
    return booking


@pytest.mark.parametrize(("hours", "is_shown"), [(24, True), (1, False)])
def test_contact_who_switches_gets_the_link_if_it_is_shown_by_now(
    hours: int, is_shown: bool
) -> None:
    booking = group_in_five_hours(hours)
    switch_place(last(booking), Seat.ONLINE)
    run_due()
    assert [letter.to for letter in mail.outbox] == [[booking.email]] * is_shown
    assert all(LINK in letter.body for letter in mail.outbox)
    mail.outbox.clear()
    switch_place(last(booking), Seat.ROOM)
    run_due()
    assert not mail.outbox


def test_who_switches_back_before_the_mail_is_written_gets_none_without_a_link() -> None:
    booking = group_in_five_hours(24)
    for seat in (Seat.ONLINE, Seat.ROOM):
        switch_place(last(booking), seat)
    run_due()
    assert not mail.outbox
