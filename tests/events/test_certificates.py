"""Who gets a certificate, once, and what becomes of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from brink.jobs.models import Job
from brink.people.models import User
from events.certificates.issuing import correct_name, revoke
from events.certificates.making import certify
from events.certificates.plans import reconsider
from events.groups.booking import Guest
from events.groups.contact import rename
from events.models import Booking, Certificate, Event, EventPage, HistoryLine
from tests.events.certified import HOUR, held, names, run_jobs, text_of, valid, visitor
from tests.factories.events import event_factory, person_factory, registration_factory
from tests.factories.pages import publish

pytestmark = pytest.mark.usefixtures("tree")


def mailed() -> list[EmailMessage]:
    """Those about certificates, among all that is mailed after a meeting."""
    return [letter for letter in mail.outbox if "/certifica" in letter.body]


def test_who_was_there_gets_one_and_a_mail() -> None:
    event = held(title="Zelf kaas maken")
    row = visitor(event, given="Femke", infix="van der", family="Zee")
    registration_factory(event, "confirmed")  # stayed away
    registration_factory(event, "waiting", checked_in=event.start)
    registration_factory(event, "cancelled", checked_in=event.start)
    run_jobs()
    [certificate] = valid()
    assert certificate.facts == {
        "name": "Femke van der Zee",
        "title": "Zelf kaas maken",
        "days": [f"{timezone.localtime(event.start):%Y-%m-%d}"],
        "hours": "3",
        "meetings": None,
        "organiser": "Lectoraat Zuivel",
        "signatory": "",
        "cover": certificate.facts["cover"],
        "registrations": [row.pk],
    }
    assert "Femke van der Zee" in text_of(bytes(certificate.pdf))
    [letter] = mailed()
    assert "Zelf kaas maken" in letter.subject


def test_nothing_is_made_before_an_hour_after_the_end() -> None:
    event = event_factory(gives_certificate=True)
    visitor(event)
    run_jobs(event.end + HOUR - timedelta(minutes=1))
    assert valid() == []
    run_jobs(event.end + HOUR)
    assert len(valid()) == 1


def test_event_that_moved_gives_none_at_its_old_time() -> None:
    page = event_factory(gives_certificate=True)
    old = page.end
    visitor(page)
    Event.objects.filter(pk=page.pk).update(end=old + timedelta(days=7))
    run_jobs(old + HOUR)
    assert valid() == []


@pytest.mark.parametrize(
    "change", [{"status": "cancelled"}, {"gives_certificate": False}, {"visible": False}]
)
def test_event_without_the_rule_gives_none(change: dict) -> None:
    event = held()
    visitor(event)
    Event.objects.filter(pk=event.pk).update(**change)
    run_jobs()
    assert valid() == []


def test_job_that_runs_again_makes_and_mails_nothing_more() -> None:
    event = held()
    visitor(event)
    for _twice in range(2):
        certify({"event": event.pk})
        run_jobs()
    assert len(valid()) == len(mailed()) == 1


def test_who_is_marked_present_later_gets_one_too() -> None:
    event = held()
    visitor(event, family="First")
    run_jobs()
    late = registration_factory(event, "confirmed", person=person_factory(given="", family="Late"))
    late.checked_in = event.start
    late.save()
    for _scans in range(3):
        reconsider(event)
    assert Job.objects.filter(kind="events.certify", state="queued").count() == 1
    run_jobs()
    assert names() == ["Late", "Roelf First"]


def test_reconsidering_before_the_end_waits_for_the_planned_job() -> None:
    event = event_factory(gives_certificate=True)
    before = Job.objects.count()
    reconsider(event)
    reconsider(event_factory())
    assert Job.objects.filter(kind="events.certify").count() == 1
    assert before


def test_rule_that_is_set_afterwards_counts() -> None:
    event = held(gives_certificate=False)
    visitor(event)
    run_jobs()
    assert valid() == []
    publish(EventPage.objects.get(translation_key=event.key), gives_certificate=True)
    run_jobs()
    assert len(valid()) == 1


def test_nobody_without_a_name_gets_one() -> None:
    event = held()
    visitor(event, given="", family="")
    gone = visitor(event)
    gone.person.erased_at = timezone.now()
    gone.person.save()
    run_jobs()
    assert valid() == []


def test_hours_of_the_organiser_go_before_the_clock() -> None:
    event = held(certificate_hours="2.50", signatory="dr. J. Hoekstra")
    visitor(event, language="nl")
    run_jobs()
    [certificate] = valid()
    assert certificate.facts["hours"] == "2.5"
    text = text_of(bytes(certificate.pdf))
    assert "2,5" in text
    assert "dr. J. Hoekstra" in text


# Mail


def test_contact_of_a_group_is_mailed_once_for_who_claimed_no_place() -> None:
    event = held()
    contact = person_factory(given="Wiebe", email="wiebe@b.example")
    booking = Booking.objects.create(contact=contact, email=contact.email, language="en")
    group = {"booking": booking, "email": ""}
    visitor(event, given="Ans", family="One", **group)
    visitor(event, given="Bep", family="Two", **group)
    own = {"booking": booking, "claimed": event.start, "language": "en"}
    visitor(event, given="Cor", family="Three", email="cor@b.example", **own)
    run_jobs()
    letters = {letter.to[0]: letter.body for letter in mailed()}
    assert set(letters) == {"wiebe@b.example", "cor@b.example"}
    assert "Ans One" in letters["wiebe@b.example"]
    assert "Bep Two" in letters["wiebe@b.example"]
    assert "Cor Three" not in letters["wiebe@b.example"]
    assert "Cor Three" in letters["cor@b.example"]


def test_contact_corrects_and_completes_the_names_on_certificates() -> None:
    event = held()
    contact = person_factory()
    booking = Booking.objects.create(contact=contact, email=contact.email)
    wrong = visitor(event, given="Ans", family="Wrong", booking=booking, email="")
    nameless = visitor(event, given="", family="", booking=booking, email="")
    run_jobs()
    assert names() == ["Ans Wrong"]
    rename(wrong, Guest("Ans", "", "Right", ""))
    rename(nameless, Guest("Bep", "", "Late", ""))
    run_jobs()
    assert names() == ["Ans Right", "Bep Late"]
    assert not rename(wrong, Guest("Dirk", "", "Third", "")), "one place is no row of certificates"
    assert rename(nameless, Guest("Bep", "", "Laat", ""))
    assert names() == ["Ans Right", "Bep Laat"]


def test_who_came_in_without_an_address_has_one_and_no_mail() -> None:
    visitor(held(), given="Loopt", family="Binnen", email="")
    run_jobs()
    assert names() == ["Loopt Binnen"]
    assert not Job.objects.filter(key__startswith="mail:certificate").exists()


# Revoking, and another name


def one(**fields) -> Certificate:
    visitor(held(), **fields)
    run_jobs()
    mail.outbox.clear()
    return valid()[0]


def test_revoked_certificate_keeps_its_reason_and_loses_its_paper() -> None:
    certificate = one()
    user = User.objects.create_user("desk@b.example", "x")
    assert revoke(certificate, by=user, reason="Was not there")
    assert not revoke(certificate, by=user, reason="Twice")
    kept = Certificate.objects.get()
    assert kept.revoked
    assert (kept.reason, bytes(kept.pdf)) == ("Was not there", b"")
    line = HistoryLine.objects.get(what="certificate revoked")
    assert (line.by, line.note) == (user, "Was not there")


def test_who_had_one_revoked_gets_no_other_by_itself() -> None:
    certificate = one()
    revoke(certificate, by=None, reason="Was not there")
    certify({"event": certificate.event_id})
    assert valid() == []


def test_another_name_gives_another_certificate() -> None:
    old = one(given="Femke", family="Zee")
    person = old.person
    assert correct_name(person) == []
    person.family = "Zeevonk"
    person.save()
    [new] = correct_name(person)
    old.refresh_from_db()
    assert old.reason == "replaced"
    assert old.revoked
    assert new.code != old.code
    assert new.facts == {**old.facts, "name": "Femke Zeevonk"}
    assert "Femke Zeevonk" in text_of(bytes(new.pdf))
    run_jobs()
    assert len(mailed()) == 1
    assert correct_name(person) == []
