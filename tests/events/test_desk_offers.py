"""What the desk and its list offer: only what somebody may do; and the way back to the list."""

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.urls import reverse

from events.desk.bulk import ACTIONS
from events.models import Event
from tests.events.desks import at, holder, log_in, member
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")
ACT = "/admin/registrations/act/"
DOOR = {"present", "absent"}


def offered(response: HttpResponse) -> set[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    return {option["value"] for option in soup.select("#desk-action option")}


def listed(event: Event | None) -> str:
    return reverse("registrations:index", query={"event": event.pk} if event else None)


@pytest.mark.parametrize("is_narrowed", [True, False])
def test_list_offers_what_somebody_may_do(is_narrowed: bool) -> None:
    event = event_factory()
    registration_factory(event)
    where = listed(event if is_narrowed else None)

    assert offered(log_in(member(event)).get(where)) == {*ACTIONS, "mail"}
    assert offered(log_in(member(event, "staff")).get(where)) == DOOR
    assert offered(log_in(holder("change_registration")).get(where)) == {*ACTIONS, "mail"}
    looker = log_in(holder("view_registration")).get(where)
    assert looker.status_code == 200
    assert offered(looker) == set()


def test_an_organiser_elsewhere_is_not_offered_it_here() -> None:
    event, other = event_factory(), event_factory()
    registration_factory(event)
    user = member(other)
    event.team.create(user=user, role="staff")

    assert offered(log_in(user).get(listed(event))) == DOOR


@pytest.mark.parametrize("code", sorted(DOOR))
def test_who_may_only_look_marks_nobody_present(code: str) -> None:
    row = registration_factory(event_factory())
    client = log_in(holder("view_registration"))

    client.post(ACT, {"action": code, "id": [row.pk]})

    row.refresh_from_db()
    assert row.checked_in is None


def test_desk_leads_to_the_door_who_may_check_people_in() -> None:
    event = event_factory()
    ways = [reverse(f"events:{name}", args=[event.key]) for name in ("check-in", "room-screen")]
    for user, is_led in (
        (member(event), True),
        (member(event, "staff"), True),
        (holder("change_registration"), True),
        (holder("view_registration"), False),
    ):
        client = log_in(user)
        html = client.get(at("desk", event)).content.decode()
        assert html.count(f"/{event.key}/") == is_led * len(ways)
        for way in ways:
            assert (client.get(way).status_code == 200) == is_led


@pytest.mark.parametrize("ids", ["nobody", "theirs"])
@pytest.mark.parametrize("code", ["approve", "mail"])
def test_what_is_refused_leads_back_to_the_list_as_it_was(ids: str, code: str) -> None:
    event, other = event_factory(), event_factory()
    theirs = registration_factory(other, "pending")
    sent = {"action": code, "list": f"event={event.pk}&state=pending&_w_filter_fragment=1"}
    if ids == "theirs":
        sent["id"] = str(theirs.pk)

    response = log_in(member(event)).get(ACT, sent)

    assert response.headers["Location"] == f"{listed(event)}&state=pending"


def test_the_list_sends_its_filters_along_to_the_end() -> None:
    event = event_factory(needs_approval=True)
    row = registration_factory(event, "pending")
    client = log_in(member(event))
    filters = f"event={event.pk}&state=pending"
    where = reverse("registrations:index")
    soup = BeautifulSoup(client.get(f"{where}?{filters}").content, "html.parser")
    assert soup.select_one("[name=list]")["value"] == filters

    page = client.get(ACT, {"action": "approve", "id": row.pk, "list": filters})
    form = BeautifulSoup(page.content, "html.parser").select_one("form[method=post]")
    data = {field["name"]: field["value"] for field in form.select("input[name]")}
    assert client.post(ACT, data).headers["Location"] == f"{where}?{filters}"


def test_filters_cannot_lead_elsewhere() -> None:
    client = log_in(member(event_factory()))
    response = client.get(ACT, {"action": "approve", "list": "//evil.example/?x=1"})
    assert response.headers["Location"].startswith(reverse("registrations:index") + "?")
