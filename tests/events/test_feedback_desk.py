"""What organisers and the programme see of it in Wagtail's admin."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from brink.pages.moments import day_and_clock
from brink.people.models import User
from events.feedback.answers import today
from events.models import Event, Feedback, Question, TeamMember
from events.plans import AT_HOME
from tests.factories.editor import superuser
from tests.factories.events import event_factory, registration_factory

DAY = timedelta(days=1)
SECRET = "De stoelen waren van steen"
BACKEND = "django.contrib.auth.backends.ModelBackend"
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(superuser(), BACKEND)
    return client


@pytest.fixture
def event() -> Event:
    found = event_factory(title='=Kaas; "jong"', start=timezone.now() - 2 * DAY)
    words = {"label_nl": "Wat miste je?", "label_en": "What was missing?", "moment": "feedback"}
    Question.objects.create(event=found, code="own", **words)
    return found


def answer(event: Event, number: int, **answers: Any) -> None:
    for _person in range(number):
        registration_factory(event, has_given_feedback=True)
        scores = {"useful": 4, "speaker": 5, "organised": 3}
        Feedback.objects.create(event=event, scores=scores, answers=answers, day=today() - DAY)


def user_with(event: Event, role: str = "", permission: str = "") -> User:
    user = User.objects.create_user("desk@brink.example", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    if permission:
        user.user_permissions.add(Permission.objects.get(codename=permission))
    if role:
        TeamMember.objects.create(event=event, user=user, role=role)
    return user


def page_of(client: Client, event: Event) -> BeautifulSoup:
    response = client.get(reverse("event_feedback", args=[event.pk]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words_of(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_organiser_sees_a_chart_with_its_numbers_for_each_question(
    desk: Client, event: Event
) -> None:
    answer(event, 5, own=SECRET)
    page = page_of(desk, event)
    charts = page.select("table.chart")
    assert len(charts) == 3
    lines = [tr.select("th, td") for tr in charts[0].select("tbody tr")]
    rows = [[cell.get_text(" ", strip=True) for cell in cells] for cells in lines]
    assert rows[3] == ["4", "5", "100%"]
    assert charts[0].select("rect")[3]["width"] == "100"
    assert SECRET in page.get_text()


def test_organiser_sees_nothing_of_few_answers(desk: Client, event: Event) -> None:
    answer(event, 4, own=SECRET)
    page = page_of(desk, event)
    assert not page.select("table.chart")
    assert SECRET not in page.get_text()
    assert "4" in page.get_text()


def test_page_leads_back_to_the_desk_of_the_event(desk: Client, event: Event) -> None:
    home = reverse("registrations:desk", args=[event.pk])
    assert page_of(desk, event).select_one(f".w-breadcrumbs a[href='{home}']")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "We asked one person. Answers: 1. (100%)"),
        (2, "2 of the 2 people we asked have answered. (100%)"),
    ],
)
def test_who_answered_is_counted_in_words(
    desk: Client, event: Event, number: int, told: str
) -> None:
    answer(event, number)
    UserProfile.objects.update_or_create(user=User.objects.get(), preferred_language="en")
    assert told in words_of(page_of(desk, event))


@pytest.mark.parametrize(
    ("hours", "status", "told"),
    [
        (5, "scheduled", "Nobody has been asked yet"),
        (-1, "scheduled", "Nobody has been asked yet"),
        (-3, "scheduled", "0 of the 2 people"),
        (5, "cancelled", "Nobody is asked."),
        (-3, "cancelled", "Nobody is asked."),
    ],
)
def test_page_says_from_when_people_are_asked(
    desk: Client, hours: int, status: str, told: str
) -> None:
    end = timezone.now() + timedelta(hours=hours)
    event = event_factory(start=end - DAY, end=end, status=status)
    for _person in range(2):
        registration_factory(event)
    UserProfile.objects.update_or_create(user=User.objects.get(), preferred_language="en")
    text = words_of(page_of(desk, event))
    assert told in text
    assert ("we asked" in text) is told.startswith("0 of")
    assert (day_and_clock(end + AT_HOME, lang="en") in text) is told.endswith("yet")


@pytest.mark.parametrize(
    ("role", "permission", "is_shown"),
    [
        ("organiser", "", True),
        ("staff", "", True),
        ("check-in", "", False),
        ("", "view_registration", True),
        ("", "", False),
    ],
)
def test_results_are_for_who_may_see_the_registrations(
    client: Client, event: Event, role: str, permission: str, is_shown: bool
) -> None:
    answer(event, 5, own=SECRET)
    client.force_login(user_with(event, role, permission), BACKEND)
    response = client.get(reverse("event_feedback", args=[event.pk]))
    assert (response.status_code == 200) is is_shown
    assert (SECRET in response.content.decode()) is is_shown
    other = event_factory(start=timezone.now() - DAY)
    may_see_all = client.get(reverse("event_feedback", args=[other.pk])).status_code == 200
    assert may_see_all is bool(permission)
    programme = client.get(reverse("feedback_programme"))
    assert (programme.status_code == 200) is bool(permission)


def test_stranger_is_sent_to_the_door(client: Client, event: Event) -> None:
    for address in (reverse("event_feedback", args=[event.pk]), reverse("feedback_programme")):
        response = client.get(address)
        assert response.status_code == 302
        assert "login" in response["Location"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_results_are_only_read(desk: Client, event: Event, method: str) -> None:
    answer(event, 5)
    for address in (reverse("event_feedback", args=[event.pk]), reverse("feedback_programme")):
        assert getattr(desk, method)(address).status_code == 405
    assert event.feedback.count() == 5


def test_programme_has_a_line_for_each_event_and_one_for_all(desk: Client, event: Event) -> None:
    answer(event, 5)
    few = event_factory(title="Weinig", start=timezone.now() - 3 * DAY)
    answer(few, 1)
    event_factory(title="Leeg", start=timezone.now() - 3 * DAY)
    year = event.end.year
    text = BeautifulSoup(
        desk.get(reverse("feedback_programme") + f"?year={year}").content, "html.parser"
    )
    lines = [tr.get_text(" ", strip=True) for tr in text.select("table.listing tbody tr")]
    assert len(lines) == 3
    assert "Leeg" not in text.get_text()
    assert lines[1].endswith("1 1 (100%) – – –")
    assert lines[2].split(" ", 2)[2].endswith("6 6 (100%) 4,0 5,0 3,0") or "4.0" in lines[2]


def test_file_of_the_programme_is_safe_in_a_dutch_spreadsheet(desk: Client, event: Event) -> None:
    answer(event, 5)
    address = reverse("feedback_programme") + f"?year={event.end.year}&export=csv"
    response = desk.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    text = response.content.decode()
    assert text.startswith("\ufeff")
    _headings, line, total, rest = text.split("\r\n")
    assert rest == ""
    assert line.startswith('"\'=Kaas; ""jong""";')
    assert line.endswith(";5;5;100;4,00;5,00;3,00") or line.endswith(";5;5;100;4.00;5.00;3.00")
    assert total.count(";") == line.replace("; ", "").count(";")


@pytest.mark.parametrize("year", ["x", "1", "99999", "²"])
def test_year_that_is_none_is_not_found(desk: Client, year: str) -> None:
    response = desk.get(reverse("feedback_programme") + f"?year={year}", follow=True)
    assert response.status_code == 404


def test_report_is_in_the_menu_of_who_may_see_it(desk: Client, event: Event) -> None:
    assert reverse("feedback_programme") in desk.get(reverse("wagtailadmin_home")).content.decode()
