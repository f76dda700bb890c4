"""The first page of the admin: what is coming, and what is stuck."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from brink.home.groups import make_groups
from brink.jobs.models import Job
from brink.people.models import User
from events.dashboard import ComingEvents, NeedsAttention
from events.models import EventPage
from tests.factories.events import event_factory
from tests.factories.people import staff, user_factory

pytestmark = pytest.mark.usefixtures("tree")


def member(group: str, lang: str = "nl") -> User:
    make_groups()
    user = user_factory()
    user.groups.add(Group.objects.get(name=group))
    UserProfile.objects.create(user=user, preferred_language=lang)
    return user


def first_page(user: User) -> BeautifulSoup:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return BeautifulSoup(client.get("/admin/").content, "html.parser")


def rows_of(page: BeautifulSoup) -> list[list[str]]:
    rows = page.select("#coming-events-content tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("td")] for row in rows]


def stick(state: str = "failed") -> None:
    Job.objects.create(key=f"mail:{Job.objects.count()}", kind="mail", state=state)


@pytest.mark.parametrize(
    ("lang", "heading", "places"),
    [("nl", "Bijeenkomsten die komen", "2 van 4"), ("en", "Coming events", "2 of 4")],
)
def test_editor_sees_what_is_coming_and_goes_there(lang: str, heading: str, places: str) -> None:
    event = event_factory(title="Excursie", capacity=4)
    type(event).objects.update(taken=2, waiting=1)
    event_factory(title="Geweest", start=timezone.now() - timedelta(days=3))
    page = first_page(member("Editors", lang))

    assert page.select_one("#coming-events-heading").get_text(strip=True) == heading
    ((title, _when, signed_up, waiting, way),) = rows_of(page)
    assert (title, signed_up, waiting) == ("Excursie", places, "1")
    assert way.endswith(": Excursie")
    links = [a["href"] for a in page.select("#coming-events-content tbody a")]
    written = EventPage.objects.get(translation_key=event.key)
    assert links == [
        reverse("wagtailadmin_pages:edit", args=[written.pk]),
        reverse("registrations:desk", args=[event.pk]),
    ]


def test_staff_who_may_not_write_get_no_way_to_the_page() -> None:
    event_factory(title="Excursie", capacity=None)
    page = first_page(member("Programme staff"))

    assert rows_of(page)[0][2:4] == ["0", "0"]
    assert len(page.select("#coming-events-content tbody a")) == 1


def test_five_events_are_enough_soonest_first() -> None:
    for days in (9, 2, 5, 7, 3, 8):
        start = timezone.now() + timedelta(days=days)
        event_factory(
            title=f"Over {days}", start=start, status="moved" if days == 2 else "scheduled"
        )

    rows = rows_of(first_page(staff()))
    assert [row[0] for row in rows] == ["Over 2 verplaatst", "Over 3", "Over 5", "Over 7", "Over 8"]


def test_no_event_is_said() -> None:
    assert "Er staat geen bijeenkomst gepland" in str(first_page(staff()))


@pytest.mark.parametrize("n", [1, 3])
def test_panels_take_the_same_queries_for_one_and_three(n: int) -> None:
    user = member("Editors")
    for _n in range(n):
        event_factory()
        stick()
    request = RequestFactory().get("/admin/")
    request.user = User.objects.get(pk=user.pk)

    with CaptureQueriesContext(connection) as queries:
        for panel in (ComingEvents(), NeedsAttention()):
            panel.render_html({"request": request})

    # rights of the group, rights on pages, events, those one may see, pages to edit, stuck jobs
    assert len(queries) == 7, [query["sql"][:120] for query in queries]


@pytest.mark.parametrize(
    ("lang", "one", "three"),
    [
        ("nl", "1 taak is niet gelukt.", "3 taken zijn niet gelukt."),
        ("en", "1 job did not work out.", "3 jobs did not work out."),
    ],
)
def test_stuck_jobs_are_counted_for_an_editor_without_a_way(
    lang: str, one: str, three: str
) -> None:
    user = member("Editors", lang)
    stick("done")
    assert not first_page(user).select("#needs-attention-content")
    stick()
    assert one in str(first_page(user))
    stick("parked")
    stick()
    panel = first_page(user).select_one("#needs-attention-content")
    assert three in panel.text
    assert not panel.select("a")


def test_stuck_jobs_lead_who_may_see_them_to_the_report() -> None:
    stick()
    panel = first_page(staff()).select_one("#needs-attention-content")
    assert panel.a["href"] == reverse("jobs_report")


def test_event_over_full_is_said() -> None:
    event = event_factory(title="Excursie", capacity=4)
    type(event).objects.update(taken=5)
    assert first_page(staff()).select("#coming-events-content tbody .w-status--label")
