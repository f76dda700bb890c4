"""The organiser's list on the screen: its order, its filters, its search, and who may see it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from brink.pages.moments import day_and_clock
from brink.people.models import User
from events.desk.team import put_in_team
from events.models import Needs, Registration
from tests.events.desks import log_in, member
from tests.events.sheets import address, desk, rows_of
from tests.factories.events import event_factory, person_factory, registration_factory

__all__ = ["desk"]  # fixture

pytestmark = pytest.mark.usefixtures("tree")


def test_list_sorts_by_event_and_family_name_without_infix(desk: Client) -> None:
    event = event_factory()
    for infix, family in (("van der", "Berg"), ("", "Zwart"), ("", "Aalders"), ("de", "Boer")):
        registration_factory(event, person=person_factory(infix=infix, family=family))
    families = [line[2] for line in rows_of(desk)]
    assert families == ["Aalders", "Berg", "Boer", "Zwart"]


def test_list_filters_by_event_state_and_date(desk: Client) -> None:
    one, other = event_factory(title="Een"), event_factory(title="Ander")
    registration_factory(one)
    registration_factory(one, "waiting")
    old = registration_factory(other)
    Registration.objects.filter(pk=old.pk).update(created=timezone.now() - timedelta(days=40))
    assert len(rows_of(desk)) == 3
    assert [line[0] for line in rows_of(desk, event=one.pk)] == ["Een", "Een"]
    assert [line[8] for line in rows_of(desk, state="waiting")] == ["op de wachtlijst"]
    today = timezone.localdate().isoformat()
    assert {line[0] for line in rows_of(desk, created_from=today)} == {"Een"}


@pytest.mark.parametrize("words", ["femke zee", "der zee", "femke@zee", "ZEEVONK"])
def test_list_searches_names_and_addresses(desk: Client, words: str) -> None:
    femke = person_factory(given="Femke", infix="van der", family="Zee", email="femke@zeevonk.nl")
    registration_factory(event_factory(), person=femke, organisation="De Zeevonk")
    registration_factory(event_factory())
    assert [line[4] for line in rows_of(desk, q=words)] == ["Femke"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_dates_of_the_list_are_written_as_elsewhere_on_the_site(lang: str) -> None:
    event = event_factory()
    row = registration_factory(event, checked_in=event.start)
    html = log_in(member(event, lang=lang)).get(address()).content.decode()
    assert html.count(day_and_clock(event.start, lang=lang)) == 2
    assert day_and_clock(row.created, lang=lang) in html


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_list_page_shows_hostile_words_as_text(desk: Client, lang: str) -> None:
    event = event_factory(title="<script>alert(1)</script>")
    hostile = person_factory(family='"><img src=x onerror=alert(1)>')
    registration_factory(event, person=hostile, organisation="<b>x</b>")
    with translation.override(lang):
        response = desk.get(address(), headers={"Accept-Language": lang})
    html = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    assert "<b>x</b>" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_list_is_for_who_may_see_it(client: Client) -> None:
    registration_factory(event_factory(), email="secret@b.example")
    assert client.get(address(export="csv")).status_code == 302  # to the login
    user = User.objects.create_user("writer@brink.example", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for query in ({}, {"export": "csv"}, {"export": "xlsx"}):
        response = client.get(address(**query))
        assert response.status_code in (302, 403)
        assert b"secret" not in response.content


def test_list_is_in_the_menu_of_who_may_see_it(desk: Client) -> None:
    assert reverse("registrations:index") in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_list_refuses_post(desk: Client) -> None:
    assert desk.post(address()).status_code == 405


@pytest.mark.parametrize("wrong", [{"state": "bogus"}, {"created_from": "x"}, {"seat": "moon"}])
def test_filter_that_cannot_be_read_opens_no_other_event(wrong: dict[str, str]) -> None:
    event, other = event_factory(), event_factory()
    user = member(event)
    put_in_team(other, user, "staff")
    for each in (event, other):
        row = registration_factory(each)
        Needs.objects.create(registration=row, diet=f"Noten {each.pk}")
    client = log_in(user)
    for query in ({"event": event.pk, "needs": 1}, {"event": event.pk}):
        assert not rows_of(client, **query, **wrong)
    (found,) = rows_of(client, event=event.pk, needs=1)
    assert f"Noten {event.pk}" in found
