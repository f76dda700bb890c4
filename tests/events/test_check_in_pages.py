"""The page at the door without scripts: who gets to see it, and what its buttons do."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from brink.people.models import User
from events.models import CheckIn, Event, TeamMember
from tests.events.entrance import PAGES, Tree, comer, event, host, is_in, log_in, page, sent, told
from tests.factories.events import event_factory

__all__ = ["event", "host"]  # fixtures

# Who


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["check-in", "staff", "organiser"])
def test_team_gets_the_pages_of_its_event(
    event: Event, client: Client, name: str, role: str
) -> None:
    log_in(client, event, role)

    assert client.get(page(event, name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_host_of_another_event_finds_nothing(
    event: Event, client: Client, name: str, method: str
) -> None:
    log_in(client, event_factory(), "organiser")
    row = comer(event)

    response = getattr(client, method)(page(event, name), sent(row))

    assert response.status_code == 404
    assert "Femke" not in response.content.decode()
    assert not is_in(row)


@pytest.mark.parametrize("name", PAGES)
def test_account_that_may_only_see_registrations_checks_nobody_in(
    event: Event, client: Client, name: str
) -> None:
    log_in(client).user_permissions.add(Permission.objects.get(codename="view_registration"))

    assert client.get(page(event, name)).status_code == 404


@pytest.mark.parametrize("name", ["check-in", "walk-in", "room-screen"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_stranger_is_asked_to_log_in_and_comes_back(
    event: Event, client: Client, name: str, lang: str
) -> None:
    address = page(event, name, lang)

    response = client.get(address)

    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"login/?next={address}")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_host_finds_own_events_that_run_or_come(client: Client, tree: Tree, lang: str) -> None:
    soon, late = event_factory(title="Kaas maken"), event_factory(title="Brood bakken")
    over = event_factory(title="Bier brouwen", start=timezone.now() - timedelta(days=2))
    event_factory(title="Worst draaien")
    user = log_in(client, soon)
    for each in (late, over):
        TeamMember.objects.create(event=each, user=user, role="check-in")

    with translation.override(lang):
        content = client.get(reverse("events:check-in-events")).content.decode()

    assert page(soon, lang=lang) in content
    assert page(late, lang=lang) in content
    assert "Bier brouwen" not in content
    assert "Worst draaien" not in content


def test_account_without_a_team_finds_an_empty_list(client: Client, event: Event) -> None:
    log_in(client)

    response = client.get(reverse("events:check-in-events"))

    assert response.status_code == 200
    assert "Kaas maken" not in response.content.decode()


@pytest.mark.parametrize("is_host", [False, True])
def test_agenda_of_a_host_leads_to_the_door(event: Event, client: Client, is_host: bool) -> None:
    log_in(client, event if is_host else None)

    content = client.get(reverse("my-agenda")).content.decode()

    assert (f'href="{reverse("events:check-in-events")}"' in content) is is_host


# What


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_code_checks_in_once_and_the_page_says_who(
    event: Event, host: User, client: Client, lang: str
) -> None:
    row, address = comer(event), page(event, lang=lang)
    once = sent(row, code=f"{row.code[:4].lower()}-{row.code[4:]}")

    responses = [client.post(address, once) for _n in range(2)]

    assert [(r.status_code, r.headers["Location"]) for r in responses] == [(302, address)] * 2
    assert is_in(row)
    assert (CheckIn.objects.get().by, CheckIn.objects.get().how) == (host, "code")
    assert "Femke van der Zee" in told(client, address)


def test_button_beside_who_came_undoes_it(event: Event, host: User, client: Client) -> None:
    row = comer(event)
    client.post(page(event), sent(row))

    client.post(page(event), sent(row, how="name", is_undo="1"))

    assert not is_in(row)


def test_who_waits_is_refused_in_words(event: Event, host: User, client: Client) -> None:
    row = comer(event, "waiting")

    client.post(page(event), sent(row))

    assert not is_in(row)
    words = told(client, page(event))
    assert "Femke van der Zee" in words
    assert "notice--roof" in words


@pytest.mark.parametrize(
    "wrong", [{"code": ""}, {"how": "desk"}, {"how": "room"}, {"uid": "x"}, {"uid": ""}]
)
def test_what_is_no_scan_is_shown_again(
    event: Event, host: User, client: Client, wrong: dict[str, str]
) -> None:
    row = comer(event)

    assert client.post(page(event), sent(row, **wrong)).status_code == 422
    assert not is_in(row)


def test_name_is_found_without_script(event: Event, host: User, client: Client) -> None:
    comer(event)
    comer(event, "waiting")

    content = client.get(page(event), {"q": "zee"}).content.decode()
    none = client.get(page(event), {"q": "kuipers"}).content.decode()

    assert content.partition("data-found")[2].partition("</ul>")[0].count("<li") == 1
    assert "<li" not in none.partition("data-found")[2].partition("</ul>")[0]


def test_page_counts_who_is_in(event: Event, host: User, client: Client) -> None:
    comer(event, checked_in=timezone.now())
    comer(event)

    content = client.get(page(event)).content.decode()

    assert "<b data-present>1</b>" in content
    assert "<span data-expected>2</span>" in content


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_as_many_queries_for_three_as_for_one(
    event: Event,
    host: User,
    client: Client,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _n in range(number):
        comer(event, checked_in=timezone.now())
    client.get(page(event))

    with django_assert_num_queries(8):
        client.get(page(event), {"q": "zee"})


def test_page_holds_no_address_of_anybody(event: Event, host: User, client: Client) -> None:
    row = comer(event)

    assert row.email not in client.get(page(event), {"q": "zee"}).content.decode()


def test_only_this_page_may_use_the_camera(event: Event, host: User, client: Client) -> None:
    headers = [client.get(page(event, name)).headers["Permissions-Policy"] for name in PAGES]

    assert ["camera=(self)" in each for each in headers] == [True, False, False, False]
    assert "microphone=()" in headers[0]


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_kept_by_nobody(event: Event, host: User, client: Client, name: str) -> None:
    headers = client.get(page(event, name)).headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("name", "method"),
    [("check-in", "put"), ("scans", "delete"), ("walk-in", "put"), ("room-screen", "post")],
)
def test_other_methods_are_refused(
    event: Event, host: User, client: Client, name: str, method: str
) -> None:
    assert getattr(client, method)(page(event, name)).status_code == 405


def test_post_of_another_site_is_refused(event: Event, host: User) -> None:
    strict, row = Client(enforce_csrf_checks=True), comer(event)
    strict.force_login(host, backend="django.contrib.auth.backends.ModelBackend")

    for name in ("check-in", "scans", "walk-in"):
        assert strict.post(page(event, name), sent(row)).status_code == 403
    assert not is_in(row)


def test_reading_changes_nothing(event: Event, host: User, client: Client) -> None:
    row = comer(event)

    for name in PAGES:
        client.get(page(event, name), sent(row))
        client.head(page(event, name))

    assert not is_in(row)


def test_who_came_last_is_told_once_somebody_came(event: Event, host: User, client: Client) -> None:
    row = comer(event)
    latest = '<section class="door__part" aria-labelledby="latest"'
    assert f"{latest} hidden>" in client.get(page(event)).content.decode()

    client.post(page(event), sent(row))

    assert f"{latest}>" in client.get(page(event)).content.decode()
