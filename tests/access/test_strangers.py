"""What is another's is not found, by whatever number or way somebody asks for it.

reliability.md, tests 20 (by its number), 21 (through what one may do) and 22 (by naming an owner).
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brink.people.models import User
from brink.people.privacy import link as privacy_link
from events import links
from events.desk.team import put_in_team
from events.groups import links as booking_links
from events.models import Registration
from tests.access.people import browser_of, programme_staff
from tests.access.things import Things, things_of
from tests.factories.people import editor, user_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def mine() -> Things:
    return things_of(user_factory(), "nl")


@pytest.fixture
def others() -> Things:
    return things_of(user_factory(), "en")


@pytest.fixture
def organiser(mine: Things) -> Client:
    user = user_factory()
    put_in_team(mine.event, user, "organiser")
    return browser_of(user)


def standing(things: Things) -> list[Any]:
    rows = things.event.registrations.order_by("pk")
    return [*rows.values(), things.event.team.count(), things.certificate.__class__.objects.get(
        pk=things.certificate.pk).revoked]  # fmt: skip


# 20: by its number


def addresses_of(others: Things) -> dict[str, str]:
    """All that has a number or a name which could be guessed, of somebody else."""
    person, event = others.owner.person, others.event
    return {
        "correct": reverse("my-data-correct", args=[person.uid]),
        "calendar": reverse("withdraw-calendar-address", args=[others.feed.pk]),
        "takeover": reverse("account_claim", args=[others.guest.uid]),
        "check in": reverse("events:check-in", args=[event.key]),
        "scans": reverse("events:scans", args=[event.key]),
        "walk in": reverse("events:walk-in", args=[event.key]),
        "screen": reverse("events:room-screen", args=[event.key]),
    }


@pytest.mark.parametrize("method", ["get", "post"])
def test_things_of_somebody_else_are_not_found(mine: Things, others: Things, method: str) -> None:
    client = browser_of(mine.owner)
    before = standing(others)
    codes = {
        name: getattr(client, method)(path).status_code
        for name, path in addresses_of(others).items()
    }
    assert set(codes.values()) <= {404, 405}, codes
    assert standing(others) == before
    assert others.feed.__class__.objects.filter(pk=others.feed.pk).exists()


def test_uid_of_a_registration_is_no_key_to_anything(client: Client, others: Things) -> None:
    """It stands in calendar files; only what is signed opens a page."""
    uid = others.registration.uid
    for name in [*links.URL_NAMES.values(), "events:claim", "events:group"]:
        for token in (uid.hex, str(uid), others.registration.code):
            assert client.get(reverse(name, args=[token])).status_code == 404, name
    assert client.get(reverse("my-data", args=[others.owner.email])).status_code in (404, 410)


def test_code_for_the_door_shows_nothing_to_who_does_not_stand_there(
    client: Client, others: Things
) -> None:
    """The square is a code, not an address: whoever photographs it learns no name."""
    for word in (others.registration.code, others.place.code):
        assert client.get(f"/nl/{word}/").status_code == 404
        assert client.get(reverse("events:certificate", args=[word])).status_code == 404


def test_export_holds_what_one_may_see_and_nothing_else(
    organiser: Client, mine: Things, others: Things
) -> None:
    address = reverse("registrations:index")
    for query in ("", f"&event={others.event.pk}", f"&q={others.owner.email}", "&person=1"):
        text = organiser.get(f"{address}?export=csv{query}").content.decode("utf-8-sig")
        assert others.owner.email not in text
    assert mine.owner.email in organiser.get(f"{address}?export=csv").content.decode("utf-8-sig")


# 21: through what one may do


def acts_through_mine(mine: Things, others: Things) -> dict[str, tuple[str, dict[str, Any]]]:
    """The address is of one's own event, the thing is of another."""
    event, row = mine.event.pk, others.registration.pk
    reason = {"reason": "Zo", "note": "Zo"}
    revoke = reverse("event_certificate_revoke", args=[event, others.certificate.pk])
    member = put_in_team(others.event, user_factory(), "staff").pk
    return {
        "revoke": (revoke, reason),
        "history": (reverse("registrations:history", args=[event, row]), {}),
        "mail": (reverse("registrations:mail", args=[event]), {"id": row}),
        "team": (reverse("registrations:team", args=[event]), {"remove": member}),
        "cancel": (reverse("registrations:act"), {"action": "cancel", "id": row, **reason}),
        "approve": (reverse("registrations:act"), {"action": "approve", "id": row}),
        "present": (reverse("registrations:act"), {"action": "present", "id": row}),
        "both": (
            reverse("registrations:act"),
            {"action": "present", "id": [mine.registration.pk, row]},
        ),
    }


def test_organiser_reaches_nothing_of_another_event_through_their_own(
    organiser: Client, mine: Things, others: Things
) -> None:
    acts = acts_through_mine(mine, others)
    before, own = standing(others), standing(mine)
    for name, (path, fields) in acts.items():
        for response in (organiser.get(path, fields), organiser.post(path, fields)):
            assert response.status_code in (200, 302, 404, 405, 422), name
            assert others.owner.email not in response.content.decode(), name
            assert others.owner.person.family not in response.content.decode(), name
    assert standing(others) == before
    assert standing(mine) == own


def test_page_that_one_may_edit_gives_no_right_to_its_registrations(others: Things) -> None:
    """An editor publishes the page of an event, and yet sees nobody who comes."""
    client = browser_of(editor())
    for name in ("event_sign_in_sheet", "event_badges", "event_certificates", "event_feedback"):
        assert client.get(reverse(name, args=[others.event.pk])).status_code in (302, 403, 404)
    desk = reverse("registrations:desk", args=[others.event.pk])
    assert client.get(desk, follow=True).status_code == 404
    response = client.get(reverse("registrations:index"))
    assert others.owner.email not in response.content.decode()


def test_contact_reaches_no_place_of_another_group(
    client: Client, mine: Things, others: Things
) -> None:
    before = standing(others)
    for name in ("group-place", "group-place-cancel", "group-place-switch"):
        path = booking_links.path(mine.booking, name, number=others.place.pk)
        for method in (client.get, client.post):
            assert method(path, {"place-given": "X", "seat": "online"}).status_code in (302, 404)
    assert standing(others) == before


def test_door_of_one_event_lets_nobody_in_at_another(mine: Things, others: Things) -> None:
    user: User = user_factory()
    put_in_team(mine.event, user, "check-in")
    scan = {"code": others.registration.code, "how": "code", "uid": str(others.registration.uid)}
    before = standing(others)
    response = browser_of(user).post(reverse("events:check-in", args=[mine.event.key]), scan)
    assert response.status_code == 302
    assert standing(others) == before


# 22: by naming an owner

OWNER = ("user", "user_id", "person", "person_id", "owner", "email", "uid", "id", "account")
LISTS = ("my-agenda", "my-data", "calendar-addresses", "account_profile", "account_email",
         "usersessions_list", "events:check-in-events")  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_list_is_that_of_who_asks_whatever_owner_is_named(
    mine: Things, others: Things, name: str
) -> None:
    client, owner = browser_of(mine.owner), others.owner
    values = {"email": owner.email, "uid": owner.person.uid}
    query = {key: values.get(key, owner.pk) for key in OWNER}
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    text = response.content.decode().replace(f"email={owner.email.replace('@', '%40')}", "")
    shown = text.split("<main", 1)[-1].split("</main", 1)[0]
    assert owner.email not in shown
    assert owner.person.family not in shown


def test_link_to_ones_own_data_names_its_owner_and_cannot_be_written(
    client: Client, mine: Things, others: Things
) -> None:
    path = reverse("my-data", args=[privacy_link.token(mine.owner.email)])
    response = client.get(path, {"email": others.owner.email})
    assert others.owner.email not in response.content.decode().split("<main", 1)[-1]


def test_people_are_not_looked_up_by_their_number(mine: Things, others: Things) -> None:
    """In the admin too: who may edit pages finds no list of people, and the API has none."""
    client = browser_of(mine.owner)
    for path in ("/admin/api/main/users/", f"/admin/users/{others.owner.pk}/", "/api/v2/users/"):
        assert client.get(path).status_code in (302, 403, 404)
    staff = browser_of(programme_staff())
    address = reverse("registrations:index")
    text = staff.get(address, {"person": others.owner.person.pk}).content.decode()
    assert mine.owner.email in text, "an unknown filter narrows nothing, so it finds nobody either"
