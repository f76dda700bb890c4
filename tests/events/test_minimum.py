"""Too few people by a date: the organiser is asked, and everybody hears the answer."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from brink.people.models import User
from events.minimum import coming, go_on, is_undecided
from events.minimum_words import minimum_words
from events.models import Event, EventPage, TeamMember
from tests.events.moments import sent_at
from tests.factories.editor import superuser
from tests.factories.events import event_factory, event_of, event_page, registration_factory
from tests.factories.pages import publish

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ORGANISER = "lab@b.example"
NEEDED = 3
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def page() -> EventPage:
    """In twenty days; three people are needed within ten, and two come."""
    start = timezone.now().replace(microsecond=0, second=0) + 20 * DAY
    rules = {"minimum": NEEDED, "minimum_by": start - 10 * DAY, "organiser_email": ORGANISER}
    page = event_page(title="Excursie", start=start, capacity=2, **rules)
    for number in range(2):
        registration_factory(event_of(page), email=f"comes{number}@b.example")
    registration_factory(event_of(page), "waiting", email="waits@b.example", language="en")
    registration_factory(event_of(page), "unconfirmed", email="unproven@b.example")
    registration_factory(event_of(page), "cancelled", email="gone@b.example")
    return page


def at_the_date(page: EventPage) -> Any:
    return time_machine.travel(page.minimum_by + MINUTE)


def address_of(event: Event) -> str:
    return reverse("event_minimum", args=[event.pk])


def test_organiser_is_asked_at_the_date_and_a_day_before_the_start(page: EventPage) -> None:
    assert sent_at(page.minimum_by - MINUTE) == {}
    mails = sent_at(page.minimum_by)
    assert set(mails) == {ORGANISER}
    assert address_of(event_of(page)) in mails[ORGANISER].body
    assert "Excursie" in mails[ORGANISER].subject
    assert sent_at(page.minimum_by + DAY) == {}
    assert set(sent_at(page.start - DAY)) == {ORGANISER}
    assert sent_at(page.start - MINUTE) == {}


def test_nobody_is_asked_when_enough_people_come(page: EventPage) -> None:
    registration_factory(event_of(page))
    assert sent_at(page.minimum_by) == {}
    with at_the_date(page):
        assert not is_undecided(event_of(page))
        assert not go_on(event_of(page).pk)


@pytest.mark.parametrize(
    "change", [{"status": "cancelled"}, {"minimum": 2}, {"minimum": None, "minimum_by": None}]
)
def test_nobody_is_asked_what_is_no_question_any_more(
    page: EventPage, change: dict[str, Any]
) -> None:
    publish(page, **change)
    sent_at(timezone.now())
    assert sent_at(page.minimum_by) == {}
    assert sent_at(page.start - DAY) == {}


def test_nobody_is_asked_about_what_is_off_the_site(page: EventPage) -> None:
    page.unpublish()
    assert sent_at(page.minimum_by) == {}


def test_question_follows_its_date(page: EventPage) -> None:
    first = page.minimum_by
    page = publish(page, minimum_by=first + 3 * DAY)
    assert sent_at(first) == {}
    assert set(sent_at(first + 3 * DAY)) == {ORGANISER}


def test_answer_is_told_once_to_who_comes_and_who_waits(page: EventPage) -> None:
    with at_the_date(page):
        assert go_on(event_of(page).pk)
        assert not go_on(event_of(page).pk)
        event = event_of(page)
        assert (event.minimum_answer, is_undecided(event)) == ("goes-on", False)
    mails = sent_at(page.minimum_by + 2 * MINUTE)
    assert set(mails) == {"comes0@b.example", "comes1@b.example", "waits@b.example"}
    assert mails["waits@b.example"].subject.startswith("It goes on: Excursie")
    assert sent_at(page.start - DAY) == {}, "answered: not asked again"


def test_answer_before_the_date_is_none(page: EventPage) -> None:
    assert not go_on(event_of(page).pk)
    assert event_of(page).minimum_answer == ""


def test_called_off_after_the_answer_is_not_told_to_go_on(page: EventPage) -> None:
    with at_the_date(page):
        go_on(event_of(page).pk)
        publish(page, status="cancelled")
    mails = sent_at(page.minimum_by + 2 * MINUTE)
    assert {message.subject.split(":")[0] for message in mails.values()} <= {
        "Gaat niet door", "Cancelled", "Afgelast", "Geannuleerd"
    }  # fmt: skip


def test_another_number_is_another_question(page: EventPage) -> None:
    with at_the_date(page):
        go_on(event_of(page).pk)
    page = publish(page, minimum_by=page.minimum_by + 5 * DAY)
    assert event_of(page).minimum_answer == ""
    publish(page, title="Anders")
    assert ORGANISER in sent_at(page.minimum_by)


def test_other_words_leave_the_answer(page: EventPage) -> None:
    with at_the_date(page):
        go_on(event_of(page).pk)
        publish(page, title="Anders")
    assert event_of(page).minimum_answer == "goes-on"


def test_who_counts_has_a_place_for_certain(page: EventPage) -> None:
    for state in ("pending", "offered", "waiting", "unconfirmed"):
        registration_factory(event_of(page), state)
    assert coming(event_of(page)) == 2


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ({"minimum": 3}, "minimum_by"),
        ({"minimum_by": timezone.now()}, "minimum"),
        ({"minimum": 3, "minimum_by": timezone.now() + 99 * DAY}, "minimum_by"),
        ({"minimum": 3, "minimum_by": timezone.now(), "organiser_email": ""}, "organiser_email"),
    ],
)
def test_minimum_that_nobody_could_answer_is_refused(rules: dict[str, Any], field: str) -> None:
    page = event_page()
    page.organiser_email = ORGANISER
    for name, value in rules.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as caught:
        page.clean()
    assert list(caught.value.message_dict) == [field]


def test_everybody_reads_how_many_are_needed(page: EventPage) -> None:
    event = event_of(page)
    with translation.override("en"):
        assert "At least 3 people are needed by " in minimum_words(event)
        assert minimum_words(event).endswith("there are 2 so far.")
        with at_the_date(page):
            assert minimum_words(event) == "The organiser decides whether it goes on."
            event.minimum_answer = "goes-on"
            assert minimum_words(event) == ""
    event.minimum_answer, event.taken = "", NEEDED
    assert minimum_words(event) == ""
    assert minimum_words(event_factory()) == ""


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(superuser(), "django.contrib.auth.backends.ModelBackend")
    return client


def test_desk_asks_and_takes_the_answer_once(desk: Client, page: EventPage) -> None:
    address = address_of(event_of(page))
    assert "<form method" not in desk.get(address).content.decode().split("nice-padding")[-1]
    with at_the_date(page):
        shown = desk.get(address).content.decode()
        assert reverse("event_change", args=[page.pk]) + "?status=cancelled" in shown
        assert page.title in BeautifulSoup(shown, "html.parser").select_one("main h2").text
        assert event_of(page).minimum_answer == ""
        assert desk.post(address).status_code == 302
        assert event_of(page).minimum_answer == "goes-on"
        assert desk.post(address).status_code == 302
    assert len(sent_at(page.minimum_by + 2 * MINUTE)) == 3


def test_calling_it_off_is_chosen_in_the_form_of_the_change(desk: Client, page: EventPage) -> None:
    address = reverse("event_change", args=[page.pk])
    chosen = '<option value="cancelled" selected>'
    assert chosen in desk.get(f"{address}?status=cancelled").content.decode()
    assert chosen not in desk.get(address).content.decode()
    assert chosen not in desk.get(f"{address}?status=nonsense").content.decode()


@pytest.mark.parametrize(("role", "status"), [("organiser", 302), ("staff", 403), ("", 403)])
def test_answer_is_of_who_manages_the_event(
    client: Client, page: EventPage, role: str, status: int
) -> None:
    user = desk_user()
    if role:
        TeamMember.objects.create(event=event_of(page), user=user, role=role)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    with at_the_date(page):
        answer = client.post(address_of(event_of(page)))
    assert (answer.status_code, event_of(page).minimum_answer) == (
        (status, "goes-on") if status == 302 else (302, "")
    )


def desk_user() -> User:
    """Somebody who may enter the admin and no more."""
    user = User.objects.create_user("desk@brink.example", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def test_address_of_no_event_is_none(desk: Client) -> None:
    assert desk.get(reverse("event_minimum", args=[987654]), follow=True).status_code == 404
