"""The rules of signing up for a series in one go, without any page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from events import links
from events.applicant import Applicant
from events.enrolment import confirm_all, enrol
from events.models import Booking, Event, Registration, Series
from events.registration import RefusedError, cancel, confirm, register
from events.settling import expire
from tests.events.applicants import guest, mails, states
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import user_factory

State = Registration.State
NOW = timezone.now()


@pytest.fixture
def series(tree: Any) -> Series:
    return Series.objects.create(title_nl="Cursus zuivel", title_en="Dairy course")


@pytest.fixture
def evenings(series: Series) -> list[Event]:
    days = (timedelta(days=number) for number in (10, 20))
    return [event_factory(capacity=5, series=series, start=NOW + each) for each in days]


@pytest.fixture
def asked(series: Series, evenings: list[Event]) -> Registration:
    return enrol(series, guest(), [event.pk for event in evenings], uuid4())


@pytest.fixture
def later(asked: Registration, evenings: list[Event]) -> Iterator[None]:
    """Some time after the places that were kept ran out."""
    with time_machine.travel(timezone.now() + timedelta(minutes=40)):
        for event in evenings:
            expire(event.pk)
        yield


def anew(registration: Registration) -> Registration:
    return Registration.objects.select_related("booking").get(pk=registration.pk)


@pytest.mark.usefixtures("later")
def test_older_of_two_mails_leads_to_what_was_asked_since(
    series: Series, evenings: list[Event], asked: Registration
) -> None:
    newer = enrol(series, guest(), [event.pk for event in evenings], uuid4())
    confirm_all(anew(newer))
    sent = mails()
    assert confirm_all(anew(asked)) == newer
    assert [each[-1] for each in map(states, evenings)] == [State.CONFIRMED] * 2
    assert mails() == sent


@pytest.mark.usefixtures("later")
def test_older_mail_confirms_what_was_not_asked_for_since(
    evenings: list[Event], asked: Registration
) -> None:
    confirm(register(evenings[0].pk, guest()))
    confirm_all(anew(asked))
    found = [
        list(event.registrations.active().values_list("state", flat=True)) for event in evenings
    ]
    assert found == [[State.CONFIRMED]] * 2


def test_account_with_all_meetings_under_another_address_is_shown_the_first(
    series: Series, evenings: list[Event]
) -> None:
    person = user_factory().person
    known = [
        registration_factory(event, person=person, email="oud@b.example") for event in evenings
    ]
    applicant = Applicant("nieuw@b.example", person=person, is_verified=True)
    uid = uuid4()
    for _twice in range(2):
        found = enrol(series, applicant, [event.pk for event in reversed(evenings)], uid)
        assert found == known[0]
    assert Registration.objects.count() == 2


def test_form_that_is_sent_again_after_all_was_given_up_signs_up_anew(
    series: Series, evenings: list[Event]
) -> None:
    person = user_factory().person
    known = registration_factory(evenings[0], person=person, email="oud@b.example")
    applicant = Applicant("nieuw@b.example", person=person, is_verified=True)
    uid = uuid4()
    enrol(series, applicant, [evenings[0].pk], uid)
    cancel(known)
    found = enrol(series, applicant, [evenings[0].pk], uid)
    assert (found.state, Booking.objects.count()) == (State.CONFIRMED, 1)


@pytest.mark.usefixtures("later")
def test_meeting_that_closed_meanwhile_is_told_and_the_others_stand(
    evenings: list[Event], asked: Registration
) -> None:
    Event.objects.filter(pk=evenings[0].pk).update(closes=timezone.now() - timedelta(minutes=1))
    assert confirm_all(anew(asked)).event == evenings[1]
    assert [states(event) for event in evenings] == [[State.EXPIRED], [State.CONFIRMED]]
    assert mails("too-late") == [f"mail:too-late:{asked.uid}:1"]  # 40 minutes after signing up
    assert len(mails("confirmed")) == 1


@pytest.mark.usefixtures("later")
def test_link_leads_to_a_meeting_that_could_be_confirmed(
    client: Client, evenings: list[Event], asked: Registration
) -> None:
    Event.objects.filter(pk=evenings[0].pk).update(closes=timezone.now() - timedelta(minutes=1))
    response: Any = client.post(links.path("confirm", asked), follow=True)
    assert response.status_code == 200
    assert response.context["registration"].event == evenings[1]


@pytest.mark.usefixtures("later")
def test_nothing_is_mailed_when_no_meeting_takes_anybody(asked: Registration) -> None:
    Event.objects.update(closes=timezone.now() - timedelta(minutes=1))
    with pytest.raises(RefusedError):
        confirm_all(anew(asked))
    assert not mails("too-late")
