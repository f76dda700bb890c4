"""Who gets the link to take part online, and from when: on the page, by mail and in a calendar."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events import links
from events.messages import tell
from events.models import EventPage, Registration
from events.online_link import link_for, link_from, online_people
from tests.events.invitations import invitation_in
from tests.events.moments import sent_at
from tests.events.test_personal_calendar import come, entries, feed_of
from tests.factories.events import event_factory, event_of, event_page, place, registration_factory
from tests.factories.pages import publish
from tests.factories.people import user_factory

LINK = "https://live.example/geheim"
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
pytestmark = pytest.mark.usefixtures("tree")


def online(hours: int | None = 2, **fields: Any) -> EventPage:
    """In ten days, held both ways; people get the link two hours before."""
    start = timezone.now().replace(microsecond=0, second=0) + 10 * DAY
    facts = {"presence": "hybrid", "online_url": LINK, "link_hours": hours, "start": start}
    return event_page(title="Kringloop", **{**facts, **fields})


def person(page: EventPage, seat: str = "online", state: str = "confirmed") -> Registration:
    email = f"{seat}-{state}@b.example"
    return registration_factory(event_of(page), state, seat=seat, email=email)


@pytest.mark.parametrize(
    ("presence", "seat", "state", "status", "is_theirs"),
    [
        ("hybrid", "online", "confirmed", "scheduled", True),
        ("hybrid", "room", "confirmed", "scheduled", False),
        ("online", "online", "confirmed", "scheduled", True),
        ("online", "room", "confirmed", "moved", True),
        ("room", "online", "confirmed", "scheduled", False),
        ("hybrid", "online", "confirmed", "cancelled", False),
        *(
            ("online", "online", state, "scheduled", False)
            for state in ("waiting", "offered", "pending", "unconfirmed", "cancelled", "refused")
        ),
    ],
)
def test_link_is_for_who_takes_part_online(
    presence: str, seat: str, state: str, status: str, is_theirs: bool
) -> None:
    page = online(None, presence=presence, status=status)
    found = person(page, seat, state)
    assert link_for(found) == (LINK if is_theirs else "")
    assert link_from(found) is None
    assert online_people(event_of(page)).exists() is is_theirs


def test_link_comes_at_its_moment() -> None:
    page = online(2)
    found, opens = person(page), page.start - 2 * HOUR
    assert (link_for(found), link_from(found)) == ("", opens)
    assert (link_for(found, opens - MINUTE), link_from(found, opens - MINUTE)) == ("", opens)
    assert (link_for(found, opens), link_from(found, opens)) == (LINK, None)
    in_room = person(page, "room")
    assert (link_for(in_room, opens), link_from(in_room)) == ("", None)


def test_link_is_mailed_at_its_moment_with_the_calendar() -> None:
    page = online(2)
    person(page)
    for seat, state in (("room", "confirmed"), ("online", "waiting"), ("online", "cancelled")):
        person(page, seat, state)
    opens = page.start - 2 * HOUR
    assert sent_at(opens - MINUTE) == {}
    mails = sent_at(opens)
    assert set(mails) == {"online-confirmed@b.example"}
    (message,) = mails.values()
    assert LINK in message.body
    (entry,) = invitation_in(message).walk("VEVENT")  # type: ignore[union-attr]
    assert entry["CONFERENCE"] == LINK
    assert sent_at(opens + MINUTE) == {}


def test_who_signs_up_after_the_moment_has_it_already() -> None:
    page = online(2)
    with time_machine.travel(page.start - HOUR):
        person(page)
    assert sent_at(page.start - HOUR) == {}


def test_link_that_is_shown_at_once_has_no_mail_of_its_own() -> None:
    page = online(None)
    person(page)
    publish(page, title="Anders")
    assert not Job.objects.filter(kind="events.link").exists()


@pytest.mark.parametrize("hours", [None, 500])
def test_link_that_is_shown_earlier_is_mailed_at_once(hours: int | None) -> None:
    page = online(2)
    person(page)
    page = publish(page, link_hours=hours)
    assert set(sent_at(timezone.now())) == {"online-confirmed@b.example"}
    publish(page, title="Anders")
    assert sent_at(timezone.now()) == {}


def test_link_follows_an_event_that_moves() -> None:
    page = online(2)
    person(page)
    opens = page.start - 2 * HOUR
    page = publish(page, start=page.start + DAY, end=page.end + DAY)
    with time_machine.travel(opens - HOUR, tick=False):
        run_due()
    (message,) = mail.outbox
    assert LINK not in str(message.message())
    mail.outbox.clear()
    assert sent_at(opens) == {}
    assert LINK in sent_at(opens + DAY)["online-confirmed@b.example"].body


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"presence": "room"}])
def test_link_of_what_is_not_online_any_more_is_not_mailed(fields: dict[str, str]) -> None:
    page = online(2)
    person(page)
    publish(page, **fields)
    sent_at(timezone.now())
    assert sent_at(page.start - 2 * HOUR) == {}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_of_the_registration_says_from_when(client: Client, lang: str) -> None:
    page = online(2)
    found = person(page)
    found.language = lang
    path = links.address("confirm", found).removeprefix("http://testserver")
    assert LINK not in client.get(path).content.decode()
    with time_machine.travel(page.start - HOUR):
        assert LINK in client.get(path).content.decode()
        in_room = person(page, "room")
        room = links.address("confirm", in_room).removeprefix("http://testserver")
        assert LINK not in client.get(room).content.decode()


def test_own_calendar_has_the_link_from_its_moment(client: Client) -> None:
    user = user_factory(email="silke@brink.example")
    page = online(2)
    come(user, event_of(page))
    Registration.objects.update(seat="online")
    address = feed_of(user)
    before = client.get(address)
    assert b"live.example" not in before.content
    with time_machine.travel(page.start - HOUR):
        after = client.get(address, headers={"If-None-Match": before["ETag"]})
        assert after.status_code == 200
        (entry,) = icalendar.Calendar.from_ical(after.content).walk("VEVENT")
        assert entry["CONFERENCE"] == LINK
        assert entry["LAST-MODIFIED"].dt == page.start - 2 * HOUR
        again = client.get(address, headers={"If-None-Match": after["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize("hours", [None, 2])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_nothing_that_everybody_reads_has_the_link(
    client: Client, lang: str, hours: int | None
) -> None:
    """Page, list, calendar file, feed, sign-up, search and its words."""
    page = online(hours, lang=lang)
    event, start = event_of(page), {"nl": "agenda", "en": "events"}[lang]
    seen = []
    with time_machine.travel(page.start - HOUR):
        for path in (
            page.url,
            f"/{lang}/{start}/",
            f"/{lang}/{start}/feed.ics",
            f"{page.url}calendar.ics" if lang == "en" else f"{page.url}agenda.ics",
            f"/{lang}/",
        ):
            response = client.get(path, follow=True)
            seen.append(response.status_code)
            assert "live.example" not in response.content.decode().replace("\r\n ", ""), path
    assert seen.count(200) >= 3
    assert "live.example" not in page.search_text()
    assert event.online_url == LINK, "the negative control: there was something to find"


def test_event_without_a_link_promises_none() -> None:
    found = registration_factory(event_factory(presence="room"), seat="room")
    assert (link_for(found), link_from(found)) == ("", None)


def where_it_says(page: EventPage, seat: str, lang: str, client: Client) -> tuple[str, ...]:
    """Where somebody goes by their mail, its invitation, the links and the box on their page."""
    found = person(page, seat)
    Registration.objects.filter(pk=found.pk).update(language=lang)
    found.refresh_from_db()
    tell(found)
    message = sent_at(timezone.now())[found.email]
    (entry,) = invitation_in(message).walk("VEVENT")  # type: ignore[union-attr]
    path = links.address("confirm", found).removeprefix("http://testserver")
    main = BeautifulSoup(client.get(path).content, "html.parser")
    google = main.select_one("a[href^='https://calendar.google.com/']")["href"]
    outlook = main.select_one("a[href^='https://outlook.live.com/']")["href"]
    places = [parse_qs(urlsplit(link).query)["location"][0] for link in (google, outlook)]
    where = re.search(r"^(?:Waar|Where): (.*)$", message.body, re.MULTILINE)
    box = main.select_one(".split__aside .sign-up p").get_text(" ")
    return (where[1] if where else "", entry["LOCATION"], *places, box)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_who_takes_part_online_is_not_sent_to_the_room(client: Client, lang: str) -> None:
    page = online(None, place=place("De Lichtkamer"))
    mailed, *calendars, box = where_it_says(page, "online", lang, client)
    assert mailed == "Online"
    assert all(text.startswith("http://testserver/") for text in calendars)
    assert "Online" in box
    assert "De Lichtkamer" not in box


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_who_comes_to_the_room_is_told_where_that_is(client: Client, lang: str) -> None:
    page = online(None, place=place("De Lichtkamer"))
    said = where_it_says(page, "room", lang, client)
    assert all("De Lichtkamer" in text for text in said)
    assert "nline" not in said[-1]


@pytest.mark.parametrize(("seat", "is_there"), [("online", False), ("room", True)])
@pytest.mark.parametrize("state", ["confirmed", "waiting"])
def test_own_calendar_says_where_somebody_takes_part(
    client: Client, seat: str, is_there: bool, state: str
) -> None:
    page = online(None, place=place("De Lichtkamer"))
    found = person(page, seat, state)
    (entry,) = entries(client.get(feed_of(found.email)))
    assert ("De Lichtkamer" in entry["LOCATION"]) is is_there
    assert entry["LOCATION"].startswith("http://testserver/") is not is_there
