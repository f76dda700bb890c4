"""What an organiser does to several registrations at once, by real posts."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.certificates.issuing import revoke
from events.desk.bulk import ACTIONS, perform, stamp
from events.desk.selected import MOST
from events.models import Booking, Event, HistoryLine, Registration
from tests.events.applicants import mails
from tests.events.certified import held, run_jobs, valid, visitor
from tests.events.desks import at, holder, log_in, member, said, words
from tests.factories.events import event_factory, person_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")
ACT = "/admin/registrations/act/"

#: For each action: the state it is for, what else of the row, and the state it leads to.
CASES: dict[str, tuple[str, dict[str, Any], str]] = {
    "approve": ("pending", {}, "confirmed"),
    "refuse": ("pending", {}, "refused"),
    "cancel": ("confirmed", {}, "cancelled"),
    "move-up": ("waiting", {}, "waiting"),
    "present": ("confirmed", {}, "confirmed"),
    "absent": ("confirmed", {"checked_in": timezone.now()}, "confirmed"),
}


def an_event(code: str = "") -> Event:
    start = timezone.now() + timedelta(hours=1 if code in ("present", "absent") else 500)
    return event_factory(start=start, capacity=1, needs_approval=True)


def rows_for(code: str, event: Event, number: int = 2) -> list[Registration]:
    state, fields, _after = CASES[code]
    if code == "move-up":
        registration_factory(event)
    return [registration_factory(event, state, **fields) for _n in range(number)]


def press(client: Client, code: str, rows: list[Registration], **more: Any) -> HttpResponse:
    data = {"action": code, "id": [stamp(row) for row in rows], "note": "Zij spreekt", **more}
    return client.post(ACT, data)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("code", ACTIONS)
def test_page_says_what_will_happen_and_changes_nothing(code: str, lang: str) -> None:
    event = an_event(code)
    rows = rows_for(code, event)
    before = list(Registration.objects.values())
    client = log_in(member(event, lang=lang))
    response = client.get(ACT, {"action": code, "id": [row.pk for row in rows]})
    assert response.status_code == 200
    for row in rows:
        assert row.person.full_name in words(response)
    assert list(Registration.objects.values()) == before
    assert not HistoryLine.objects.exists()


@pytest.mark.parametrize("code", ACTIONS)
def test_action_is_done_once_however_often_it_is_pressed(code: str) -> None:
    event = an_event(code)
    rows = rows_for(code, event)
    client = log_in(member(event))
    for _twice in range(2):
        response = press(client, code, rows)
        assert response.headers["Location"] == reverse(
            "registrations:index", query={"event": event.pk}
        )
    for row in rows:
        was = row.checked_in
        row.refresh_from_db()
        assert row.state == CASES[code][2]
        assert row.history.count() <= 1, "pressed twice is once"
        if code in ("present", "absent"):
            assert bool(row.checked_in) != bool(was)
    if ACTIONS[code].needs_note:
        assert {line.note for line in HistoryLine.objects.all()} == {"Zij spreekt"}


@pytest.mark.parametrize("code", ["refuse", "cancel", "move-up"])
def test_without_a_reason_nothing_is_done(code: str) -> None:
    event = an_event(code)
    rows = rows_for(code, event)
    before = list(Registration.objects.values("state", "priority"))
    response = press(log_in(member(event)), code, rows, note="  ")
    assert response.status_code == 422
    assert list(Registration.objects.values("state", "priority")) == before
    assert rows[0].person.full_name in words(response)


@pytest.mark.parametrize(
    ("code", "occasion"), [("approve", "confirmed"), ("refuse", "refused"), ("cancel", "taken-off")]
)
def test_each_is_mailed_once_and_the_page_said_so(code: str, occasion: str) -> None:
    event = an_event(code)
    rows = rows_for(code, event)
    client = log_in(member(event))
    shown = client.get(ACT, {"action": code, "id": [row.pk for row in rows]})
    assert "2 people get a mail as soon as you confirm." in words(shown)
    for _twice in range(2):
        press(client, code, rows)
    assert len(mails(occasion)) == 2


@pytest.mark.parametrize("code", ACTIONS)
@pytest.mark.parametrize("role", ["organiser", "staff"])
def test_right_is_asked_at_the_event_of_each(code: str, role: str) -> None:
    event, other = an_event(code), an_event(code)
    mine, theirs = rows_for(code, event, 1), rows_for(code, other, 1)
    before = list(Registration.objects.filter(event=other).values("state", "priority"))
    user = member(event, role)
    client = log_in(user)
    for rows in (theirs, [*mine, *theirs]):
        for response in (
            press(client, code, rows),
            client.get(ACT, {"action": code, "id": [row.pk for row in rows]}),
        ):
            assert response.status_code == 302
            assert theirs[0].person.family not in said(client, response)
    assert not HistoryLine.objects.exists()
    assert list(Registration.objects.filter(event=other).values("state", "priority")) == before
    may = role == "organiser" or ACTIONS[code].right == "check-in"
    press(client, code, mine)
    assert HistoryLine.objects.filter(registration__event=event).exists() == may


@pytest.mark.parametrize("code", ACTIONS)
def test_strangers_and_the_check_in_role_do_nothing(code: str) -> None:
    event = an_event(code)
    rows = rows_for(code, event)
    for client in (Client(), log_in(member(event, "check-in")), log_in(holder())):
        assert press(client, code, rows).status_code == 302
        assert client.get(ACT, {"action": code, "id": rows[0].pk}).status_code == 302
    assert not HistoryLine.objects.exists()


def test_permission_of_django_manages_all_events() -> None:
    rows = [*rows_for("cancel", an_event()), *rows_for("cancel", an_event())]
    seer, changer = (log_in(holder(f"{what}_registration")) for what in ("view", "change"))
    press(seer, "cancel", rows)
    assert not HistoryLine.objects.exists()
    response = press(changer, "cancel", rows)
    assert response.headers["Location"] == reverse("registrations:index")
    assert HistoryLine.objects.filter(what="cancelled").count() == 4


def test_what_cannot_be_done_is_told_by_name_and_keeps_nobody_else() -> None:
    event = an_event()
    row = rows_for("approve", event, 1)[0]
    gone = registration_factory(event, "cancelled", person=person_factory(given="Bep", family="K"))
    client = log_in(member(event))
    shown = client.get(ACT, {"action": "approve", "id": [row.pk, gone.pk]})
    assert "Not for these people" in words(shown)
    told = said(client, press(client, "approve", [row, gone]))
    row.refresh_from_db()
    assert row.state == "confirmed"
    assert "Approve: done for one person." in told
    assert "Not done for Bep K" in told


def test_what_changed_since_the_page_was_shown_is_not_done() -> None:
    event = an_event()
    row = registration_factory(event, "waiting")
    seen = frozenset([stamp(row)])
    Registration.objects.filter(pk=row.pk).update(state="confirmed")
    row.refresh_from_db()
    report = perform(ACTIONS["cancel"], [row], member(event), "x", seen)
    row.refresh_from_db()
    assert (report.done, row.state) == ([], "confirmed")


def test_event_that_is_over_keeps_its_list() -> None:
    event = event_factory(start=timezone.now() - timedelta(days=3))
    row = registration_factory(event)
    client = log_in(member(event))
    assert "the event is over" in said(client, press(client, "cancel", [row]))
    row.refresh_from_db()
    assert row.state == "confirmed"


def test_several_are_put_first_in_the_order_in_which_they_came() -> None:
    event = an_event()
    registration_factory(event)
    queue = [registration_factory(event, "waiting") for _n in range(4)]
    press(log_in(member(event)), "move-up", queue[2:])
    now = list(event.registrations.queue().values_list("pk", flat=True))
    assert now == [queue[n].pk for n in (2, 3, 0, 1)]


def test_nothing_but_the_reason_can_be_sent_along() -> None:
    event = an_event()
    (row,) = rows_for("move-up", event, 1)
    other = an_event()
    press(
        log_in(member(event)), "move-up", [row],
        state="confirmed", event=other.pk, email="x@b.example", priority=77, approved="1",
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.state, row.event, row.priority) == ("waiting", event, 1)
    assert (row.approved, row.email) == (None, row.person.email)


@pytest.mark.parametrize("ids", [[], ["x"], ["-1"], ["0"], ["1:confirmed"], ["٣"], ["9" * 30]])
def test_what_is_no_registration_is_refused(ids: list[str]) -> None:
    client = log_in(member(event_factory()))
    for response in (
        client.get(ACT, {"action": "cancel", "id": ids}),
        client.post(ACT, {"action": "cancel", "id": ids, "note": "x"}),
    ):
        assert response.status_code == 302


def test_unknown_action_is_not_found() -> None:
    row = registration_factory(event_factory())
    client = log_in(member(row.event))
    assert client.get(ACT, {"action": "delete", "id": row.pk}, follow=True).status_code == 404


def test_hostile_names_are_text() -> None:
    event = an_event()
    person = person_factory(family='"><img src=x onerror=alert(1)>')
    row = registration_factory(event, "pending", person=person)
    client = log_in(member(event))
    shown = client.get(ACT, {"action": "refuse", "id": row.pk}).content.decode()
    assert "<img src=x" not in shown
    press(client, "refuse", [row])
    told = client.get(at("desk", event)).content.decode()
    assert "<img src=x" not in told


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_as_many_queries_for_three(number: int, django_assert_num_queries) -> None:
    event = an_event()
    rows = rows_for("approve", event, number)
    client = log_in(member(event))
    query = {"action": "approve", "id": [row.pk for row in rows]}
    client.get(ACT, query)
    with django_assert_num_queries(10):
        client.get(ACT, query)


def test_who_never_confirmed_is_taken_off_without_a_mail() -> None:
    event = an_event()
    silent = registration_factory(event, "unconfirmed")
    press(log_in(member(event)), "cancel", [silent])
    silent.refresh_from_db()
    assert silent.state == "cancelled"
    assert not mails()
    press(log_in(member(event)), "cancel", [registration_factory(event)])
    assert len(mails("taken-off")) == 1


def test_who_has_a_certificate_is_not_undone_before_it_is_revoked() -> None:
    event = held()
    row, other = visitor(event), visitor(event)
    run_jobs()
    mine = next(each for each in valid() if each.person == row.person)
    revoke(next(each for each in valid() if each != mine), by=None, reason="Was not there")
    client = log_in(member(event))

    response = press(client, "absent", [row, other])

    for each in (row, other):
        each.refresh_from_db()
    assert (bool(row.checked_in), bool(other.checked_in)) == (True, False)
    assert row.person.full_name in said(client, response)
    revoke(mine, by=None, reason="Was not there")
    press(client, "absent", [row])
    row.refresh_from_db()
    assert row.checked_in is None


def test_group_of_which_two_are_moved_up_is_moved_once() -> None:
    event = an_event("move-up")
    booking = Booking.objects.create(contact=person_factory(), email="c@b.example")
    registration_factory(event)
    earlier = registration_factory(event, "waiting")
    rows = [registration_factory(event, "waiting", booking=booking) for _n in range(2)]
    press(log_in(member(event)), "move-up", rows)
    assert [row.history.count() for row in rows] == [1, 1]
    assert list(event.registrations.queue()) == [*rows, earlier]


@pytest.mark.parametrize("action", ["cancel", "mail"])
def test_too_many_selected_is_said(action: str) -> None:
    client = log_in(member(an_event()))
    response = client.get(ACT, {"action": action, "id": range(1, MOST + 2)})
    assert f"at most {MOST} people" in said(client, response)
    response = client.get(ACT, {"action": action, "id": range(1, MOST + 1)})
    assert "at most" not in said(client, response)
