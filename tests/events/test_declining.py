"""A colleague says no to a place, or gives theirs up; the contact of the group hears it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from brink.jobs.runner import run_due
from events import links, places
from events.groups import links as booking_links
from events.groups.booking import Guest
from events.groups.claiming import claim
from events.groups.contact import rename
from events.history import DECLINED
from events.models import Event, Registration
from events.places import BusyError
from tests.events.groups import CONTACT, first, group, last
from tests.events.test_claiming import JAN, jan
from tests.factories.events import event_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")
LANGS = pytest.mark.parametrize("lang", ["nl", "en"])


def asked(lang: str = "en", **fields: object) -> Registration:
    """Jan is asked for the last place of a group."""
    event = event_factory(lang, capacity=2, **fields)
    row = last(group(event, guests=[Guest("Jan", "", "Boer", JAN)], language=lang))
    told()
    return row


def path(row: Registration, email: str = JAN, lang: str = "en") -> str:
    with translation.override(lang):
        address = booking_links.proof_address(row, email).removeprefix("http://testserver")
    return address + {"nl": "afzeggen/", "en": "decline/"}[lang]


def told() -> list[tuple[str, str]]:
    run_due()
    found = [(letter.to[0], str(letter.subject)) for letter in mail.outbox]
    mail.outbox.clear()
    return found


def text(content: bytes) -> str:
    return BeautifulSoup(content, "html.parser").main.get_text(" ", strip=True)


@LANGS
def test_who_is_asked_can_say_no_behind_a_page(client: Client, lang: str) -> None:
    row = asked(lang)
    address = path(row, lang=lang)
    shown = client.get(address.removesuffix(address.split("/")[-2] + "/"))
    assert address in [a["href"] for a in BeautifulSoup(shown.content, "html.parser").main("a")]
    for method in (client.head, client.get):
        assert method(address).status_code == 200
    row.refresh_from_db()
    assert row.invited_email == JAN, "asking changes nothing"

    response = client.post(address, follow=True)

    row.refresh_from_db()
    assert response.redirect_chain == [(address, 302)]
    assert {"nl": "Je komt niet", "en": "You are not coming"}[lang] in text(response.content)
    assert (row.state, row.invited_email, row.person.full_name) == (State.CONFIRMED, "", "")
    assert row.history.filter(what=DECLINED).count() == 1
    subject = {"nl": "Jan Boer komt niet: ", "en": "Jan Boer is not coming: "}[lang]
    assert [(to, words[: len(subject)]) for to, words in told()] == [(CONTACT, subject)]


def test_saying_no_twice_is_once(client: Client) -> None:
    row = asked()
    answers = [client.post(path(row)) for _twice in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert row.history.filter(what=DECLINED).count() == 1
    assert len(told()) == 1


def test_who_said_no_can_still_take_it(client: Client) -> None:
    row = asked()
    client.post(path(row))
    assert claim(row, jan()).email == JAN


@LANGS
def test_first_link_of_who_said_no_keeps_nothing_for_them(client: Client, lang: str) -> None:
    row = asked(lang)
    address = path(row, lang=lang)
    claiming = address.removesuffix(address.split("/")[-2] + "/")
    kept = {"nl": "houdt een plaats voor je vast", "en": "keeps a place for you"}[lang]
    free = {"nl": "heeft nog niemand deze plaats", "en": "nobody has this place yet"}[lang]
    shown = text(client.get(claiming).content)
    assert (kept in shown, free in shown) == (True, False)

    client.post(address)

    shown = text(client.get(claiming).content)
    assert (kept in shown, free in shown) == (False, True)


def test_who_said_no_reads_not_who_comes_now(client: Client) -> None:
    """The first link lives on, as long as nobody has the place."""
    row = asked()
    address = path(row)
    claiming = address.removesuffix(address.split("/")[-2] + "/")
    assert "Boer" in client.get(claiming).content.decode()
    client.post(address)

    rename(Registration.objects.get(pk=row.pk), Guest("Piet", "", "Post"))

    shown = client.get(claiming).content.decode()
    assert ("Post" in shown, "houdt een plaats" in shown) == (False, False)


@LANGS
def test_page_of_the_group_counts_places_and_not_people_who_declined(
    client: Client, lang: str
) -> None:
    row = asked(lang)
    with translation.override(lang):
        page = booking_links.path(row.booking)
    words = {
        "nl": ("Je groep heeft 2 plaatsen.", "Bij 1 plaats is nog geen naam ingevuld."),
        "en": ("Your group has 2 places.", "With 1 place no name is filled in."),
    }[lang]
    before = text(client.get(page).content)
    assert [each in before for each in words] == [True, False]

    client.post(path(row, lang=lang))

    after = text(client.get(page).content)
    assert [each in after for each in words] == [True, True]


def test_who_was_never_asked_cannot_say_no_for_another(client: Client) -> None:
    row = asked()
    stranger = path(row, "other@b.example")
    claiming = client.get(stranger.removesuffix("decline/"))
    assert stranger not in claiming.content.decode()
    assert client.post(stranger).status_code == 302
    row.refresh_from_db()
    assert (row.invited_email, row.person.full_name) == (JAN, "Jan Boer")
    assert told() == []


def test_no_to_a_place_that_is_meant_for_another_now_is_gone(client: Client) -> None:
    row = asked()
    address = path(row)
    rename(row, Guest("Piet", "", "Post", "piet@b.example"))
    assert client.post(address).status_code == 410
    row.refresh_from_db()
    assert row.person.given == "Piet"


def test_forged_link_is_404_and_wrong_method_405(client: Client) -> None:
    address = path(asked())
    token = address.split("/")[4]
    assert client.get(address.replace(token, token[:-3])).status_code == 404
    assert client.put(address).status_code == 405


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"days": -3}])
def test_no_to_what_is_off_or_over_says_so(client: Client, fields: dict[str, object]) -> None:
    row = asked()
    if "days" in fields:
        start = timezone.now() - timedelta(days=3)
        fields = {"start": start, "end": start + timedelta(hours=1)}
    Event.objects.filter(pk=row.event_id).update(**fields)
    assert client.post(path(row)).status_code == 409
    row.refresh_from_db()
    assert row.invited_email == JAN


def test_busy_event_keeps_the_place_and_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = asked()

    def refuse(*args: object) -> None:
        raise BusyError

    monkeypatch.setattr(places, "be_patient", refuse)
    response = client.post(path(row))
    assert response.status_code == 503
    assert "Nothing has changed" in text(response.content)


@LANGS
def test_contact_hears_of_a_colleague_who_gives_up_their_own(client: Client, lang: str) -> None:
    row = claim(asked(lang), jan(language=lang))
    told()
    with translation.override(lang):
        address = links.path("cancel", row)
    assert client.get(address).status_code == 200
    assert told() == []

    for _twice in range(2):
        assert client.post(address).status_code == 302

    row.refresh_from_db()
    assert row.state == State.CANCELLED
    subject = {"nl": "Jan Boer komt niet: ", "en": "Jan Boer is not coming: "}[lang]
    mails = told()
    assert [words for to, words in mails if to == CONTACT and words.startswith(subject)]
    assert sorted(to for to, _words in mails) == sorted([CONTACT, JAN])


def test_contact_hears_nothing_of_what_they_give_up_themselves(client: Client) -> None:
    row = asked()
    own = first(row.booking)
    client.post(links.path("cancel", own))
    assert [words for _to, words in told() if words.startswith("Femke Zee is not")] == []
