"""Which mail carries what: who gets it, in which language, and what it asks of a calendar."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import Card
from events.answering import accept
from events.groups.booking import Guest
from events.jobs import tell_somebody
from events.letters import Letter, post
from events.messages import describe
from events.models import Booking, Event, EventPage, Registration
from events.registration import cancel, confirm, register
from tests.events.applicants import account, guest
from tests.events.groups import CONTACT, first, group
from tests.events.invitations import Asked, asked, come, invitation_in, sent, steps
from tests.factories.events import event_factory, event_page, registration_factory
from tests.factories.pages import add_translation, publish
from tests.pages.test_operations import agenda

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def page() -> EventPage:
    return event_page(title="Excursie", capacity=1)


@pytest.fixture
def event(page: EventPage) -> Event:
    return Event.objects.get(key=page.translation_key)


def later(page: EventPage, hours: int = 24) -> dict[str, Any]:
    pause = timedelta(hours=hours)
    return {"start": page.start + pause, "end": page.end + pause}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_address_that_is_not_confirmed_gets_no_invitation(event: Event, lang: str) -> None:
    register(event.pk, guest(language=lang))
    [letter] = sent()
    assert invitation_in(letter) is None
    assert letter.subject.startswith({"nl": "Bevestig", "en": "Confirm"}[lang])


def test_who_waits_gets_no_invitation_and_hears_their_number(event: Event) -> None:
    registration_factory(event)
    Event.objects.filter(pk=event.pk).update(taken=1)
    waiting = register(event.pk, account())
    [letter] = sent()
    assert (waiting.state, invitation_in(letter)) == (State.WAITING, None)
    assert "nummer 1 op de wachtlijst" in letter.body
    cancel(waiting)
    [letter] = sent()
    assert invitation_in(letter) is None, "nothing was asked of this calendar before"
    waiting.refresh_from_db()
    assert waiting.sequence == 0


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_who_comes_is_invited_in_their_language(event: Event, lang: str) -> None:
    come(event, language=lang, alarm=60)
    letter = sent()[-1]
    [entry] = invitation_in(letter).walk("VEVENT")
    assert asked(letter).method == "REQUEST"
    assert ("Excursie" in entry["SUMMARY"], len(entry.walk("VALARM"))) == (True, 1)
    assert letter.subject.startswith({"nl": "Je komt", "en": "You are coming"}[lang])


def test_who_moves_up_is_invited(event: Event) -> None:
    first, second = register(event.pk, account()), register(event.pk, account())
    sent()
    cancel(first)
    accept(second)
    found = {each.to: each for each in map(asked, sent())}
    assert found[first.email].method == "CANCEL"
    assert (found[second.email].method, found[second.email].sequence) == ("REQUEST", 1)


def test_number_rises_over_all_that_happens_to_one_address(page: EventPage, event: Event) -> None:
    """Also over a new registration, and with the number of the event when that is higher."""
    first = come(event)
    assert steps()[-1] == ("REQUEST", 1)
    publish(page, **later(page))
    assert steps() == [("REQUEST", 2)]
    cancel(first)
    assert steps() == [("CANCEL", 3)]
    second = come(event)
    assert second.pk != first.pk
    assert steps()[-1] == ("REQUEST", 4)
    Event.objects.filter(pk=event.pk).update(sequence=9)
    page = publish(page, **later(page, 48))
    assert steps() == [("REQUEST", 10)]
    page = publish(page, status="cancelled", notice="Nee.")
    assert steps() == [("CANCEL", 11)]
    publish(page, status="scheduled")
    assert steps() == [("REQUEST", 12)]


def test_other_addresses_have_numbers_of_their_own(page: EventPage, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=5)
    cancel(come(event))
    sent()
    come(event, email="other@b.example")
    assert steps()[-1] == ("REQUEST", 1)


def test_job_that_runs_again_makes_no_second_mail_and_no_step(event: Event) -> None:
    registration = register(event.pk, account())
    payload = Job.objects.get(kind="events.tell").payload
    for _twice in range(2):
        tell_somebody(payload)
    registration.refresh_from_db()
    assert registration.sequence == 1
    assert steps() == [("REQUEST", 1)]


def test_crash_while_a_mail_is_stored_leaves_neither_mail_nor_step(
    event: Event, monkeypatch: Any
) -> None:
    registration = register(event.pk, account())
    payload = Job.objects.get(kind="events.tell").payload
    with monkeypatch.context() as patch:
        patch.setattr("events.letters.queue_mail", fail)
        with pytest.raises(MemoryError):
            tell_somebody(payload)
    registration.refresh_from_db()
    assert registration.sequence == 0
    assert steps() == [("REQUEST", 1)]


def fail(_mail: Any) -> None:
    raise MemoryError


def test_mails_written_in_the_wrong_order_leave_the_calendar_right(event: Event) -> None:
    """Two runners at once may write the later mail first."""
    registration = register(event.pk, account())
    cancel(registration)
    jobs = Job.objects.filter(kind="events.tell").order_by("-pk")
    for payload in list(jobs.values_list("payload", flat=True)):
        tell_somebody(payload)
    assert steps() == [("", None)] * 2, "asked nothing, since the person is not coming"


def test_cancellation_that_is_written_late_does_not_undo_a_new_sign_up(event: Event) -> None:
    person = account()
    first = register(event.pk, person)
    assert steps() == [("REQUEST", 1)]
    cancel(first)
    register(event.pk, person)
    off, on = Job.objects.filter(kind="events.tell", state="queued").order_by("pk")
    for job in (on, off):
        tell_somebody(job.payload)
    assert {each.method: each.sequence for each in map(asked, sent())} == {"REQUEST": 2, "": None}


def test_invitation_holds_what_is_true_when_it_is_written(page: EventPage, event: Event) -> None:
    """An invitation in the queue while the event moves may not bring the old time back."""
    register(event.pk, account())
    moved = publish(page, **later(page))
    letters = sent()
    starts = [invitation_in(each).walk("VEVENT")[0]["DTSTART"].dt for each in letters]
    assert starts == [moved.start.replace(microsecond=0)] * 2


def test_event_that_is_off_the_site_can_be_cancelled(page: EventPage, event: Event) -> None:
    registration = come(event)
    sent()
    Event.objects.filter(pk=event.pk).update(visible=False)
    Card.objects.filter(key=event.key).delete()
    cancel(registration)
    [letter] = sent()
    assert asked(letter) == Asked(registration.email, "Je komt niet: Excursie", "CANCEL", 2)


def test_nobody_is_invited_to_what_was_called_off_meanwhile(page: EventPage, event: Event) -> None:
    register(event.pk, account())
    Event.objects.filter(pk=event.pk).update(status="cancelled")
    run_due()
    [letter] = mail.outbox
    assert asked(letter).method == ""


def test_guest_confirms_twice_and_is_invited_once() -> None:
    registration = register(event_factory().pk, guest())
    for _twice in range(2):
        confirm(registration)
    assert [each.method for each in map(asked, sent())] == ["", "REQUEST"]


@pytest.mark.parametrize(
    ("lang", "title"), [("nl", "Excursie"), ("en", "Excursion")], ids=["nl", "en"]
)
def test_event_off_the_site_is_called_as_in_the_language_of_the_reader(
    page: EventPage, event: Event, lang: str, title: str
) -> None:
    facts = {name: getattr(page, name) for name in ("start", "end", "type", "place")}
    twin = add_translation(page, agenda("en"), title="Excursion", **facts)
    registration = registration_factory(event, language=lang)
    page.unpublish()
    twin.unpublish()
    assert describe(registration, None)["title"] == title


def test_who_has_no_address_gets_no_mail(event: Event) -> None:
    nobody = registration_factory(event, email="")
    post(Letter(nobody.pk, "materials", f"materials:{nobody.uid}"))
    assert sent() == []


@pytest.mark.parametrize("address", ["", CONTACT])
def test_mail_for_a_contact_never_goes_to_whom_they_named(event: Event, address: str) -> None:
    """It has the link by which one manages the group."""
    row = first(group(event, comes=False, guests=[Guest(email="jan@b.example")]))
    sent()
    Booking.objects.update(email=address)
    post(Letter(row.pk, "changed", f"changed:{row.uid}", contact=True))
    assert [letter.to for letter in sent()] == ([[CONTACT]] if address else [])
