"""What somebody signed up for: with an account, by link, or the way to get there."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import Card
from brink.people.models import User
from brink.people.privacy.erasure import erase
from brink.people.privacy.subject import subject_at
from events import links
from events.agenda_mail import ASKED
from events.models import Registration
from tests.database import forget_cache
from tests.factories.events import event_factory, person_factory, registration_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")

EMAIL = "femke@zeevonk.example"


def door(lang: str = "nl") -> str:
    with translation.override(lang):
        return reverse("my-agenda")


def titles(html: str, heading: str) -> list[str]:
    """The titles in the section under a heading."""
    page = BeautifulSoup(html, "html.parser")
    section = next((s for s in page.select("section") if s.h2 and s.h2.text == heading), None)
    return [h3.get_text(strip=True) for h3 in section.select("h3")] if section else []


def soup(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def fill(**person_fields: object) -> Registration:
    person = person_factory(email=EMAIL, **person_fields)
    now = timezone.now()
    late, soon = (event_factory(title=t, start=now + timedelta(days=d), capacity=1)
                  for t, d in (("Laat", 40), ("Gauw", 2)))  # fmt: skip
    past = event_factory(title="Voorbij", start=now - timedelta(days=9))
    full = event_factory(title="Vol", start=now + timedelta(days=5), capacity=1)
    gone = event_factory(title="Afgezegd", start=now + timedelta(days=6))
    registration_factory(full, "waiting")
    registration_factory(full, "waiting", person=person)
    registration_factory(gone, "cancelled", person=person)
    for event in (late, past):
        registration_factory(event, person=person)
    return registration_factory(soon, person=person)


def test_agenda_by_link_shows_coming_waiting_and_past(client: Client) -> None:
    registration = fill()
    stranger = event_factory(title="Van een ander")
    registration_factory(stranger)
    html = client.get(links.path("my-agenda", registration)).content.decode()
    assert titles(html, "Je komt") == ["Gauw", "Laat"]
    assert titles(html, "Je wacht") == ["Vol"]
    assert titles(html, "Geweest") == ["Voorbij"]
    assert "Je bent nummer 2" in html
    assert "Afgezegd" not in html
    assert "Van een ander" not in html
    assert links.token("cancel", registration).split(".")[0] in html


def test_agenda_by_link_in_english(client: Client) -> None:
    registration = registration_factory(event_factory("en", title="Soon"), language="en")
    with translation.override("en"):
        html = client.get(links.path("my-agenda", registration)).content.decode()
    assert titles(html, "You are coming") == ["Soon"]


def test_agenda_of_an_account_shows_its_own_and_its_proven_address(client: Client) -> None:
    user = User.objects.create_user(EMAIL, "x")
    fill(user=user)
    guest = event_factory(title="Als gast")
    registration_factory(guest, email=EMAIL)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert titles(client.get(door()).content.decode(), "Je komt") == ["Gauw", "Laat"]
    user.emailaddress_set.create(email=EMAIL, verified=True, primary=True)
    html = client.get(door()).content.decode()
    assert titles(html, "Je komt") == ["Gauw", "Als gast", "Laat"]


@pytest.mark.parametrize(("lang", "words"), [("nl", "Mijn zoekvragen"), ("en", "My searches")])
def test_agenda_of_an_account_leads_to_its_searches(client: Client, lang: str, words: str) -> None:
    user = User.objects.create_user(EMAIL, "x")
    row = fill(user=user)
    with translation.override(lang):
        by_link, searches = links.path("my-agenda", row), reverse("search:saved")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    ways = {a["href"]: a.get_text(strip=True) for a in soup(client, door(lang)).select("main a")}

    assert ways[searches] == words
    client.logout()
    assert not soup(client, by_link).select(f'main a[href="{searches}"]')


@pytest.mark.parametrize(
    ("lang", "heading", "coming", "foreign"),
    [
        ("nl", "Gaat niet door: je hoeft niet te komen", "Je komt", None),
        ("en", "Cancelled: you need not go there", "You are coming", "nl"),
    ],
)
@pytest.mark.parametrize("state", ["confirmed", "waiting", "unconfirmed"])
def test_cancelled_event_stands_apart_with_its_notice_and_without_actions(
    client: Client, lang: str, heading: str, coming: str, foreign: str | None, state: str
) -> None:
    person = person_factory(email=EMAIL)
    off = event_factory(title="Storm", status="cancelled", notice="De dijk is dicht.")
    gone = timezone.now() - timedelta(days=9)
    registration_factory(off, state, person=person)
    registration_factory(event_factory(title="Weg", status="cancelled", start=gone), person=person)
    registration = registration_factory(event_factory(title="Gauw"), person=person)
    with translation.override(lang):
        html = client.get(links.path("my-agenda", registration)).content.decode()
    assert (titles(html, heading), titles(html, coming)) == (["Storm"], ["Gauw"])
    assert "Weg" not in html
    row = BeautifulSoup(html, "html.parser").select_one(".event-row--cancelled")
    notice = row.find("p", string="De dijk is dicht.")
    assert notice.get("lang") == foreign
    assert [a.text for a in row.select("a")] == ["Storm"]
    assert html.index(coming) < html.index(heading)


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "is verplaatst"), ("en", "This event has been moved")]
)
def test_move_is_told_to_who_signed_up_before_it(client: Client, lang: str, words: str) -> None:
    event = event_factory(lang, status="moved")
    before, after = (registration_factory(event, email=f"{n}@b.example") for n in range(2))
    for row, hours in ((before, -1), (after, 1)):
        moment = event.stamped + timedelta(hours=hours)
        Registration.objects.filter(pk=row.pk).update(created=moment)
    with translation.override(lang):
        pages = [client.get(links.path("my-agenda", row)) for row in (before, after)]
    assert [words in page.content.decode() for page in pages] == [True, False]


def test_agenda_of_nobody_explains_and_offers_two_ways(client: Client) -> None:
    for lang, words in (("nl", "Mail me mijn link"), ("en", "Mail me my link")):
        response = client.get(door(lang))
        assert response.status_code == 200
        assert words in response.content.decode()
        assert response.headers["Cache-Control"] == "private, no-store"


def test_asking_for_the_link_never_tells_whether_the_address_is_known(client: Client) -> None:
    fill()
    known = client.post(door(), {"email": EMAIL.upper()}, follow=True)
    unknown = client.post(door(), {"email": "nobody@b.example"}, follow=True)
    assert known.content == unknown.content
    for _again in range(3):
        client.post(door(), {"email": EMAIL})
    run_due()
    assert Job.objects.filter(key__startswith="mail:my-agenda").count() == 1
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    path = next(p for p in str(letter.body).split() if "/mijn-agenda/" in p)
    html = client.get(path.removeprefix("http://testserver")).content.decode()
    assert titles(html, "Je komt") == ["Gauw", "Laat"]


def test_request_does_the_same_work_whether_an_address_is_known(client: Client) -> None:
    """What differs could be timed."""
    fill()
    work = []
    for email in (EMAIL, "nobody@b.example"):
        forget_cache()
        with CaptureQueriesContext(connection) as queries:
            client.post(door(), {"email": email})
        work.append([query["sql"].partition(" ")[0] for query in queries.captured_queries])
    assert work[0] == work[1]
    assert Job.objects.filter(kind=ASKED, state="queued").count() == 2


def test_link_that_was_asked_before_an_erasure_is_not_mailed(client: Client) -> None:
    fill()
    client.post(door(), {"email": EMAIL})
    erase(subject_at(EMAIL))
    run_due()
    assert not Job.objects.filter(key__startswith="mail:my-agenda").exists()


def test_asking_for_the_link_with_a_wrong_address_says_so(client: Client) -> None:
    response = client.post(door(), {"email": "nobody"})
    assert response.status_code == 422
    assert "nobody" in response.content.decode()


def test_agenda_link_of_another_shows_nothing_of_mine(client: Client) -> None:
    fill()
    other = registration_factory(event_factory(title="Van een ander"))
    html = client.get(links.path("my-agenda", other)).content.decode()
    assert titles(html, "Je komt") == ["Van een ander"]


def test_event_off_the_site_is_still_in_the_agenda(client: Client) -> None:
    registration = registration_factory(event_factory(title="Weg"))
    Card.objects.filter(key=registration.event.key).delete()
    assert client.get(links.path("my-agenda", registration)).status_code == 200


@pytest.mark.parametrize("n", [1, 3])
def test_agenda_takes_the_same_queries_for_one_and_three(
    client: Client, n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = person_factory(email=EMAIL)
    for _n in range(n):
        registration = registration_factory(event_factory(capacity=1), "waiting", person=person)
    address = links.path("my-agenda", registration)
    client.get(address)
    with django_assert_num_queries(7):  # one finds the list: this person only waits
        client.get(address)


@pytest.mark.parametrize(("lang", "path"), [("nl", "/nl/agenda/"), ("en", "/en/events/")])
def test_agenda_of_who_only_waits_leads_to_the_list(client: Client, lang: str, path: str) -> None:
    registration = registration_factory(event_factory(capacity=1), "waiting")
    with translation.override(lang):
        address = links.path("my-agenda", registration)

    assert f'<a href="{path}">' in client.get(address).content.decode().split("<main")[1]
