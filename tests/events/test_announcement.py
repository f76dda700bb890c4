"""Who hears of a change of when, where or whether; what they read of it; what calendars do."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils.timezone import localtime

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.mail.outgoing import queue_mail
from events.announcement import announce
from events.change import project_and_tell
from events.models import Event, EventPage, Registration
from events.models.queryset import EventQuerySet
from events.projection import announce_change, raise_sequence
from tests.events.invitations import asked, invitation_in, sent
from tests.factories.events import event_of, event_page, place, registration_factory
from tests.factories.pages import publish

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def page() -> Any:
    """An event with somebody who comes, somebody who waits, and two who are not to be told."""
    page = event_page(title="Excursie", capacity=1)
    event = event_of(page)
    registration_factory(event, State.CONFIRMED, email="comes@b.example", sequence=1)
    registration_factory(event, State.WAITING, email="waits@b.example", language="en")
    registration_factory(event, State.CANCELLED, email="not@b.example", sequence=2)
    registration_factory(event, State.UNCONFIRMED, email="unproven@b.example")
    return page


def told() -> dict[str, Any]:
    letters = sent()
    found = {message.to[0]: message for message in letters}
    assert len(found) == len(letters), "one mail each"
    return found


def move(page: EventPage, days: int = 1) -> EventPage:
    later = page.start + timedelta(days=days)
    return publish(page, start=later, end=later + timedelta(hours=2))


def test_cancelled_event_is_told_to_all_who_count_on_it(page: Any) -> None:
    publish(page, status="cancelled", notice="De hal staat onder water.")
    mails = told()
    assert set(mails) == {"comes@b.example", "waits@b.example"}
    assert mails["comes@b.example"].subject == "Geannuleerd: Excursie"
    assert "De hal staat onder water." in mails["comes@b.example"].body
    assert mails["waits@b.example"].subject.startswith("Cancelled: ")
    assert asked(mails["comes@b.example"]).method == "CANCEL"
    [entry] = invitation_in(mails["comes@b.example"]).walk("VEVENT")
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 2)
    assert invitation_in(mails["waits@b.example"]) is None


def test_calendar_that_was_asked_nothing_is_not_asked_to_forget(page: Any) -> None:
    Registration.objects.filter(email="comes@b.example").update(sequence=0)
    publish(page, status="cancelled", notice="Nee.")
    assert asked(told()["comes@b.example"]).method == ""


def test_new_time_is_told_once(page: Any) -> None:
    page = move(page)
    mails = told()
    assert set(mails) == {"comes@b.example", "waits@b.example"}
    found = asked(mails["comes@b.example"])
    assert (found.method, found.sequence) == ("REQUEST", 2)
    assert invitation_in(mails["waits@b.example"]) is None
    publish(page, title="Excursie naar Emmen")
    assert told() == {}, "words are no change of when or where"


def test_mail_says_what_it_was_and_how_each_stands(page: Any) -> None:
    old = page.start
    publish(move(page), place=place("Het Buurtlokaal"))
    mails = told()
    dutch, english = mails["comes@b.example"].body, mails["waits@b.example"].body
    assert "Waar: Het Buurtlokaal, was: De Lichtkamer" in dutch
    assert "Where: Het Buurtlokaal, was: De Lichtkamer" in english
    (when,) = [line for line in dutch.splitlines() if line.startswith("Wanneer: ")]
    assert f" {localtime(old).day} " in when.partition("was: ")[2]
    assert "Je plaats blijft van jou." in dutch
    assert "You are still on the waiting list." in english
    assert "Your place" not in english


def test_only_what_changed_has_a_before(page: Any) -> None:
    publish(page, place=place("Het Buurtlokaal"))
    body = told()["comes@b.example"].body
    assert body.count("was: ") == 1


def test_event_that_goes_online_says_so_and_gives_the_link_to_who_comes(page: Any) -> None:
    publish(page, presence="online", online_url="https://video.example/x")
    mails = told()
    assert "Waar: Online, was: De Lichtkamer" in mails["comes@b.example"].body
    assert "https://video.example/x, Deze link is nieuw." in mails["comes@b.example"].body
    assert "video.example" not in str(mails["waits@b.example"].message())


def test_place_where_one_may_also_take_part_online_says_what_it_was(page: Any) -> None:
    page = publish(page, presence="hybrid", online_url="https://video.example/x")
    mails = told()
    assert re.search(r"Waar: De Lichtkamer, .*online", mails["comes@b.example"].body)
    words = "Where: De Lichtkamer, you can now also take part online"
    assert words in mails["waits@b.example"].body
    publish(page, presence="room")
    words = "Where: De Lichtkamer, you can no longer take part online"
    assert words in told()["waits@b.example"].body


def test_new_link_alone_is_told_as_such(page: Any) -> None:
    page = publish(page, presence="online", online_url="https://video.example/x")
    told()
    publish(page, online_url="https://video.example/y")
    body = told()["comes@b.example"].body
    assert "https://video.example/y, Deze link is nieuw." in body
    assert "was: " not in body


def test_change_that_was_overtaken_is_told_as_the_last_one(page: Any) -> None:
    publish(move(page), status="cancelled", notice="Toch niet.")
    mails = told()
    assert mails["comes@b.example"].subject == "Geannuleerd: Excursie"


def test_two_changes_before_anybody_was_told_are_one_from_what_people_know(page: Any) -> None:
    old = page.start
    move(move(page, days=40), days=1)
    assert Event.objects.get().sequence == 2
    body = told()["comes@b.example"].body
    (when,) = [line for line in body.splitlines() if line.startswith("Wanneer: ")]
    assert f" {localtime(old).day} " in when.partition("was: ")[2]


def test_change_that_is_turned_back_before_anybody_was_told_is_no_news(page: Any) -> None:
    start, end = page.start, page.end
    publish(move(page), start=start, end=end)
    assert told() == {}


@pytest.mark.parametrize("between", [0, 1])
def test_change_that_some_were_told_of_is_news_when_it_is_turned_back(
    page: Any, monkeypatch: Any, between: int
) -> None:
    """Also where an earlier one still waits: what it would tell is not what these know."""
    start, end = page.start, page.end
    for _n in range(between):
        page = move(page)
    page = move(page, days=2)
    with monkeypatch.context() as patch:
        patch.setattr("events.letters.queue_mail", after(1))
        Job.objects.exclude(kind="events.announce").delete()
        Job.objects.filter(payload__sequence__lt=between + 1).update(due=start)
        run_due()
    told()
    publish(page, start=start, end=end)
    Job.objects.filter(state="retry").delete()
    assert f" {localtime(start).day} " in told()["comes@b.example"].subject


def test_event_that_is_on_after_all_invites_again(page: Any) -> None:
    page = publish(page, status="cancelled", notice="De hal staat onder water.")
    told()
    publish(page, status="scheduled", notice="De hal is droog.")
    letter = told()["comes@b.example"]
    assert letter.subject.startswith("Gaat toch door: Excursie")
    assert (asked(letter).method, asked(letter).sequence) == ("REQUEST", 3)
    assert "De hal is droog." in letter.body


def test_who_signed_up_after_the_change_saw_how_it_is(page: Any) -> None:
    move(page)
    registration_factory(event_of(page), State.CONFIRMED, email="later@b.example")
    assert "later@b.example" not in told()


def test_who_signs_up_while_a_notice_waits_for_the_lock_hears_of_it(
    page: Any, monkeypatch: Any
) -> None:
    """They could not see it yet."""
    locks, event = EventQuerySet.select_for_update, event_of(page)

    def wait(*args: Any, **kwargs: Any) -> Any:
        if not Registration.objects.filter(email="now@b.example").exists():
            registration_factory(event_of(page), State.CONFIRMED, email="now@b.example")
        return locks(*args, **kwargs)

    monkeypatch.setattr(EventQuerySet, "select_for_update", wait)
    project_and_tell(event)
    monkeypatch.undo()
    assert "now@b.example" in told()


def test_notice_alone_is_told_without_a_before(page: Any) -> None:
    """As `events.change` queues it: the number rose, no fact did."""
    event = event_of(page)
    raise_sequence(event)
    event.save()
    announce_change(event)
    body = told()["comes@b.example"].body
    assert "was: " not in body


def test_job_that_runs_again_tells_nobody_twice_and_takes_no_step(page: Any) -> None:
    move(page)
    payload = Job.objects.get(kind="events.announce").payload
    for _twice in range(2):
        announce(payload)
    assert len(told()) == 2
    assert Registration.objects.get(email="comes@b.example").sequence == 2


def test_crash_halfway_leaves_each_with_one_mail_and_one_step(page: Any, monkeypatch: Any) -> None:
    registration_factory(event_of(page), State.CONFIRMED, email="too@b.example", sequence=1)
    move(page)
    payload = Job.objects.get(kind="events.announce").payload
    with monkeypatch.context() as patch:
        patch.setattr("events.letters.queue_mail", after(1))
        with pytest.raises(MemoryError):
            announce(payload)
    mails = told()
    assert {name: asked(letter).sequence for name, letter in mails.items()} == {
        "comes@b.example": 2,
        "waits@b.example": None,
        "too@b.example": 2,
    }


def after(count: int) -> Any:
    """Queues so many mails, then dies."""
    left = iter(range(count))

    def queue(letter: Any) -> None:
        if next(left, None) is None:
            raise MemoryError
        queue_mail(letter)

    return queue


def test_letter_that_cannot_be_written_keeps_nobody_from_theirs(
    page: Any, monkeypatch: Any
) -> None:
    move(page)

    def queue(letter: Any) -> None:
        if letter.to == "comes@b.example":
            raise ValueError
        queue_mail(letter)

    monkeypatch.setattr("events.letters.queue_mail", queue)
    assert set(told()) == {"waits@b.example"}
    assert Job.objects.get(kind="events.announce").state == Job.State.RETRY


def test_past_event_tells_nobody(page: Any) -> None:
    past = page.start - timedelta(days=90)
    publish(page, start=past, end=past + timedelta(hours=2))
    assert told() == {}


def test_change_is_not_told_once_the_event_is_over(page: Any) -> None:
    page = move(page)
    with time_machine.travel(page.end):
        assert told() == {}


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"presence": "hybrid"}])
def test_address_that_is_not_confirmed_hears_of_nothing(fields: dict[str, str]) -> None:
    page = event_page(title="Excursie", online_url="https://video.example/x")
    registration_factory(event_of(page), State.UNCONFIRMED, email="unproven@b.example")
    publish(page, notice="Let op.", **fields)
    run_due()
    assert Job.objects.filter(kind="events.announce", state="done").exists()
    assert mail.outbox == []
