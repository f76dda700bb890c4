"""What a contact changes on the page of a group: names, addresses, one more, and wishes."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events import places
from events.models import Registration
from events.places import BusyError
from events.registration import cancel
from tests.events.contacts import named, path, place, soup, text
from tests.events.groups import CONTACT, first, group, last, states_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


def test_name_and_address_are_stored_and_mailed(client: Client) -> None:
    booking = group(event_factory())
    row = last(booking)
    response = client.post(place(booking, row), named(row, "Jan", "JAN@b.example"), follow=True)
    assert "Jan" in text(response)
    run_due()
    letter = mail.outbox[-1]
    assert letter.to == ["jan@b.example"]
    assert "Femke Zee" in str(letter.body)
    assert CONTACT in str(letter.body)
    assert "Zeevonk" not in str(letter.body).replace(CONTACT, "")


def test_name_is_given_after_the_event_and_no_address(client: Client) -> None:
    booking = group(event_factory())
    row, own = last(booking), first(booking)
    letters = Job.objects.count()
    with time_machine.travel(row.event.end + timedelta(hours=1)):
        page = soup(client.get(path(booking)))
        assert page.select_one(f"#id_place-{row.pk}-given")
        assert not page.select(f"#id_place-{row.pk}-email, #link-{row.pk}")
        assert client.post(place(booking, row), named(row, "Jan", "j@b.example")).status_code == 302
    row.refresh_from_db()
    assert (row.person.given, row.invited_email) == ("Jan", "")
    assert Job.objects.count() == letters
    response = client.post(place(booking, own), named(own, "Piet"))
    assert response.status_code == 409
    assert "That is stored" not in text(response)
    assert first(booking).person.given == "Femke"


@pytest.mark.parametrize("act", ["group-place", "group-add", "group-wishes"])
def test_what_was_typed_is_kept_while_it_is_busy(
    client: Client, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = group(event_factory(capacity=5))
    row = last(booking)
    sent = {**named(row, "Jannes"), "add-given": "Jannes", "add-seen": 3, "may_split": "shared"}
    address = place(booking, row) if act == "group-place" else path(booking, act)

    def never_free(_event_id: int) -> None:
        raise BusyError

    monkeypatch.setattr(places, "lock", never_free)
    response = client.post(address, sent)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    page = soup(response)
    assert page.select_one("[role=alert]")
    kept = {"group-wishes": "[value=shared][checked]"}.get(act, "[value=Jannes]")
    assert page.select_one(kept)


@pytest.mark.parametrize(("given", "email"), [("x" * 90, ""), ("Jan", "jan@"), ("a/b", "")])
def test_bad_name_is_said_at_the_field_and_kept(client: Client, given: str, email: str) -> None:
    booking = group(event_factory())
    row = last(booking)
    response = client.post(place(booking, row), named(row, given, email))
    page = soup(response)
    assert response.status_code == 422
    assert page.select_one("details[open] .field__error")
    assert page.select_one(f"#id_place-{row.pk}-given")["value"] == given
    row.refresh_from_db()
    assert row.invited_email == ""


def test_place_of_another_group_is_not_found(client: Client) -> None:
    event = event_factory()
    booking, other = group(event), group(event, email="ander@b.example")
    for name in ("group-place", "group-place-cancel"):
        response = client.post(place(booking, last(other), name), named(last(other)))
        assert response.status_code == 404
    assert states_of(other) == [State.CONFIRMED] * 3


def test_person_is_added_and_refused_once_there_are_enough(client: Client) -> None:
    booking = group(event_factory(group_limit=4))
    address = path(booking, "group-add")
    for _n in range(2):
        assert client.post(address, {"add-given": "Jan", "add-seen": "3"}).status_code == 302
    assert booking.registrations.count() == 4
    response = client.post(address, {"add-given": "Piet", "add-seen": "4"})
    assert response.status_code == 409
    assert booking.registrations.count() == 4


def test_form_to_add_somebody_knows_how_many_there_were(client: Client) -> None:
    booking = group(event_factory())
    page = soup(client.get(path(booking)))
    assert page.select_one("input[name=add-seen]")["value"] == "3"
    assert client.post(path(booking, "group-add"), {"add-given": "Jan"}).status_code == 422


def test_wishes_are_stored_and_work_at_once(client: Client) -> None:
    event = event_factory(capacity=3)
    holders = [registration_factory(event) for _n in range(3)]
    booking = group(event, 3)
    cancel(holders[0])
    address = path(booking, "group-wishes")
    assert client.post(address, {"may_split": "x"}).status_code == 422
    assert states_of(booking) == [State.WAITING] * 3
    client.post(address, {"may_split": "shared", "is_flexible": "on"})
    assert states_of(booking) == [State.OFFERED, State.WAITING, State.WAITING]
    assert set(booking.registrations.values_list("is_flexible", flat=True)) == {True}


def test_wish_of_a_colleague_who_claimed_is_their_own(client: Client) -> None:
    booking = group(event_factory())
    colleague = last(booking)
    Registration.objects.filter(pk=colleague.pk).update(
        claimed=timezone.now(), email="jan@b.example", is_flexible=True
    )
    client.post(path(booking, "group-wishes"), {"may_split": "shared"})
    colleague.refresh_from_db()
    assert colleague.is_flexible
    assert not first(booking).is_flexible
    client.post(path(booking, "group-wishes"), {"may_split": "shared", "is_flexible": "on"})
    assert first(booking).is_flexible


@pytest.mark.parametrize("email", [CONTACT, CONTACT.upper(), "jan@b.example"])
def test_address_of_the_contact_or_of_another_place_is_refused(client: Client, email: str) -> None:
    booking = group(event_factory(), 3)
    first_guest, second = booking.registrations.order_by("position")[1:]
    client.post(place(booking, first_guest), named(first_guest, email="jan@b.example"))
    response = client.post(place(booking, second), named(second, "Piet", email))
    assert response.status_code == 422
    assert soup(response).select_one(f"#place-{second.pk} .error-summary a")
    second.refresh_from_db()
    assert second.invited_email == ""
    seen = str(booking.registrations.count())
    added = client.post(path(booking, "group-add"), {"add-email": email, "add-seen": seen})
    assert added.status_code == 422
    assert booking.registrations.count() == 3


def test_address_of_a_place_stays_as_it_is_when_the_name_changes(client: Client) -> None:
    booking = group(event_factory(), 2)
    for given in ("Jan", "Johan"):
        row = last(booking)
        answer = client.post(place(booking, row), named(row, given, "jan@b.example"))
        assert answer.status_code == 302
    assert last(booking).person.given == "Johan"


def test_links_at_a_place_without_a_name_say_which(client: Client) -> None:
    booking = group(event_factory(presence="hybrid", capacity=9, online_capacity=9), 3)
    row = last(booking)
    shown = soup(client.get(path(booking))).select_one(f"#place-{row.pk}")
    assert [each.text for each in shown.select("a .visually-hidden")] == [": plaats 3"] * 2
    assert "komt vrij" in text(client.get(place(booking, row, "group-place-switch")))
