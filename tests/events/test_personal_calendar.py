"""Somebody's own agenda as a calendar: what is in it, and what never is."""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import vobject
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from brink.people.models import User
from events.models import Event, Series
from tests.factories.events import event_factory, event_page, person_factory, registration_factory
from tests.factories.pages import publish
from tests.factories.people import user_factory
from tests.factories.personal_feeds import come, entries, feed_of, titles, token_of

pytestmark = pytest.mark.usefixtures("tree")
GUEST = "femke@zeevonk.example"
LINK = "https://live.example/kamer?a=1,2;b"
#: What other people at the same events are called; none of it may ever be in a feed.
OTHERS = {
    "given": "Xanthippe",
    "family": "Wachtlijstmarker",
    "email": "xanthippe@marker.example",
    "organisation": "Markerbedrijf",
}


@pytest.fixture
def user() -> User:
    return user_factory(email="silke@brink.example")


def text_of(response: HttpResponse) -> str:
    """The lines of a calendar as they were before they were folded."""
    return response.content.decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    ("lang", "path", "waits", "off"),
    [
        ("nl", "/nl/feeds/", "Wachtlijst: Vol", "GEANNULEERD: Afgelast"),
        ("en", "/en/feeds/", "Waiting list: Vol", "CANCELLED: Afgelast"),
    ],
)
def test_feed_has_what_its_owner_comes_to_and_waits_for(
    client: Client, user: User, lang: str, path: str, waits: str, off: str
) -> None:
    events = {title: event_page(lang, title=title) for title in ("Gaat door", "Vol", "Afgelast")}
    event = {title: Event.objects.get(key=page.translation_key) for title, page in events.items()}
    come(user, event["Gaat door"])
    come(user, event["Vol"], "waiting")
    come(user, event["Afgelast"])
    publish(events["Afgelast"], status="cancelled")
    for state in ("unconfirmed", "cancelled", "expired"):
        come(user, event_factory(lang), state)
    come("iemand@anders.example", event_factory(lang))

    address = feed_of(user, lang)
    response = client.get(address)

    assert address.startswith(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Language"] == lang
    found = {str(entry["SUMMARY"]): entry["STATUS"] for entry in entries(response)}
    assert found == {"Gaat door": "CONFIRMED", waits: "TENTATIVE", off: "CANCELLED"}


@pytest.mark.parametrize(
    ("lang", "name"), [("nl", "Mijn agenda op Brink"), ("en", "My agenda on Brink")]
)
def test_feed_is_named_after_its_device(client: Client, user: User, lang: str, name: str) -> None:
    lines = text_of(client.get(feed_of(user, lang, name="werk, boven"))).split("\r\n")

    assert f"X-WR-CALNAME:{name}: werk\\, boven" in lines
    assert f"NAME:{name}: werk\\, boven" in lines
    assert "METHOD:PUBLISH" in lines


def test_feed_never_names_its_own_address(client: Client, user: User) -> None:
    come(user, event_factory())
    address = feed_of(user)

    text = text_of(client.get(address))

    assert "feeds/" not in text
    assert token_of(address) not in text


@pytest.mark.parametrize("owner", ["account", "guest"])
def test_feed_knows_nothing_of_others_nor_how_to_cancel(
    client: Client, user: User, owner: str
) -> None:
    event = event_factory(capacity=1, title="Vol")
    for state in ("confirmed", "waiting", "waiting"):
        other = person_factory(**{k: OTHERS[k] for k in ("given", "family")})
        email = f"{state}{event.registrations.count()}-{OTHERS['email']}"
        registration_factory(
            event, state, person=other, email=email, organisation=OTHERS["organisation"]
        )
    own = come(user if owner == "account" else GUEST, event, "waiting")

    text = text_of(client.get(feed_of(user if owner == "account" else GUEST)))

    assert "Wachtlijst: Vol" in text
    for word in OTHERS.values():
        assert word not in text
    assert own.queue_number() == 3
    assert not re.search(r"nummer 3|number 3|\b3e\b", text)
    assert own.uid.hex not in text
    assert str(own.uid) not in text
    assert "afmelden" not in text
    assert "ATTENDEE" not in text
    assert own.email not in text


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("presence", ["online", "hybrid"])
@pytest.mark.parametrize("state", ["confirmed", "waiting", "cancelled event"])
def test_link_to_the_meeting_is_only_for_who_comes(
    client: Client, user: User, state: str, presence: str, lang: str
) -> None:
    page = event_page(lang, presence=presence, online_url=LINK)
    event = Event.objects.get(key=page.translation_key)
    come(user, event, "waiting" if state == "waiting" else "confirmed")
    event.registrations.update(seat="online")
    if state == "cancelled event":
        publish(page, status="cancelled")

    response = client.get(feed_of(user, lang))

    (entry,) = entries(response)
    if state != "confirmed":
        assert LINK not in text_of(response).replace("\\", "")
        return
    assert entry["CONFERENCE"] == LINK
    assert entry["CONFERENCE"].params["VALUE"] == "URI"
    words = {"nl": "Online meedoen", "en": "Taking part online"}[lang]
    assert entry["DESCRIPTION"].startswith(f"{words}: {LINK}\n\n")
    assert LINK not in entry["LOCATION"]


def test_event_in_the_room_has_no_way_in_by_line(client: Client, user: User) -> None:
    come(user, event_factory(presence="room", online_url=LINK))

    assert "live.example" not in text_of(client.get(feed_of(user)))


@pytest.mark.parametrize(
    ("minutes", "trigger"), [(15, "-PT15M"), (60, "-PT1H"), (1440, "-P1D"), (10080, "-P7D")]
)
def test_calendar_rings_where_that_was_chosen(
    client: Client, user: User, minutes: int, trigger: str
) -> None:
    come(user, event_factory(title="Kringloop"))
    come(user, event_factory(), "waiting")
    come(user, event_factory(status="cancelled"))

    response = client.get(feed_of(user, alarm=minutes))

    (alarm,) = icalendar.Calendar.from_ical(response.content).walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == "Kringloop"
    assert alarm["TRIGGER"].to_ical().decode() == trigger
    assert b"VALARM" not in client.get(feed_of(user)).content


def test_two_other_parsers_read_the_same(client: Client, user: User) -> None:
    start = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    title = 'Súdwest-Fryslân; "baal", korrel\\n'
    come(user, event_factory(title=title, start=start, presence="online", online_url=LINK))

    content = client.get(feed_of(user, alarm=60, name='te;le:fo"on')).content

    event = vobject.readOne(content.decode()).vevent
    (own,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert event.summary.value == str(own["SUMMARY"]) == title
    assert event.dtstart.value.astimezone(UTC) == own.decoded("DTSTART").astimezone(UTC) == start
    assert event.valarm.trigger.value == timedelta(hours=-1)
    assert LINK in event.description.value
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_feed_keeps_a_year_of_the_past_and_a_month_of_what_is_off(
    client: Client, user: User
) -> None:
    now = timezone.now()
    for title, days in (("Lang", 400), ("Bijna een jaar", 360), ("Gisteren", 1)):
        come(user, event_factory(title=title, start=now - timedelta(days=days)))
    for title, days in (("Pas afgelast", 29), ("Toen afgelast", 32)):
        event = event_factory(title=title, status="cancelled")
        Event.objects.filter(pk=event.pk).update(stamped=now - timedelta(days=days))
        come(user, event)

    found = titles(client.get(feed_of(user)))

    assert found == ["Bijna een jaar", "Gisteren", "GEANNULEERD: Pas afgelast"]


def test_meetings_of_a_series_stand_alone(client: Client, user: User) -> None:
    """Who comes to some of them has no pattern to which they could be exceptions."""
    series = Series.objects.create(title_nl="Cursus", title_en="Course", repeats=True)
    now = timezone.now()
    events = [event_factory(start=now + timedelta(days=days)) for days in (1, 8, 15)]
    for event in events:
        Event.objects.filter(pk=event.pk).update(series=series, occurrence=event.start)
    for event in events[1:]:
        come(user, event)

    response = client.get(feed_of(user))

    assert [entry["UID"] for entry in entries(response)] == [
        f"{event.uid}@testserver" for event in events[1:]
    ]
    for name in ("RECURRENCE-ID", "RDATE", "RRULE", series.uid):
        assert name not in text_of(response).partition("BEGIN:VEVENT")[2]


def test_event_off_the_site_leaves(client: Client, user: User) -> None:
    page = event_page()
    come(user, Event.objects.get(key=page.translation_key))
    address = feed_of(user)
    assert len(entries(client.get(address))) == 1

    page.unpublish()

    assert entries(client.get(address)) == []


def test_two_registrations_at_one_event_are_one_entry(client: Client, user: User) -> None:
    event = event_factory(title="Kringloop")
    come(user, event, "waiting")
    registration_factory(event, email="tweede@brink.example")
    user.emailaddress_set.create(email="tweede@brink.example", verified=True)

    assert titles(client.get(feed_of(user))) == ["Kringloop"]


def test_feed_of_an_account_has_its_proven_addresses_and_no_others(
    client: Client, user: User
) -> None:
    user.emailaddress_set.create(email=GUEST, verified=False)
    come(GUEST, event_factory(title="Als gast"))
    address = feed_of(user)
    assert titles(client.get(address)) == []

    user.emailaddress_set.filter(email=GUEST).update(verified=True)

    assert titles(client.get(address)) == ["Als gast"]


def test_feed_of_a_guest_has_what_its_address_signed_up_for(client: Client, user: User) -> None:
    come(GUEST, event_factory(title="Van de gast"))
    come(user, event_factory(title="Van het account"))

    assert titles(client.get(feed_of(GUEST))) == ["Van de gast"]
