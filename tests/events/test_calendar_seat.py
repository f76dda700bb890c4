"""The file of an event held both ways, for who takes part online: to the page, not to the room."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from brink.jobs.runner import run_due
from events import links
from events.models import Event, EventPage, Place
from events.switching import switch
from tests.events.invitations import come, invitation_in
from tests.events.parsers import entries
from tests.factories.events import add_items, event_page
from tests.factories.pages import publish

pytestmark = pytest.mark.usefixtures("tree")

FILES = {"nl": "/nl/agenda/kringloop/kalender.ics", "en": "/en/events/kringloop/calendar.ics"}
PAGES = {
    "nl": "http://testserver/nl/agenda/kringloop/",
    "en": "http://testserver/en/events/kringloop/",
}
SECRET = "https://video.example/secret"


@pytest.fixture
def page() -> EventPage:
    room = Place.objects.create(name="De Lichtkamer", latitude="53.2", longitude="6.5")
    return event_page(
        title="Kringloop",
        other_title="Circle",
        slug="kringloop",
        place=room,
        presence="hybrid",
        online_url=SECRET,
    )


@pytest.fixture
def event(page: EventPage) -> Event:
    return Event.objects.get(key=page.translation_key)


def read(client: Client, path: str) -> list[icalendar.Event]:
    response = client.get(path)
    assert response.status_code == 200
    assert SECRET.encode() not in response.content
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


@pytest.mark.parametrize("lang", FILES)
def test_file_for_online_leads_to_the_page_and_says_the_rest(
    client: Client, lang: str, event: Event, django_assert_num_queries: Any
) -> None:
    [room] = read(client, FILES[lang])
    with django_assert_num_queries(4):  # the version, the card, the entry, how it is held
        [online] = read(client, f"{FILES[lang]}?seat=online")

    assert (str(room["LOCATION"]), str(online["LOCATION"])) == ("De Lichtkamer", PAGES[lang])
    assert ("GEO" in room, "GEO" in online) == (True, False)
    for name in room.keys() - {"LOCATION", "GEO"}:
        assert room[name] == online[name], name


def test_file_for_online_reads_alike_to_all_parsers_and_is_its_own(
    client: Client, event: Event
) -> None:
    plain, online = (client.get(FILES["nl"] + query) for query in ("", "?seat=online"))

    assert [entry.location for entry in entries(online.content)] == [PAGES["nl"]]
    assert plain["ETag"] != online["ETag"]
    again = client.get(f"{FILES['nl']}?seat=online", headers={"if-none-match": online["ETag"]})
    assert again.status_code == 304


def test_file_for_online_rings_as_well(client: Client, event: Event) -> None:
    [found] = read(client, f"{FILES['nl']}?alarm=60&seat=online")
    assert (len(found.walk("VALARM")), str(found["LOCATION"])) == (1, PAGES["nl"])


def test_days_of_a_longer_event_lead_to_the_page_too(client: Client, page: EventPage) -> None:
    start = timezone.localtime(page.start).replace(hour=10)
    add_items(page, (1, start.time(), 60), (2, start.time(), 60))
    publish(page, start=start, end=start + timedelta(days=1, hours=3))
    run_due()

    found = read(client, f"{FILES['nl']}?seat=online")

    assert len(found) == 3
    assert {str(part["LOCATION"]) for part in found} == {PAGES["nl"]}


def test_event_that_is_in_the_room_only_by_now_names_the_room(
    client: Client, page: EventPage
) -> None:
    publish(page, presence="room", online_url="")
    [found] = read(client, f"{FILES['nl']}?seat=online")
    assert str(found["LOCATION"]) == "De Lichtkamer"


@pytest.mark.parametrize("lang", FILES)
@pytest.mark.parametrize("seat", ["room", "ONLINE", "x", "online;x"])
def test_file_for_a_seat_that_there_is_not_is_404(
    client: Client, event: Event, lang: str, seat: str
) -> None:
    assert client.get(FILES[lang], {"seat": seat}).status_code == 404


@pytest.mark.parametrize("lang", FILES)
@pytest.mark.parametrize(("seat", "place"), [("online", ""), ("room", "De Lichtkamer")])
def test_mail_page_and_agenda_lead_to_the_file_of_the_seat(
    client: Client, event: Event, lang: str, seat: str, place: str
) -> None:
    mine = come(event, language=lang, seat=seat)
    run_due()
    message: Any = mail.outbox[-1]
    calendar = invitation_in(message)
    assert calendar is not None
    [invited] = calendar.walk("VEVENT")
    with translation.override(lang):
        paths = [
            *re.findall(r"http://testserver(/\S+\.ics\S*)", message.body),
            *hrefs(client, links.path("confirm", mine)),
            *hrefs(client, links.path("my-agenda", mine)),
        ]

    assert len(paths) == 3
    expected = place or PAGES[lang]
    assert str(invited["LOCATION"]) == expected
    for path in paths:
        [found] = read(client, path)
        assert str(found["LOCATION"]) == expected


def hrefs(client: Client, path: str) -> list[str]:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [link["href"] for link in page.select("a[href*='.ics']") if "feed" not in link["href"]]


@pytest.mark.parametrize("lang", FILES)
def test_google_and_outlook_of_the_confirmation_lead_to_the_page(
    client: Client, event: Event, lang: str
) -> None:
    mine = come(event, language=lang, seat="online")
    with translation.override(lang):
        content = client.get(links.path("confirm", mine)).content
    links_there = BeautifulSoup(content, "html.parser").select(".calendar-links a")[:3]
    places = [parse_qs(urlsplit(link["href"]).query)["location"] for link in links_there]
    assert places == [[PAGES[lang]]] * 3
    assert SECRET not in str([link["href"] for link in links_there])


def test_mail_after_a_switch_leads_to_the_file_of_the_new_seat(
    client: Client, event: Event
) -> None:
    mine = come(event, seat="room")
    switch(mine, event.seats[1])
    run_due()
    [path] = re.findall(r"http://testserver(/\S+\.ics\S*)", mail.outbox[-1].body)
    assert path == f"{FILES['nl']}?seat=online"
