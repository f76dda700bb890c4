"""The page of a contact: how the group stands, and each change by a form of its own."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.people import guests
from events import links, places
from events.groups import links as booking_links
from events.groups.booking import Guest
from events.groups.claiming import claim
from events.groups.contact import add_guests
from events.links import AFTERLIFE
from events.models import Booking, Event, Registration
from events.places import BusyError
from events.registration import cancel, register
from tests.events.groups import CONTACT, contact, first, group, last, states_of
from tests.events.signing_up import account
from tests.events.test_claiming import jan
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


def path(booking: Booking, name: str = "group", **more: int) -> str:
    return booking_links.path(booking, name, **more)


def place(booking: Booking, row: Registration, name: str = "group-place") -> str:
    return path(booking, name, number=row.pk)


def named(row: Registration, given: str = "Jan", email: str = "") -> dict[str, str]:
    return {f"place-{row.pk}-given": given, f"place-{row.pk}-email": email}


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: HttpResponse) -> str:
    return soup(response).select_one("main").get_text(" ", strip=True)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_tells_who_has_a_place_and_who_waits(client: Client, lang: str) -> None:
    event = event_factory(lang, capacity=2)
    booking = group(event, 4, may_split=True, language=lang)
    with translation.override(lang):
        response = client.get(path(booking))
    page = soup(response)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert len(page.select(".group-place .label--green")) == 2
    assert len(page.select(".group-place .label--water")) == 2
    assert "Femke Zee" in text(response)


@pytest.mark.parametrize("n", [2, 6])
def test_page_takes_the_same_queries_for_small_and_large_groups(
    client: Client, n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    booking = group(event_factory(), n)
    client.get(path(booking))
    with django_assert_num_queries(11):
        client.get(path(booking))


def test_opening_the_page_or_a_change_changes_nothing(client: Client) -> None:
    booking = group(event_factory(capacity=3))
    before = list(Registration.objects.order_by("pk").values())
    for name in ("group", "group-add", "group-wishes", "group-offer", "group-cancel"):
        for method in (client.get, client.head):
            assert method(path(booking, name)).status_code in (200, 302)
    for name in ("group-place", "group-place-cancel"):
        assert client.get(place(booking, last(booking), name)).status_code in (200, 302)
    assert list(Registration.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("token", ["x", "0" * 32, "0" * 32 + ".abc:def"])
def test_forged_link_leads_nowhere(client: Client, token: str) -> None:
    booking = group(event_factory())
    for name in ("group", "group-cancel", "group-add"):
        address = path(booking, name).replace(booking_links.token(booking), token)
        assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_link_of_another_action_is_no_link_to_the_group(client: Client) -> None:
    row = first(group(event_factory()))
    token = links.token("cancel", row)
    address = path(row.booking).replace(booking_links.token(row.booking), token)
    assert client.get(address).status_code == 404


def test_page_is_gone_some_time_after_the_event(client: Client) -> None:
    booking = group(event_factory())
    address = path(booking)
    with time_machine.travel(timezone.now() + timedelta(days=25) + AFTERLIFE):
        assert client.get(address).status_code == 410


def test_group_that_is_not_confirmed_is_led_to_the_question(client: Client) -> None:
    booking = group(event_factory(), is_verified=False)
    response = client.get(path(booking))
    assert response.status_code == 302
    page = client.get(response["Location"])
    assert "3" in soup(page).select_one("main .lead").text
    assert states_of(booking) == [State.UNCONFIRMED] * 3


def test_thrown_away_it_is_gone_as_a_whole(client: Client) -> None:
    booking = group(event_factory(), is_verified=False)
    client.post(links.path("cancel", first(booking)))
    assert states_of(booking) == [State.CANCELLED] * 3


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


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_title_says_that_something_is_wrong(client: Client, lang: str) -> None:
    booking = group(event_factory())
    wrong = {"nl": "Fout", "en": "Error"}[lang]
    with translation.override(lang):
        assert not soup(client.get(path(booking))).title.text.startswith(wrong)
        response = client.post(path(booking, "group-add"), {"add-given": "x" * 90, "add-seen": 3})
    assert soup(response).title.text.startswith(wrong)


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


@pytest.mark.parametrize(
    ("answer", "found"), [("accept", State.CONFIRMED), ("decline", State.CANCELLED)]
)
def test_offer_is_answered_for_all(client: Client, answer: str, found: str) -> None:
    booking = offered()
    assert soup(client.get(path(booking))).select_one("#offer")
    for _n in range(2):
        response = client.post(path(booking, "group-offer"), {"answer": answer})
        assert response.status_code == 302
    assert states_of(booking) == [found] * 2


def offered() -> Booking:
    event = event_factory(capacity=2)
    holders, booking = group(event, 2, email="ander@b.example"), group(event, 2)
    for row in holders.registrations.all():
        cancel(row)
    assert states_of(booking) == [State.OFFERED] * 2
    return booking


def test_offer_of_a_cancelled_event_is_over(client: Client) -> None:
    booking = offered()
    Event.objects.update(status="cancelled")
    response = client.post(path(booking, "group-offer"), {"answer": "accept"})
    assert response.status_code == 409
    assert states_of(booking) == [State.OFFERED] * 2


def test_link_in_the_offer_leads_to_the_page_of_the_group(client: Client) -> None:
    booking = offered()
    run_due()
    letter = next(each for each in mail.outbox if each.to == [CONTACT] and "2" in str(each.body))
    assert booking.uid.hex in str(letter.body)
    response = client.get(links.path("offer", first(booking)))
    assert response.status_code == 302
    assert booking.uid.hex in response["Location"]


def test_member_does_not_answer_for_the_group(client: Client) -> None:
    booking = offered()
    mine = claim(last(booking), jan())
    response = client.post(links.path("offer", mine), {"answer": "accept"}, follow=True)
    assert booking.uid.hex not in response.request["PATH_INFO"]
    assert booking.uid.hex not in response.content.decode()
    assert states_of(booking) == [State.OFFERED] * 2


def test_one_place_is_given_up_after_a_question(client: Client) -> None:
    booking = group(event_factory())
    address = place(booking, last(booking), "group-place-cancel")
    assert client.get(address).status_code == 200
    assert states_of(booking) == [State.CONFIRMED] * 3
    for _n in range(2):
        assert client.post(address, follow=True).status_code == 200
    assert states_of(booking) == [State.CONFIRMED] * 2 + [State.CANCELLED]
    assert client.get(address).status_code == 200


def test_all_is_given_up_after_a_question(client: Client) -> None:
    booking = group(event_factory())
    assert client.get(path(booking, "group-cancel")).status_code == 200
    response = client.post(path(booking, "group-cancel"), follow=True)
    assert response.status_code == 200
    assert not soup(response).select(".group-place")
    assert states_of(booking) == [State.CANCELLED] * 3


def test_too_late_to_give_up_is_said_with_whom_to_ask(client: Client) -> None:
    booking = group(event_factory(cancel_until=timezone.now(), organiser_email="zuivel@b.example"))
    response = client.post(path(booking, "group-cancel"))
    assert response.status_code == 409
    assert "zuivel@b.example" in text(response)
    assert states_of(booking) == [State.CONFIRMED] * 3


def test_claimed_place_shows_a_name_no_address_and_no_link(client: Client) -> None:
    booking = group(event_factory())
    mine = claim(last(booking), jan(email="geheim@b.example"))
    response = client.get(path(booking))
    content = response.content.decode()
    assert "Jan Boer" in text(response)
    assert "geheim@b.example" not in content
    assert mine.uid.hex not in content


def test_proof_of_an_address_is_not_on_the_page(client: Client) -> None:
    booking = group(event_factory())
    row = last(booking)
    client.post(place(booking, row), named(row, "Jan", "jan@b.example"))
    assert "gAAAAA" not in client.get(path(booking)).content.decode()


def test_own_sign_up_beside_the_group_is_pointed_to(client: Client) -> None:
    event = event_factory()
    mine = registration_factory(event, email=CONTACT)
    booking = group(event, 2, comes=False)
    assert mine.uid.hex in client.get(path(booking)).content.decode()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_group_stands_in_the_agenda_of_the_same_address_later(client: Client, lang: str) -> None:
    booking = group(event_factory(lang), 2, comes=False)
    user = account(client, given="Silke")
    user.emailaddress_set.create(email=CONTACT, verified=True)
    with translation.override(lang):
        page = client.get(f"/{lang}/mijn-agenda/" if lang == "nl" else "/en/my-agenda/")
    assert booking.uid.hex in page.content.decode()


def test_group_of_another_address_does_not_stand_in_the_agenda(client: Client) -> None:
    booking = group(event_factory(), 2, comes=False)
    user = account(client, given="Silke")
    user.emailaddress_set.create(email=CONTACT, verified=False)
    assert booking.uid.hex not in client.get("/nl/mijn-agenda/").content.decode()


def test_account_takes_over_all_of_a_group(client: Client) -> None:
    booking = group(event_factory(), is_verified=True)
    user = account(client, given="Silke")
    user.emailaddress_set.create(email=CONTACT, verified=True)
    person = guests.claim(booking.contact, user=user)
    booking.refresh_from_db()
    assert booking.contact == first(booking).person == person
    assert states_of(booking) == [State.CONFIRMED] * 3


def test_agenda_of_a_place_without_an_address_is_nobodys(client: Client) -> None:
    row = last(group(event_factory()))
    group(event_factory(), contact=contact(email="ander@b.example", is_verified=True))
    assert row.email == ""
    assert client.get(links.path("my-agenda", row)).status_code == 404


def test_contact_without_a_place_is_mailed_the_link_again(client: Client) -> None:
    booking = group(event_factory(), 2, comes=False)
    run_due()
    mail.outbox.clear()
    client.post("/nl/mijn-agenda/", {"email": CONTACT})
    run_due()
    (letter,) = mail.outbox
    assert booking.uid.hex in str(letter.body)


def test_wrong_method_is_refused(client: Client) -> None:
    booking: Any = group(event_factory())
    assert client.post(path(booking)).status_code == 405
    assert client.put(path(booking, "group-add")).status_code == 405


def test_each_who_waits_has_their_number(client: Client) -> None:
    event = event_factory("en", capacity=1)
    booking = group(event, 2, language="en", may_split=True)
    register(event.pk, jan(email="between@b.example"))
    add_guests(booking, [Guest()])
    with translation.override("en"):
        words = text(client.get(path(booking)))
    assert "2 people wait, with these numbers on the list: 1, 3." in words


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
