"""The desk of one event: at a glance, for whom, and the list that leads there."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brink.pages.moments import day_and_clock
from events.desk.occupancy import occupancy, too_many
from events.models import Booking, EventPage, HistoryLine
from tests.events.desks import at, holder, log_in, member, words
from tests.factories.editor import Editor, superuser
from tests.factories.events import event_factory, person_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")

#: Each page of an event, and who finds it.
PAGES = {
    "desk": ("organiser", "staff"),
    "add": ("organiser", "staff"),
    "import": ("organiser",),
    "mail": ("organiser",),
    "mailings": ("organiser",),
    "team": ("organiser",),
    "invitees": ("organiser",),
}


def test_occupancy_counts_room_and_online_apart() -> None:
    event = event_factory(
        presence="hybrid", capacity=2, online_capacity=5, online_url="https://video.example"
    )
    registration_factory(event, checked_in=timezone.now())
    registration_factory(event, "offered")
    registration_factory(event, "pending")
    registration_factory(event, "waiting", seat="online")
    registration_factory(event, "cancelled")
    registration_factory(event, "unconfirmed", held_until=timezone.now() + timedelta(minutes=9))
    registration_factory(event, "unconfirmed")
    room, online = occupancy(event)
    assert (room.confirmed, room.offered, room.pending, room.held) == (1, 1, 1, 1)
    assert (room.taken, room.free, room.over, room.present, room.waiting) == (4, 0, 2, 1, 0)
    assert (online.taken, online.free, online.waiting, online.over) == (0, 5, 1, 0)


def test_what_has_no_limit_is_never_over_full() -> None:
    event = event_factory(capacity=None)
    registration_factory(event)
    (room,) = occupancy(event)
    assert (room.free, room.over, too_many(event)) == (None, 0, [])


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_desk_says_how_full_it_is_and_leads_on(lang: str) -> None:
    event = event_factory(title="Kaas maken", capacity=1)
    for state in ("confirmed", "pending", "offered"):
        registration_factory(event, state)
    client = log_in(member(event, lang=lang))
    response = client.get(at("desk", event))
    html = response.content.decode()
    assert response.status_code == 200
    assert "Kaas maken" in html
    assert "help-warning" in html
    assert "help-info" in html
    for name in PAGES:
        assert at(name, event) in html or name == "desk"
    for name in ("event_sign_in_sheet", "event_badges", "event_certificates", "event_feedback"):
        assert reverse(name, args=[event.pk]) in html
    assert "no-store" in response.headers["Cache-Control"]


def test_staff_are_not_led_to_what_they_may_not_do() -> None:
    event = event_factory()
    html = log_in(member(event, "staff")).get(at("desk", event)).content.decode()
    for name, roles in PAGES.items():
        assert (at(name, event) in html) == ("staff" in roles or name == "desk") or name == "desk"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["organiser", "staff", "check-in"])
def test_page_is_for_the_roles_that_have_its_right(name: str, role: str) -> None:
    event, other = event_factory(), event_factory()
    user = member(event, role)
    member_elsewhere = member(other, "organiser")
    found = log_in(user).get(at(name, event), follow=True).status_code == 200
    if role == "check-in":  # the admin is not open to them at all
        assert log_in(user).get(at(name, event)).status_code == 302
    else:
        assert found == (role in PAGES[name])
    assert log_in(member_elsewhere).get(at(name, event), follow=True).status_code == 404
    assert "login" in Client().get(at(name, event)).headers["Location"]


@pytest.mark.parametrize("name", PAGES)
def test_permission_of_django_counts_for_all_events(name: str) -> None:
    event = event_factory()
    may_see = log_in(holder("view_registration")).get(at(name, event), follow=True)
    assert (may_see.status_code == 200) == ("staff" in PAGES[name])
    for user in (holder("change_registration"), superuser()):
        assert log_in(user).get(at(name, event)).status_code == 200
    assert log_in(holder()).get(at(name, event), follow=True).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_desk_takes_as_many_queries_for_three(number: int, django_assert_num_queries) -> None:
    event = event_factory()
    for _n in range(number):
        registration_factory(event)
    client = log_in(member(event))
    client.get(at("desk", event))
    with django_assert_num_queries(14):
        client.get(at("desk", event))


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_three(number: int, django_assert_num_queries) -> None:
    event = event_factory()
    for _n in range(number):
        booking = Booking.objects.create(contact=person_factory(), email="c@b.example")
        registration_factory(event, booking=booking)
    client = log_in(member(event))
    where = reverse("registrations:index", query={"event": event.pk})
    client.get(where)
    with django_assert_num_queries(18):
        client.get(where)


def test_list_holds_own_events_only() -> None:
    mine, other = event_factory(title="Van mij"), event_factory(title="Van een ander")
    registration_factory(mine, email="mine@b.example")
    registration_factory(other, email="secret@b.example")
    client = log_in(member(mine, "staff"))
    for query in ({}, {"event": other.pk}, {"export": "csv"}, {"q": "secret"}):
        content = client.get(reverse("registrations:index", query=query)).content
        assert b"secret@b.example" not in content
        assert b"Van een ander" not in content
    assert b"mine@b.example" in client.get(reverse("registrations:index")).content


def test_check_in_role_finds_no_list() -> None:
    event = event_factory()
    registration_factory(event, email="secret@b.example")
    user = member(event, "check-in")
    response = log_in(user).get(reverse("registrations:index"))
    assert response.status_code == 302
    assert not user.groups.filter(name="Event team").exists()


def emails(client: Client, **query: object) -> set[str]:
    content = client.get(reverse("registrations:index", query={"export": "csv", **query})).content
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return {line[5].partition("@")[0] for line in list(lines)[1:]}


def test_list_is_narrowed_by_how_people_stand() -> None:
    event = event_factory(
        presence="hybrid", online_url="https://video.example", needs_approval=True, capacity=9
    )
    contact = Booking.objects.create(contact=person_factory(), email="c@b.example")
    registration_factory(event, email="there@b.example", checked_in=timezone.now())
    registration_factory(event, email="online@b.example", seat="online")
    registration_factory(event, "pending", email="open@b.example", organisation="De Zeevonk")
    registration_factory(event, email="group@b.example", booking=contact)
    client = log_in(superuser())
    assert emails(client, present="yes") == {"there"}
    assert emails(client, present="no") == {"online", "open", "group"}
    assert emails(client, seat="online") == {"online"}
    assert emails(client, decision="yes") == {"open"}
    assert emails(client, decision="no") == {"there", "online", "group"}
    assert emails(client, group="yes") == {"group"}
    assert emails(client, group="no") == {"there", "online", "open"}
    assert emails(client, organisation="zeevonk") == {"open"}


def test_page_of_an_event_leads_to_its_desk() -> None:
    event = event_factory()
    page = EventPage.objects.get(translation_key=event.key)
    editor = Editor.log_in()
    assert at("desk", event) in editor.client.get(editor.url("edit", page.pk)).content.decode()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_history_says_what_happened_and_why(lang: str) -> None:
    event = event_factory()
    user = member(event, lang=lang)
    row = registration_factory(event, person=person_factory(family="<b>Zee</b>"))
    HistoryLine.objects.create(registration=row, what="confirmed")
    HistoryLine.objects.create(registration=row, what="put first", by=user, note="<i>Speaker</i>")
    line = HistoryLine.objects.create(registration=row, what="not worded")
    response = log_in(user).get(at("history", event, row.pk))
    html = response.content.decode()
    assert "&lt;i&gt;Speaker&lt;/i&gt;" in html
    assert "<b>Zee" not in html
    assert "not worded" in html
    assert user.person.full_name in words(response)
    assert day_and_clock(line.at, lang=lang) in html


def test_history_of_another_event_is_not_found_through_this_one() -> None:
    mine, other = event_factory(), event_factory()
    row = registration_factory(other)
    client = log_in(member(mine))
    assert client.get(at("history", mine, row.pk), follow=True).status_code == 404
    assert client.get(at("history", other, row.pk), follow=True).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_history_takes_as_many_queries_for_three(number: int, django_assert_num_queries) -> None:
    event = event_factory()
    user, row = member(event), registration_factory(event)
    for _n in range(number):
        HistoryLine.objects.create(registration=row, what="confirmed", by=user)
    client = log_in(user)
    client.get(at("history", event, row.pk))
    with django_assert_num_queries(14):
        client.get(at("history", event, row.pk))


@pytest.mark.parametrize("name", PAGES)
def test_hostile_title_is_text(name: str) -> None:
    event = event_factory(title='"><img src=x onerror=alert(1)>\u202e' + "x" * 200)
    registration_factory(event, "pending", person=person_factory(family="<script>x</script>"))
    html = log_in(member(event)).get(at(name, event)).content.decode()
    assert "<img src=x" not in html
    assert "<script>x" not in html
