"""Who is added by hand, who is in the team, and who is invited."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from events import places
from events.desk.team import put_in_team
from events.models import Event, Invitee, Registration, TeamMember
from events.places import BusyError
from events.rights import may
from events.views.desk.invitees import AT_ONCE
from tests.events.applicants import mails
from tests.events.desks import at, holder, log_in, member
from tests.events.signing_up import FILLED, page_of
from tests.factories.events import event_factory, person_factory, registration_factory
from tests.factories.people import user_factory

pytestmark = pytest.mark.usefixtures("tree")


def add(client: Client, event: Event, **more: Any) -> HttpResponse:
    return client.post(
        at("add", event), {**FILLED, "language": "nl", "note": "Sprak me aan", **more}
    )


@pytest.mark.parametrize("role", ["organiser", "staff"])
def test_somebody_is_added_once_and_hears_of_it(role: str) -> None:
    event = event_factory()
    user = member(event, role)
    client = log_in(user)
    for _twice in range(2):
        assert add(client, event).headers["Location"] == at("desk", event)
    row = event.registrations.get()
    assert (row.state, row.email) == ("confirmed", "femke@zeevonk.example")
    line = row.history.get()
    assert (line.by, line.note) == (user, "Sprak me aan")
    assert len(mails("confirmed")) == 1


def test_what_was_typed_is_kept_while_it_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    def never_free(_event_id: int) -> None:
        raise BusyError

    event = event_factory()
    client = log_in(member(event))
    monkeypatch.setattr(places, "lock", never_free)
    response = add(client, event)
    assert response.status_code == 503
    assert FILLED["family"] in response.content.decode()
    assert "Sprak me aan" in response.content.decode()
    assert not event.registrations.exists()


def test_who_has_no_address_is_added_once_by_a_double_press() -> None:
    event = event_factory()
    client = log_in(member(event))
    for _twice in range(2):
        add(client, event, email="")
    assert event.registrations.count() == 1
    assert not mails()


def test_full_means_the_queue_but_for_who_manages_and_says_so() -> None:
    event = event_factory(capacity=1)
    registration_factory(event)
    add(log_in(member(event, "staff")), event, is_over="on")
    assert event.registrations.get(email="femke@zeevonk.example").state == "waiting"
    add(log_in(member(event)), event, email="bep@b.example", is_over="on")
    assert event.registrations.get(email="bep@b.example").state == "confirmed"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_is_missing_is_said(lang: str) -> None:
    event = event_factory()
    client = log_in(member(event, lang=lang))
    response = add(client, event, family="", email="x")
    assert response.status_code == 422
    assert not event.registrations.exists()
    assert "Femke" in response.content.decode()


def test_only_what_is_asked_can_be_sent_along() -> None:
    event, other = event_factory(), event_factory()
    person = person_factory()
    add(
        log_in(member(event)), event,
        state="cancelled", event_id=other.pk, person=person.pk, is_verified="1", alarm="60",
        approved="", priority="9", code="AAAA", diet="all",
    )  # fmt: skip
    row = Registration.objects.get()
    assert (row.event, row.state, row.priority, row.alarm) == (event, "confirmed", 0, None)
    assert row.person != person
    assert not hasattr(row, "needs")


def test_nobody_is_added_by_who_may_not() -> None:
    event = event_factory()
    for client in (
        Client(), log_in(member(event, "check-in")), log_in(member(event_factory())),
        log_in(holder()),
    ):  # fmt: skip
        add(client, event)
    assert not Registration.objects.exists()


@pytest.mark.parametrize("role", list(TeamMember.Role))
def test_member_is_added_gets_another_role_and_goes(role: str) -> None:
    event = event_factory()
    client, user = log_in(member(event)), user_factory(email="nieuw@b.example")
    for _twice in range(2):
        response = client.post(at("team", event), {"email": "Nieuw@b.example", "role": role})
        assert response.headers["Location"] == at("team", event)
    added = TeamMember.objects.get(user=user)
    assert (added.role, added.event) == (role, event)
    at_desk = role != "check-in"
    assert user.groups.filter(name="Event team").exists() == at_desk
    assert (log_in(user).get(at("desk", event)).status_code == 200) == at_desk
    for _twice in range(2):
        client.post(at("team", event), {"remove": added.pk})
    assert not TeamMember.objects.filter(user=user).exists()
    assert not user.groups.exists()
    assert log_in(user).get(at("desk", event)).status_code == 302


def test_role_elsewhere_keeps_the_door_open() -> None:
    event, other = event_factory(), event_factory()
    user = member(event, "staff")
    there = log_in(member(other))
    there.post(at("team", other), {"email": user.email, "role": "staff"})
    there.post(at("team", other), {"remove": other.team.get(user=user).pk})
    assert user.groups.filter(name="Event team").exists()
    assert may(user, event, "see")
    assert not may(user, other, "see")


def test_address_without_account_is_refused() -> None:
    event = event_factory()
    client = log_in(member(event))
    unproven = user_factory(verified=False)
    for email in ("niemand@b.example", unproven.email, "x", ""):
        response = client.post(at("team", event), {"email": email, "role": "organiser"})
        assert response.status_code == 422
    assert event.team.count() == 1


def test_member_of_another_team_is_not_removed_through_this_one() -> None:
    event, other = event_factory(), event_factory()
    theirs = member(other)
    number = other.team.get().pk
    client = log_in(member(event))
    client.post(at("team", event), {"remove": number})
    client.post(at("team", other), {"remove": number})
    client.post(at("team", other), {"email": "x@b.example", "role": "organiser"})
    assert other.team.get().user == theirs


@pytest.mark.parametrize("role", ["staff", "check-in"])
def test_nobody_gives_themselves_another_role(role: str) -> None:
    event = event_factory()
    user = member(event, role)
    log_in(user).post(at("team", event), {"email": user.email, "role": "organiser"})
    assert event.team.get().role == role


def test_pasted_addresses_are_invited_once() -> None:
    event = event_factory(admits="invited")
    client = log_in(member(event))
    pasted = "Femke Zee <Femke@b.example>; bep@b.example,\nfemke@b.example"
    for _twice in range(2):
        client.post(at("invitees", event), {"addresses": pasted})
    found = list(event.invitees.values_list("email", flat=True))
    assert found == ["bep@b.example", "femke@b.example"]
    client.post(at("invitees", event), {"remove": event.invitees.get(email=found[0]).pk})
    assert event.invitees.get().email == found[1]


@pytest.mark.parametrize("pasted", ["", "Femke Zee", "a@b, femke@b.example", "@"])
def test_what_is_no_address_is_refused(pasted: str) -> None:
    event = event_factory()
    response = log_in(member(event)).post(at("invitees", event), {"addresses": pasted})
    assert response.status_code == 422
    assert not Invitee.objects.exists()


def test_another_link_makes_the_one_before_worthless() -> None:
    event = event_factory(admits="invited")
    client, old = log_in(member(event)), event.invitation_code
    assert f"{page_of(event)}?code={old}" in client.get(at("invitees", event)).content.decode()
    for _twice in range(2):
        client.post(at("invitees", event), {"renew": old})
    event.refresh_from_db()
    assert event.invitation_code not in ("", old)
    html = client.get(at("invitees", event)).content.decode()
    assert event.invitation_code in html
    assert old not in html


def test_invitees_of_another_event_stay() -> None:
    event, other = event_factory(), event_factory()
    theirs = Invitee.objects.create(event=other, email="a@b.example")
    client = log_in(member(event))
    for where in (event, other):
        client.post(at("invitees", where), {"remove": theirs.pk})
    client.post(at("invitees", event), {"renew": other.invitation_code})
    client.post(at("invitees", other), {"renew": other.invitation_code})
    code = other.invitation_code
    other.refresh_from_db()
    assert (other.invitation_code, other.invitees.count()) == (code, 1)


@pytest.mark.parametrize("name", ["team", "invitees"])
@pytest.mark.parametrize("number", [1, 3])
def test_lists_take_as_many_queries_for_three(
    name: str, number: int, django_assert_num_queries
) -> None:
    event = event_factory()
    client = log_in(member(event))
    for n in range(number):
        TeamMember.objects.create(event=event, user=user_factory(), role="staff")
        Invitee.objects.create(event=event, email=f"p{n}@b.example")
    client.get(at(name, event))
    with django_assert_num_queries({"team": 11, "invitees": 14}[name]):
        client.get(at(name, event))


def test_names_that_are_told_are_text() -> None:
    event = event_factory()
    client = log_in(member(event))
    page = client.get(add(client, event, given="<b>Femke").headers["Location"])
    assert "&lt;b&gt;Femke" in page.content.decode()
    assert "<b>Femke" not in page.content.decode()


def test_door_closes_when_the_event_is_deleted_and_stays_for_another() -> None:
    event, other = event_factory(), event_factory()
    user, busy = member(event, "staff"), member(event, "staff")
    put_in_team(other, busy, "staff")
    event.delete()
    assert not user.groups.exists()
    assert busy.groups.filter(name="Event team").exists()
    busy.delete()
    assert not TeamMember.objects.exists()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_long_list_of_invitees_has_pages(lang: str) -> None:
    event = event_factory()
    client = log_in(member(event, lang=lang))
    assert 'class="pagination"' not in client.get(at("invitees", event)).content.decode()
    Invitee.objects.bulk_create(
        Invitee(event=event, email=f"p{n:03}@b.example") for n in range(AT_ONCE + 1)
    )
    first = client.get(at("invitees", event)).content.decode()
    assert first.count('name="remove"') == AT_ONCE
    second = client.get(at("invitees", event, p=2)).content.decode()
    assert "p100@b.example" in second
    assert second.count('name="remove"') == 1
    assert "p=2" in first
    for wrong in ("0", "9", "x"):
        assert client.get(at("invitees", event, p=wrong)).status_code == 200
