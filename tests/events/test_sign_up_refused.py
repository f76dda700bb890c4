"""Who may not come is told what to do instead: before the form, and when they send it."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from brink.people.models import Membership, Organisation
from events.models import Event, Registration
from tests.events.signing_up import FILLED, account, page_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")
LANGS = pytest.mark.parametrize("lang", ["nl", "en"])


def event_for(lang: str = "en", **rules: Any) -> Event:
    return event_factory(
        lang, organiser_name="Lectoraat", organiser_email="lectoraat@b.example", **rules
    )


def read(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def box_of(client: Client, event: Event, lang: str = "en") -> str:
    """What the plot on the page of the event says."""
    path = "/".join(page_of(event, lang).split("/")[:4]) + "/"
    return read(client.get(path)).select_one(".sign-up").text


@LANGS
@pytest.mark.parametrize("rules", [{"admits": "accounts"}, {"admits": "roles"}])
def test_guest_is_shown_the_way_to_log_in(client: Client, lang: str, rules: dict) -> None:
    event = event_for(lang, **rules, admits_roles=["trainee"])
    for response, status in (
        (client.get(page_of(event, lang)), 200),
        (client.post(page_of(event, lang), FILLED), 403),
    ):
        page = read(response)
        assert response.status_code == status
        (link,) = page.select("main .notice a.button")
        assert link["href"].endswith("?next=" + page_of(event, lang).replace("/", "%2F"))
        assert not page.select("[name=given]")
    assert not event.registrations.exists()


def test_page_of_the_event_says_beforehand_who_may_come(client: Client) -> None:
    assert "For people with an account." in box_of(client, event_for(admits="accounts"))
    roles = event_for(admits="roles", admits_roles=["trainee", "coach"])
    assert "innovation trainee, coach" in box_of(client, roles)
    domains = event_for(admits="domains", admits_domains=["school.example"])
    assert "ends in: school.example" in box_of(client, domains)
    assert "invited" in box_of(client, event_for(admits="invited"))
    assert "For people" not in box_of(client, event_for())
    assert "The organiser decides who comes" in box_of(client, event_for(needs_approval=True))


@pytest.mark.parametrize(("has_role", "status"), [(True, 302), (False, 403)])
def test_account_comes_with_a_role_alone(client: Client, has_role: bool, status: int) -> None:
    user = account(client, given="Silke")
    event = event_for(admits="roles", admits_roles=["trainee"])
    if has_role:
        school = Organisation.objects.create(code="school", name="School")
        Membership.objects.create(person=user.person, organisation=school, role="trainee")
    response = client.post(page_of(event), {"role": "staff"})
    assert response.status_code == status
    assert event.registrations.exists() == has_role
    if not has_role:
        assert "lectoraat@b.example" in read(response).select_one("main .notice").text


def test_account_without_a_proven_address_is_led_to_its_addresses(client: Client) -> None:
    account(client, given="Silke").emailaddress_set.update(verified=False)
    event = event_for(admits="accounts")
    response = client.post(page_of(event), {"role": "staff"})
    assert response.status_code == 403
    assert "/account/email/" in str(read(response).select_one("main .notice a.button"))


@LANGS
def test_other_address_is_refused_at_its_field(client: Client, lang: str) -> None:
    event = event_for(lang, admits="domains", admits_domains=["school.example"])
    assert read(client.get(page_of(event, lang))).select("[name=email]")
    response = client.post(page_of(event, lang), FILLED)
    page = read(response)
    assert response.status_code == 403
    assert page.select_one(".error-summary a")["href"] == "#id_email"
    assert "school.example" in page.select_one(".error-summary").text
    assert page.select_one("#id_email")["value"] == FILLED["email"]
    typed = {**FILLED, "email": "femke@mail.school.example"}
    assert client.post(page_of(event, lang), typed).status_code == 302


def test_account_with_another_address_is_told_before_the_form(client: Client) -> None:
    account(client, given="Silke")
    event = event_for(admits="domains", admits_domains=["school.example"])
    page = read(client.get(page_of(event, "en")))
    assert "must end in: school.example" in page.main.text
    assert client.post(page_of(event), {"role": "staff"}).status_code == 403


def test_invitation_by_link_is_kept_by_the_form_and_the_other_language(client: Client) -> None:
    event = event_for(admits="invited")
    invited = f"{page_of(event)}?code={event.invitation_code}"
    page = read(client.get(invited))
    assert not page.select_one("main form[method=post]").has_attr("action")
    assert f"?code={event.invitation_code}" in str(page.select("header a"))
    assert client.post(invited, {**FILLED, "role": ""}).status_code == 422
    assert client.post(invited, FILLED).status_code == 302
    assert event.registrations.count() == 1


@pytest.mark.parametrize("code", ["", "?code=wrong", "?code=é", "?code=" + "x" * 500])
def test_who_is_not_invited_is_refused(client: Client, code: str) -> None:
    event = event_for(admits="invited")
    response = client.post(page_of(event, "en") + code, FILLED)
    assert response.status_code == 403
    text = read(response).select_one(".error-summary").text
    assert "the link in your invitation" in text
    assert "Lectoraat, lectoraat@b.example" in text
    assert not event.registrations.exists()


def test_form_says_first_that_it_is_for_who_is_invited(client: Client) -> None:
    """It stands there all the same: who is on the list has no link, and fills it in."""
    event = event_for(admits="invited")
    main = read(client.get(page_of(event, "en"))).main
    said = main.find("p", string=re.compile("^Only for who is invited"))
    assert said.find_next("form").select("[name=given]")


def test_who_is_on_the_list_needs_no_link(client: Client) -> None:
    event = event_for(admits="invited")
    event.invitees.create(email="femke@zeevonk.example")
    assert client.post(page_of(event), FILLED).status_code == 302


@LANGS
def test_organisation_is_asked_for_where_it_is_counted(client: Client, lang: str) -> None:
    event = event_for(lang, organisation_limit=1)
    response = client.post(page_of(event, lang), {**FILLED, "organisation": " "})
    assert response.status_code == 422
    assert read(response).select_one(".error-summary a")["href"] == "#id_organisation"
    registration_factory(event, organisation="bakkerij  de Zeevonk")
    response = client.post(page_of(event, lang), FILLED)
    assert response.status_code == 409
    assert read(response).select_one(".error-summary a")["href"] == "#id_organisation"
    assert read(response).select_one("#id_given")["value"] == "Femke"
    other = {**FILLED, "organisation": "Otter"}
    assert client.post(page_of(event, lang), other).status_code == 302


@LANGS
def test_account_is_told_what_else_it_does_then(client: Client, lang: str) -> None:
    user = account(client, given="Silke")
    event, same, off = event_factory(lang), event_factory(lang), event_factory(lang)
    for other in (same, off):
        registration_factory(other, email=user.email)
    Event.objects.filter(pk=off.pk).update(status="cancelled")
    page = read(client.get(page_of(event, lang)))
    links = [link["href"] for link in page.select("main .notice li a")]
    assert links == ["/".join(page_of(same, lang).split("/")[:4]) + "/"]
    assert client.post(page_of(event, lang), {"role": "staff"}).status_code == 302
