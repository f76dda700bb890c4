"""The page of calendar addresses: for an account and for a guest, made, shown once, withdrawn."""

from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from brink.people.models import User
from events import links
from events.models import PersonalFeed
from events.personal_feeds import MOST, Owner, hash_of, make_feed
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import user_factory

pytestmark = pytest.mark.usefixtures("tree")
PATHS = {"nl": "/nl/mijn-agenda/kalenders/", "en": "/en/my-agenda/calendars/"}
GUEST = "femke@zeevonk.example"


@pytest.fixture
def user() -> User:
    return user_factory(email="silke@brink.example")


@pytest.fixture
def member(client: Client, user: User) -> Client:
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def by_link(lang: str = "nl", email: str = GUEST) -> str:
    """The page of a guest, by the token of a mail."""
    token = links.token("my-agenda", registration_factory(event_factory(), email=email))
    with translation.override(lang):
        return reverse("calendar-addresses", kwargs={"token": token})


def feed_of(owner: Owner, name: str = "telefoon", alarm: int | None = None) -> PersonalFeed:
    token = make_feed(owner, name=name, alarm=alarm, language="nl")
    return PersonalFeed.objects.get(token_hash=hash_of(token))


def page(response: HttpResponse) -> Tag:
    found = BeautifulSoup(response.content, "html.parser").main
    assert found is not None
    return found


def address_in(response: HttpResponse) -> str:
    return page(response).select_one("input[readonly]")["value"]


def rows(response: HttpResponse) -> list[str]:
    return [" ".join(row.text.split()) for row in page(response).select(".summary-list > div")]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("who", ["account", "guest"])
def test_address_is_shown_once_and_works(member: Client, user: User, who: str, lang: str) -> None:
    path = PATHS[lang] if who == "account" else by_link(lang)
    assert rows(member.get(path)) == []

    made = member.post(path, {"name": "  Telefoon ", "alarm": "60"})

    feed = PersonalFeed.objects.get()
    owner = (feed.user, feed.email)
    assert owner == ((user, "") if who == "account" else (None, GUEST))
    assert (feed.name, feed.alarm, feed.language) == ("Telefoon", 60, lang)
    address = address_in(made)
    assert address.startswith(f"{settings.BASE_URL}/{lang}/feeds/")
    assert Client().get(address.removeprefix(settings.BASE_URL)).status_code == 200
    again = member.get(path)
    assert address.split("/")[5] not in again.content.decode()
    (row,) = rows(again)
    assert row.startswith("Telefoon")
    assert {"nl": "Waarschuwt 1 uur van tevoren.", "en": "Reminds 1 hour before."}[lang] in row


def test_made_address_can_be_taken_over_in_each_kind_of_calendar(member: Client) -> None:
    made = member.post(PATHS["nl"], {"name": "werk & thuis", "alarm": ""})

    address = address_in(made)
    webcal = "webcal://" + address.partition("://")[2]
    hrefs = [a["href"] for a in page(made).select(".calendar-links a")]
    name = quote("Mijn agenda op Brink: werk & thuis", safe="")
    query = f"url={quote(address, safe='')}&name={name}"
    assert hrefs == [
        webcal,
        f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        f"https://outlook.live.com/calendar/0/addfromweb?{query}",
        f"https://outlook.office.com/calendar/0/addfromweb?{query}",
    ]
    assert page(made).select_one(".qr svg path")
    assert "Google" in page(made).select_one(".clients").text
    assert made["Cache-Control"] == "private, no-store"
    assert made["Referrer-Policy"] == "same-origin", "Google gets no referrer"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_list_tells_use_and_reminder(member: Client, user: User, lang: str) -> None:
    feed_of(Owner(user=user), "Nooit gebruikt")
    used = feed_of(Owner(user=user), "Gebruikt", alarm=1440)
    moment = timezone.make_aware(timezone.datetime(2026, 11, 3, 9, 5))
    PersonalFeed.objects.filter(pk=used.pk).update(last_used=moment, created=moment)

    first, second = sorted(rows(member.get(PATHS[lang])))

    words = {
        "nl": ("Laatst gelezen op dinsdag 3 november", "09.05 uur", "1 dag van tevoren"),
        "en": ("Last read on Tuesday 3 November", "09:05", "1 day before"),
    }[lang]
    assert all(word in first for word in words), first
    never = {"nl": "Nog nooit gelezen.", "en": "Never read yet."}[lang]
    assert never in second
    assert never not in first


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three(
    member: Client, user: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        feed_of(Owner(user=user), f"Nummer {each}")
    member.get(PATHS["nl"])

    with django_assert_num_queries(4):  # the session, the account, its addresses, the menu
        member.get(PATHS["nl"])


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({"name": ""}, "name"),
        ({"name": " \u200b "}, "name"),
        ({"name": "x" * 41}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "TELEFOON"}, "name"),
        ({"name": "werk", "alarm": "7"}, "alarm"),
        ({"name": "werk", "alarm": "-15"}, "alarm"),
    ],
)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_form_that_is_wrong_says_so_at_the_field_and_on_top(
    member: Client, user: User, lang: str, given: dict[str, str], at: str
) -> None:
    feed_of(Owner(user=user), "Telefoon")

    response = member.post(PATHS[lang], given)

    assert response.status_code == 422
    assert PersonalFeed.objects.count() == 1
    html = page(response)
    (link,) = html.select(".error-summary a")
    assert link["href"] == ("#id_name" if at == "name" else "#id_alarm_0")
    field = html.select_one(f"[name={at}]").find_parent(class_="field")
    assert link.text.rpartition("? ")[2].removeprefix("Naam: ").removeprefix("Name: ") in (
        field.select_one(".field__error").text
    )
    typed = html.select_one("[name=name]").get("value", "")
    assert typed.replace("\ufffd", "\x00") == given["name"]
    assert {"nl": "Fout:", "en": "Error:"}[lang] in response.content.decode()


def test_eleventh_address_is_refused(member: Client, user: User) -> None:
    for number in range(MOST):
        feed_of(Owner(user=user), f"Nummer {number}")

    shown = member.get(PATHS["nl"])
    response = member.post(PATHS["nl"], {"name": "Nog een", "alarm": ""})

    assert not page(shown).select("form")
    assert "Meer adressen kun je niet hebben" in page(shown).text
    assert response.status_code == 422
    assert "Trek er eerst één in." in page(response).select_one(".error-summary").text
    assert PersonalFeed.objects.count() == MOST


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("who", ["account", "guest"])
def test_withdrawn_address_is_dead_at_once(member: Client, user: User, who: str, lang: str) -> None:
    path = PATHS[lang] if who == "account" else by_link(lang)
    gone, kept = (address_in(member.post(path, {"name": name, "alarm": ""}))
                  for name in ("telefoon", "werk"))  # fmt: skip
    gone, kept = (address.removeprefix(settings.BASE_URL) for address in (gone, kept))
    way = page(member.get(path)).select(".summary-list a")[0]["href"]

    asked = member.get(way)
    assert "telefoon" in page(asked).h1.text
    assert Client().get(gone).status_code == 200, "asking ends nothing"
    response = member.post(way, follow=True)

    assert response.redirect_chain == [(path, 302)]
    assert "telefoon" in BeautifulSoup(response.content, "html.parser").select_one(".messages").text
    assert len(rows(response)) == 1
    assert (Client().get(gone).status_code, Client().get(kept).status_code) == (404, 200)
    assert member.post(way).status_code == 404, "a second time there is nothing"


def test_address_of_another_cannot_be_seen_or_withdrawn(member: Client, user: User) -> None:
    others = feed_of(Owner(user=user_factory()), "Van een ander"), feed_of(Owner(email=GUEST))
    own = feed_of(Owner(user=user), "Van mij")
    member_list, guest_list = member.get(PATHS["nl"]), Client().get(by_link(email="x@b.example"))

    assert [row.split()[0] for row in rows(member_list)] == ["Van"]
    assert "Van een ander" not in member_list.content.decode()
    assert rows(guest_list) == []
    for path in (PATHS["nl"], by_link(email="x@b.example")):
        for feed in others if path == PATHS["nl"] else (*others, own):
            for method in ("get", "post"):
                assert getattr(member, method)(f"{path}{feed.pk}/intrekken/").status_code == 404
    assert PersonalFeed.objects.count() == 3


def test_account_sees_what_was_made_for_its_address_as_a_guest(member: Client, user: User) -> None:
    feed = feed_of(Owner(email=user.email), "Oude telefoon")
    feed_of(Owner(email="ander@brink.example"), "Van een ander")

    (row,) = rows(member.get(PATHS["nl"]))

    assert "Oude telefoon" in row
    assert f"Gemaakt zonder account: alleen waar je je als {user.email}" in row
    assert member.post(f"{PATHS['nl']}{feed.pk}/intrekken/").status_code == 302
    assert PersonalFeed.objects.count() == 1


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("more", ["", "1/intrekken/"])
def test_nobody_is_led_to_the_two_ways_in(client: Client, lang: str, more: str) -> None:
    more = more.replace("intrekken", "withdraw") if lang == "en" else more
    door = {"nl": "/nl/mijn-agenda/", "en": "/en/my-agenda/"}[lang]
    for method in (client.get, client.post):
        response = method(PATHS[lang] + more)

        assert (response.status_code, response["Location"]) == (302, door)


def test_link_that_is_not_complete_is_404(client: Client) -> None:
    path = by_link()
    wrong = path.replace("/kalenders/", "x/kalenders/")

    assert client.get(path).status_code == 200
    assert client.get(wrong).status_code == 404
    assert client.post(wrong, {"name": "x", "alarm": ""}).status_code == 404
    assert not PersonalFeed.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_wrong_method_is_405(member: Client, user: User, method: str) -> None:
    feed = feed_of(Owner(user=user))

    for path in (PATHS["nl"], f"{PATHS['nl']}{feed.pk}/intrekken/"):
        assert getattr(member, method)(path).status_code == 405
    assert PersonalFeed.objects.exists()


def test_forms_of_another_site_are_refused(user: User) -> None:
    browser: Any = Client(enforce_csrf_checks=True)
    browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
    feed = feed_of(Owner(user=user))

    assert browser.post(PATHS["nl"], {"name": "x", "alarm": ""}).status_code == 403
    assert browser.post(f"{PATHS['nl']}{feed.pk}/intrekken/").status_code == 403
    assert PersonalFeed.objects.get() == feed


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("who", ["account", "guest"])
def test_my_agenda_leads_to_it(member: Client, user: User, who: str, lang: str) -> None:
    path = PATHS[lang] if who == "account" else by_link(lang)
    agenda = path.removesuffix("kalenders/").removesuffix("calendars/")

    found = page(member.get(agenda)).select_one(f'a[href="{path}"]')

    assert found is not None
    assert page(member.get(path)).select_one(f'a[href="{agenda}"]')
