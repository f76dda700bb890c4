"""Somebody's own agenda as a calendar: what is in it, for whom, and when it is dead."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
import vobject
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from brink.people import guests
from brink.people.models import User
from events import personal_feeds
from events.models import Event, PersonalFeed, Registration
from events.personal_feeds import MOST, Owner, hash_of, make_feed
from events.registration import cancel
from tests.factories.events import event_factory, event_page, person_factory, registration_factory
from tests.factories.pages import publish
from tests.factories.people import user_factory

State = Registration.State
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


def feed_of(owner: User | str, lang: str = "nl", **fields: Any) -> str:
    """The path of a new feed of an account or of an address."""
    of = Owner(email=owner) if isinstance(owner, str) else Owner(user=owner)
    name = fields.pop("name", f"telefoon {PersonalFeed.objects.count()}")
    token = make_feed(of, name=name, alarm=fields.pop("alarm", None), language=lang)
    with translation.override(lang):
        return reverse("personal-feed", args=[token])


def come(owner: User | str, event: Event, state: str = "confirmed", **fields: Any) -> Registration:
    if isinstance(owner, str):
        return registration_factory(event, state, email=owner, **fields)
    return registration_factory(event, state, person=owner.person, email=owner.email, **fields)


def entries(response: HttpResponse) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def titles(response: HttpResponse) -> list[str]:
    return [str(event["SUMMARY"]) for event in entries(response)]


def text_of(response: HttpResponse) -> str:
    """The lines of a calendar as they were before they were folded."""
    return response.content.decode().replace("\r\n ", "")


# What is in it


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
    assert address.split("/")[3] not in text


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


def test_event_off_the_site_leaves(client: Client, user: User) -> None:
    page = event_page()
    come(user, Event.objects.get(key=page.translation_key))
    address = feed_of(user)
    assert len(entries(client.get(address))) == 1

    page.unpublish()

    assert entries(client.get(address)) == []


def test_registration_that_is_cancelled_leaves_and_who_moves_up_is_confirmed(
    client: Client, user: User
) -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=2), tick=False):
        event = event_factory(capacity=1, title="Kringloop")
        first = come(user, event)
        come(GUEST, event, "waiting")
        address, other = feed_of(user), feed_of(GUEST)
        before = client.get(other)

    cancel(first)

    after = client.get(other)
    assert entries(client.get(address)) == []
    assert titles(before) == ["Wachtlijst: Kringloop"]
    assert titles(after) == ["Kringloop"]
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        assert entries(before)[0][name].dt < entries(after)[0][name].dt, "a later revision"


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


# How it is served


@pytest.mark.parametrize("number", [1, 3, 20])
def test_feed_takes_the_same_queries_for_any_number(
    client: Client, user: User, number: int
) -> None:
    for _each in range(number):
        come(user, event_factory())
    address = feed_of(user, alarm=60)
    client.get(address)  # labels are in memory, and its use is written down, from now on

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)

    # Whose it is; the registrations with their events; the words; the facets. Where the counter
    # of reads is a table and not Redis, that adds its own.
    own = [q["sql"] for q in queries if '"cache"' not in q["sql"] and "SAVEPOINT" not in q["sql"]]
    assert len(own) == 4, own
    assert len(entries(response)) == number


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_feed_is_private_and_needs_no_cookie(user: User, lang: str) -> None:
    reader = Client(headers={"accept": ""})
    reader.force_login(user_factory(), "django.contrib.auth.backends.ModelBackend")
    for path in (feed_of(user, lang), f"/{lang}/feeds/wrong/agenda.ics"):
        response = reader.get(path)

        assert response["Cache-Control"] == "private, no-cache"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies
        assert "Vary" not in response


def test_feed_is_the_same_bytes_until_something_changes(client: Client, user: User) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False):
        page = event_page(title="Kringloop", start=datetime(2026, 12, 1, 9, tzinfo=UTC))
        come(user, Event.objects.get(key=page.translation_key))
        address = feed_of(user)
        first = client.get(address)
    with time_machine.travel(datetime(2026, 11, 26, 19, tzinfo=UTC), tick=False):
        event_page(title="Van niemand")  # raises the content version
        second = client.get(address)
        publish(page, start=page.start + timedelta(hours=1))
        third = client.get(address)

    assert (first.content, first["ETag"]) == (second.content, second["ETag"])
    assert third["ETag"] != first["ETag"]
    assert (entries(first)[0]["SEQUENCE"], entries(third)[0]["SEQUENCE"]) == (0, 1)


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("given", ["{}", "W/{}", '"x", {}', "*"])
def test_feed_that_the_reader_has_is_304(
    client: Client, user: User, given: str, method: str
) -> None:
    come(user, event_factory())
    address = feed_of(user)
    etag = client.get(address)["ETag"]

    response = getattr(client, method)(address, headers={"if-none-match": given.format(etag)})

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag
    assert response["Cache-Control"] == "private, no-cache"


def test_head_tells_what_get_would(client: Client, user: User) -> None:
    come(user, event_factory())
    address = feed_of(user)

    head, get = client.head(address), client.get(address)

    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Length"]) == (get["ETag"], get["Content-Length"])


@pytest.mark.parametrize("method", ["POST", "PUT", "PROPFIND", "OPTIONS", "DELETE"])
def test_feed_can_only_be_read(user: User, method: str) -> None:
    response = Client(enforce_csrf_checks=True).generic(method, feed_of(user))

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response["Cache-Control"] == "private, no-cache"


def test_use_is_written_down_once_an_hour(client: Client, user: User) -> None:
    address, other = feed_of(user), feed_of(user)
    start = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    for minutes, noted in ((0, 0), (59, 0), (61, 61)):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            client.get(address)
        feed = PersonalFeed.objects.get(token_hash=hash_of(address.split("/")[3]))
        assert feed.last_used == start + timedelta(minutes=noted)

    assert PersonalFeed.objects.get(token_hash=hash_of(other.split("/")[3])).last_used is None


@pytest.mark.parametrize(("lang", "words"), [("nl", "te vaak"), ("en", "too often")])
def test_feed_that_is_read_too_often_must_wait(
    client: Client, user: User, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setattr(personal_feeds, "READS", 2)
    address, other = feed_of(user, lang), feed_of(user, lang)
    moment = datetime(2026, 11, 25, 9, 1, 30, tzinfo=UTC)  # the next five minutes start at 9:05
    with time_machine.travel(moment, tick=False):
        codes = [client.get(address).status_code for _n in range(2)]
        refused = client.get(address)
        assert client.get(other).status_code == 200, "another address is counted apart"
    with time_machine.travel(moment + timedelta(seconds=210), tick=False):
        later = client.get(address)

    assert codes == [200, 200]
    assert (refused.status_code, refused["Retry-After"]) == (429, "210")
    assert words in refused.content.decode()
    assert refused["Cache-Control"] == "private, no-cache"
    assert later.status_code == 200


# Who may not


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Deze kalender bestaat niet.\n"), ("en", "There is no such calendar.\n")],
)
def test_whatever_is_wrong_is_the_same_404(
    client: Client, user: User, lang: str, words: str
) -> None:
    address = feed_of(user, lang)
    token = address.split("/")[3]
    revoked, closed = feed_of(user, lang), feed_of(user_factory(is_active=False), lang)
    PersonalFeed.objects.get(token_hash=hash_of(revoked.split("/")[3])).delete()
    wrong = [
        "x",
        token[:-1],
        f"{token}=",
        token.swapcase(),
        hash_of(token),
        "%00",
        "%FF",
        "a" * 9999,
    ]

    answers = [client.get(path) for path in (revoked, closed)]
    answers += [client.get(address.replace(token, other)) for other in wrong]

    assert client.get(address).status_code == 200
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.content.decode() for answer in answers} == {words}
    assert {answer["Content-Type"] for answer in answers} == {"text/plain; charset=utf-8"}


def test_token_is_random_and_only_its_hash_is_stored(user: User) -> None:
    tokens = {feed_of(user).split("/")[3] for _n in range(5)}

    assert len(tokens) == 5
    assert min(len(token) for token in tokens) == 43  # 256 bits, six to a character
    rows = str(list(PersonalFeed.objects.values()))
    assert not any(token in rows for token in tokens)
    assert all(hash_of(token) in rows for token in tokens)


def deactivate(user: User) -> None:
    user.is_active = False
    user.save()


def erase(user: User) -> None:
    user.person.erased_at = timezone.now()
    user.person.save()


@pytest.mark.parametrize("end", [deactivate, User.delete, erase])
def test_feeds_die_with_the_account(client: Client, user: User, end: Any) -> None:
    """Those made for its address before there was an account included."""
    come(user, event_factory())
    addresses = feed_of(user), feed_of(user.email)
    for address in addresses:
        assert client.get(address).status_code == 200

    end(user)

    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_feeds_of_others_outlive_an_account(client: Client, user: User) -> None:
    user.emailaddress_set.create(email=GUEST, verified=False)  # claimed, never proven
    come(GUEST, event_factory(title="Van de gast"))
    addresses = feed_of(GUEST), feed_of(user_factory())

    deactivate(user)
    user.delete()

    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_feed_of_a_guest_dies_when_the_guest_is_erased(client: Client) -> None:
    registration = come(GUEST, event_factory())
    address = feed_of(GUEST)
    assert client.get(address).status_code == 200

    registration.person.erased_at = timezone.now()
    registration.person.save()

    assert client.get(address).status_code == 404


def test_feed_of_a_guest_goes_on_as_it_was_after_the_account_took_over(
    client: Client, user: User
) -> None:
    """The phone keeps its calendar, sees no more than before, and the account can end it."""
    person = person_factory(email=GUEST)
    registration_factory(event_factory(title="Als gast"), person=person)
    address = feed_of(GUEST)
    user.emailaddress_set.create(email=GUEST, verified=True)
    come(user, event_factory(title="Met account"))

    guests.claim(person, user=user)

    assert titles(client.get(address)) == ["Als gast"]
    (feed,) = Owner(user=user).feeds()
    feed.delete()
    assert client.get(address).status_code == 404


# Making one


def test_owner_has_each_name_once_and_ten_at_most(user: User) -> None:
    for number in range(MOST):
        feed_of(user, name=f"Nummer {number}")

    with pytest.raises(personal_feeds.NameTakenError):
        feed_of(user, name="NUMMER 3")
    with pytest.raises(personal_feeds.TooManyError):
        feed_of(user, name="Nog een")
    feed_of(GUEST, name="Nummer 3")
    assert Owner(user=user).feeds().count() == MOST
