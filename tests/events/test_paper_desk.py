"""Papers and certificates in Wagtail's admin: for whom, and for whom not."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brink.people.models import User
from events.certificates.issuing import revoke
from events.models import Certificate, Event, EventPage, TeamMember
from tests.events.certified import a_series, held, run_jobs, valid, visitor
from tests.factories.editor import Editor
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")
PAPERS = ("event_sign_in_sheet", "event_badges")
BACKEND = "django.contrib.auth.backends.ModelBackend"


def somebody(client: Client, *permissions: str, role: str = "", event: Event | None = None) -> User:
    """Somebody who gets into the admin, with rights of Django or a role at one event."""
    user = User.objects.create_user("desk@b.example", "x")
    names = ("access_admin", *permissions)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    if role:
        TeamMember.objects.create(event=event, user=user, role=role)
    client.force_login(user, backend=BACKEND)
    return user


def given() -> Certificate:
    visitor(held(title="Zelf kaas maken"), given="Femke", family="Zee")
    run_jobs()
    return valid()[0]


@pytest.mark.parametrize("name", PAPERS)
def test_organiser_gets_the_paper(client: Client, name: str) -> None:
    event = event_factory()
    registration_factory(event)
    somebody(client, role="staff", event=event)
    response = client.get(reverse(name, args=[event.pk]))
    assert response.content.startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"].startswith("private, no-store")
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("name", PAPERS)
def test_paper_is_named_after_the_day_on_the_clocks_of_the_place(client: Client, name: str) -> None:
    """Just after midnight there, the evening before in UTC."""
    event = event_factory(start=datetime(2031, 7, 1, 22, 30, tzinfo=UTC))
    somebody(client, role="staff", event=event)
    response = client.get(reverse(name, args=[event.pk]))
    assert response["Content-Disposition"].endswith('-2031-07-02.pdf"')


@pytest.mark.parametrize("name", [*PAPERS, "event_certificates"])
def test_others_find_nothing(client: Client, name: str) -> None:
    event, other = event_factory(), event_factory()
    where = reverse(name, args=[event.pk])
    assert "login" in client.get(where)["Location"]
    user = somebody(client, role="organiser", event=other)
    assert client.get(where, follow=True).status_code == 404
    TeamMember.objects.create(event=event, user=user, role="check-in")
    assert client.get(where, follow=True).status_code == 404
    assert client.get(reverse(name, args=[0]), follow=True).status_code == 404


@pytest.mark.parametrize("name", PAPERS)
def test_papers_are_only_read(client: Client, name: str) -> None:
    event = event_factory()
    somebody(client, "view_registration")
    assert client.post(reverse(name, args=[event.pk])).status_code == 405


def test_certificates_of_an_event_and_its_series_are_listed(client: Client) -> None:
    event = held(title="Zelf kaas maken", series=a_series())
    visitor(event, given="Femke", family="Zee")
    visitor(held(title="Elders"), given="Bep", family="Anders")
    run_jobs()
    somebody(client, "view_registration")
    html = client.get(reverse("event_certificates", args=[event.pk])).content.decode()
    assert html.count('class="title">Femke Zee') == 2
    assert "Avonden over kaas" in html
    assert "Bep" not in html
    assert "/revoke/" not in html


def test_list_leads_back_to_the_desk_and_ends_a_day_without_a_reason(client: Client) -> None:
    certificate = given()
    revoke(certificate, by=None, reason="")
    somebody(client, role="organiser", event=certificate.event)
    html = client.get(reverse("event_certificates", args=[certificate.event_id])).content
    page = BeautifulSoup(html, "html.parser")
    desk = reverse("registrations:desk", args=[certificate.event_id])
    assert page.select_one(f".w-breadcrumbs a[href='{desk}']")
    assert page.main.p["class"] == ["w-mt-5"]
    assert not page.select("table.listing td")[-1].get_text(strip=True).endswith(":")


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_one_query_for_three(client: Client, number: int) -> None:
    event = held()
    for _each in range(number):
        visitor(event)
    run_jobs()
    somebody(client, role="organiser", event=event)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("event_certificates", args=[event.pk]))
    [reading] = [query["sql"] for query in queries if '"events_certificate"' in query["sql"]]
    assert '"pdf"' not in reading
    assert not [query["sql"] for query in queries if 'FROM "people_person"' in query["sql"]]


def test_event_without_certificates_says_how_they_come(client: Client) -> None:
    somebody(client, "view_registration")
    for event in (event_factory(), event_factory(gives_certificate=True)):
        response = client.get(reverse("event_certificates", args=[event.pk]))
        assert response.status_code == 200
        assert 'class="listing"' not in response.content.decode()


def test_who_manages_revokes_with_a_reason(client: Client) -> None:
    certificate = given()
    user = somebody(client, role="organiser", event=certificate.event)
    where = reverse("event_certificate_revoke", args=[certificate.event_id, certificate.pk])
    assert "Femke Zee" in client.get(where).content.decode()
    assert client.post(where, {"reason": " "}).status_code == 422
    assert valid() == [certificate]
    for _twice in range(2):
        response = client.post(where, {"reason": "Was not there"})
        assert response["Location"] == reverse("event_certificates", args=[certificate.event_id])
    certificate.refresh_from_db()
    assert (bool(certificate.revoked), certificate.reason) == (True, "Was not there")
    line = certificate.event.registrations.get().history.get(what="certificate revoked")
    assert line.by == user
    html = client.get(response["Location"]).content.decode()
    assert "Was not there" in html
    assert "/revoke/" not in html


def test_certificate_is_not_revoked_through_another_event(client: Client) -> None:
    certificate = given()
    mine = event_factory()
    user = somebody(client, role="organiser", event=mine)
    through = reverse("event_certificate_revoke", args=[mine.pk, certificate.pk])
    itself = reverse("event_certificate_revoke", args=[certificate.event_id, certificate.pk])
    assert client.post(through, {"reason": "x"}, follow=True).status_code == 404
    assert client.post(itself, {"reason": "x"}, follow=True).status_code == 404
    TeamMember.objects.create(event=certificate.event, user=user, role="staff")
    assert client.post(itself, {"reason": "x"}, follow=True).status_code == 404
    assert valid() == [certificate]


def of_a_series() -> tuple[Event, Event, Certificate]:
    """Two meetings; Femke was at the first only, and has the certificate of both."""
    series = a_series(minimum_sittings=1)
    first, second = (held(days, series=series, gives_certificate=False) for days in (6, 4))
    visitor(first, given="Femke", family="Zee")
    run_jobs()
    return first, second, valid()[0]


def acts(client: Client, event: Event, certificate: Certificate) -> list[int]:
    """What comes of printing and of revoking it through an event."""
    args = [event.pk, certificate.pk]
    return [
        client.get(reverse("event_certificate_paper", args=args), follow=True).status_code,
        client.get(reverse("event_certificate_revoke", args=args), follow=True).status_code,
        client.post(reverse("event_certificate_revoke", args=args), {"reason": "x"}).status_code,
    ]


def test_organiser_of_another_meeting_finds_no_certificate_of_who_was_not_there(
    client: Client,
) -> None:
    _first, second, certificate = of_a_series()
    somebody(client, role="organiser", event=second)
    html = client.get(reverse("event_certificates", args=[second.pk])).content.decode()
    assert "Femke" not in html
    assert acts(client, second, certificate)[:2] == [404, 404]
    assert valid() == [certificate]


def test_certificate_of_a_series_is_revoked_by_who_manages_each_meeting(client: Client) -> None:
    first, second, certificate = of_a_series()
    user = somebody(client, role="organiser", event=first)
    listed = reverse("event_certificates", args=[first.pk])
    for role in ("", "staff"):
        if role:
            TeamMember.objects.create(event=second, user=user, role=role)
        html = client.get(listed).content.decode()
        assert "Femke" in html
        assert "/revoke/" not in html
        assert acts(client, first, certificate)[:2] == [200, 404]
        assert valid() == [certificate]
    TeamMember.objects.filter(event=second).update(role="organiser")
    assert "/revoke/" in client.get(listed).content.decode()
    assert acts(client, first, certificate) == [200, 200, 302]
    assert valid() == []


def test_organiser_prints_a_certificate_of_the_own_event_only(client: Client) -> None:
    certificate = given()
    mine = event_factory()
    somebody(client, role="staff", event=certificate.event)
    TeamMember.objects.create(event=mine, user=User.objects.get(), role="organiser")
    itself = reverse("event_certificate_paper", args=[certificate.event_id, certificate.pk])
    through = reverse("event_certificate_paper", args=[mine.pk, certificate.pk])
    assert client.get(itself).content == bytes(certificate.pdf)
    assert client.post(itself).status_code == 405
    assert client.get(through, follow=True).status_code == 404
    revoke(certificate, by=None, reason="")
    assert client.get(itself, follow=True).status_code == 404


def test_hostile_names_are_text_in_the_list(client: Client) -> None:
    certificate = given()
    Certificate.objects.update(facts={**certificate.facts, "name": "<script>x</script>"})
    revoke(certificate, by=None, reason="<img src=x>")
    somebody(client, "view_registration")
    where = reverse("event_certificates", args=[certificate.event_id])
    html = client.get(where).content.decode()
    assert "<script>x" not in html
    assert "<img src=x>" not in html


def test_page_of_an_event_leads_to_them_for_who_may_see() -> None:
    editor, event = Editor.log_in(), event_factory()
    page = EventPage.objects.get(translation_key=event.key)
    html = editor.client.get(editor.url("edit", page.pk)).content.decode()
    for name in (*PAPERS, "event_certificates"):
        assert reverse(name, args=[event.pk]) in html


def test_editor_sets_the_rule_of_a_series_and_it_counts_at_once() -> None:
    editor, series = Editor.log_in(), a_series(gives_certificate=False)
    visitor(held(series=series, gives_certificate=False))
    run_jobs()
    assert valid() == []
    address = reverse("wagtailsnippets_events_series:edit", args=[series.pk])
    titles = {"title_nl": series.title_nl, "title_en": series.title_en, "takes_whole": "on"}
    rule = {"gives_certificate": "on", "minimum_sittings": "1", "signatory": "dr. J. Hoekstra"}
    assert editor.client.post(address, {**titles, **rule}).status_code == 302
    run_jobs()
    assert [each.facts["signatory"] for each in valid()] == ["dr. J. Hoekstra"]
