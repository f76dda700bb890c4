"""Somebody signed up by an address; then its account does: all that the account says counts."""

from typing import Any

import pytest

from brink.people.models import Person
from events.access import BarredError
from events.applicant import Applicant
from events.models import Answer, Event, Needs, Question, Registration
from events.registration import register
from tests.events.applicants import guest, states
from tests.factories.events import event_factory, person_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")
EMAIL = "b@b.example"


def typed(event: Event, **fields: Any) -> Registration:
    return register(event.pk, guest(EMAIL, given="Flip", family="Fout", **fields))


def account(**fields: Any) -> Applicant:
    person = person_factory(email=EMAIL, given="Echt", family="Waar")
    return Applicant(email=EMAIL, person=person, is_verified=True, **fields)


def test_name_and_organisation_are_those_of_the_account() -> None:
    event = event_factory(capacity=2)
    typed(event, organisation="Oud")
    row = register(event.pk, account(organisation="Mijn Zaak"))
    row.refresh_from_db()
    assert (row.person.full_name, row.organisation) == ("Echt Waar", "Mijn Zaak")
    assert row.state == State.CONFIRMED
    assert not Person.objects.filter(family="Fout").exists()


def test_answers_and_needs_that_the_account_leaves_out_are_gone() -> None:
    event = event_factory(capacity=2, asks_diet=True)
    Question.objects.create(event=event, code="w", label_nl="Wat?", label_en="What?")
    typed(event, answers={"w": "van een ander"}, diet="noten")
    assert (Answer.objects.count(), Needs.objects.count()) == (1, 1)
    register(event.pk, account())
    assert (Answer.objects.count(), Needs.objects.count()) == (0, 0)


def test_who_may_not_come_is_refused_also_when_somebody_signed_them_up_before() -> None:
    event = event_factory(capacity=2)
    row = typed(event)
    Event.objects.filter(pk=event.pk).update(admits="roles", admits_roles=["editor"])
    with pytest.raises(BarredError):
        register(event.pk, account())
    row.refresh_from_db()
    assert (row.state, row.person.family) == (State.UNCONFIRMED, "Fout")


@pytest.mark.parametrize("name", ["Zeevonk", "zeevonk "])
def test_account_is_not_counted_twice_for_its_organisation(name: str) -> None:
    event = event_factory(capacity=5, organisation_limit=1)
    typed(event, organisation="Zeevonk")
    assert register(event.pk, account(organisation=name)).state == State.CONFIRMED


def test_account_does_not_come_in_by_an_organisation_that_has_enough() -> None:
    event = event_factory(capacity=5, organisation_limit=1)
    typed(event, organisation="Zeevonk")
    register(event.pk, guest("c@b.example", organisation="Koperhaas"))
    with pytest.raises(BarredError):
        register(event.pk, account(organisation="Koperhaas"))


def test_what_the_account_never_confirmed_besides_gives_way() -> None:
    event = event_factory(capacity=2)
    known = typed(event)
    mine = account()
    other = register(event.pk, Applicant(email="old@b.example", person=mine.person))
    assert register(event.pk, mine).pk == known.pk != other.pk
    assert states(event) == [State.CONFIRMED, State.EXPIRED]
