"""An organiser writes to people of an event: looked at first, sent once, kept in the log."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.moments import day_and_clock
from events.models import Booking, Event, Mailing
from tests.events.desks import at, holder, log_in, member, words
from tests.events.groups import CONTACT, group
from tests.factories.events import event_factory, person_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")

WORDS = {
    "subject_nl": "Neem een jas mee",
    "text_nl": "Het is koud.\nTot dan!",
    "subject_en": "Bring a coat",
    "text_en": "It is cold.\nSee you!",
}
#: Whom it goes to, for all with a place and for those selected.
WHO = {
    "nl": ("Aan wie: Wie een plek heeft", "Aan wie: De mensen die je selecteerde"),
    "en": ("To whom: Who has a place", "To whom: The people you selected"),
}


def press_of(response: HttpResponse) -> str:
    return re.search(r'name="press" value="([^"]*)"', response.content.decode())[1]


def fill(client: Client, event: Event, **more: Any) -> HttpResponse:
    """Post the form as it is shown, with words."""
    ids = more.get("id", [])
    shown = client.get(at("mail", event, id=ids) if ids else at("mail", event))
    return client.post(
        at("mail", event), {**WORDS, "to": "confirmed", "press": press_of(shown)} | more
    )


def work() -> list[str]:
    while run_due():
        pass
    return sorted(f"{message.to[0]}: {message.subject}" for message in mail.outbox)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_mail_is_shown_in_both_languages_before_it_is_sent(lang: str) -> None:
    event = event_factory()
    row = registration_factory(event)
    client = log_in(member(event, lang=lang))
    shown = fill(client, event)
    assert shown.status_code == 200
    for text in WORDS.values():
        assert text.split("\n")[0] in shown.content.decode()
    assert row.uid.hex not in shown.content.decode(), "the links in a mail are its reader's alone"
    assert not Mailing.objects.exists()
    assert fill(client, event, again="1").status_code == 200
    assert not Mailing.objects.exists()


def test_each_gets_it_once_in_their_language_and_the_log_says_so() -> None:
    event = event_factory()
    registration_factory(event, email="nl@b.example")
    registration_factory(event, email="en@b.example", language="en")
    registration_factory(event, "waiting", email="waits@b.example")
    user = member(event)
    client = log_in(user)
    press = press_of(client.get(at("mail", event)))
    data = {**WORDS, "to": "confirmed", "press": press, "confirmed": "1"}
    for _twice in range(2):
        response = client.post(at("mail", event), data)
        assert response.headers["Location"] == at("mailings", event)
    assert work() == ["en@b.example: Bring a coat", "nl@b.example: Neem een jas mee"]
    mailing = Mailing.objects.get()
    assert (mailing.by, mailing.registrations.count()) == (user, 2)
    assert [row.history.get().what for row in mailing.registrations.all()] == ["mailed"] * 2
    log = words(client.get(at("mailings", event)))
    assert "Neem een jas mee" in log
    assert f"{day_and_clock(mailing.sent, lang='en')}, by" in log
    assert "to 2 people" in log
    assert "Het is koud." in mail.outbox[0].body + mail.outbox[1].body


@pytest.mark.parametrize("name", ["mail", "mailings"])
def test_pages_of_mail_say_which_event_it_is_about(name: str) -> None:
    event = event_factory(title="Brood bakken")
    shown = log_in(member(event)).get(at(name, event))
    strong = BeautifulSoup(shown.content, "html.parser").select_one("main strong")
    assert "Brood bakken" in strong.text


def test_job_that_runs_again_writes_nothing_again() -> None:
    event = event_factory()
    registration_factory(event)
    fill(log_in(member(event)), event, confirmed="1")
    work()
    Job.objects.filter(kind="events.mailing").update(state="queued")
    assert len(work()) == 1


def test_group_is_written_to_by_its_contact_once() -> None:
    event = event_factory()
    booking = Booking.objects.create(contact=person_factory(), email="contact@b.example")
    for _n in range(2):
        registration_factory(event, booking=booking, email="")
    registration_factory(event, booking=booking, email="own@b.example", claimed=timezone.now())
    fill(log_in(member(event)), event, confirmed="1")
    assert [line.partition(":")[0] for line in work()] == ["contact@b.example", "own@b.example"]


def test_contact_who_comes_too_gets_it_once() -> None:
    event = event_factory()
    group(event, 3)
    run_due()
    mail.outbox.clear()

    fill(log_in(member(event)), event, confirmed="1")
    run_due()

    assert [letter.to for letter in mail.outbox] == [[CONTACT]]
    assert Mailing.objects.get().registrations.count() == 3


def test_chosen_people_of_one_event_get_it_and_nobody_else() -> None:
    event, other = event_factory(), event_factory()
    chosen = registration_factory(event, email="chosen@b.example")
    registration_factory(event)
    theirs = registration_factory(other)
    client = log_in(member(event))
    act = "/admin/registrations/act/"
    led = client.get(act, {"action": "mail", "id": chosen.pk}).headers["Location"]
    assert led == at("mail", event, id=[chosen.pk])
    fill(client, event, id=[chosen.pk], confirmed="1")
    assert work() == ["chosen@b.example: Neem een jas mee"]
    press = press_of(client.get(at("mail", event)))
    data = {**WORDS, "to": "confirmed", "press": press, "confirmed": "1"}
    for ids in ([theirs.pk], [chosen.pk, theirs.pk]):
        client.post(at("mail", event), {**data, "id": ids})
        assert client.get(act, {"action": "mail", "id": ids}).status_code == 302
    changer = log_in(holder("change_registration"))
    changer.post(at("mail", event), {**data, "id": [chosen.pk, theirs.pk]})
    assert Mailing.objects.count() == 1


@pytest.mark.parametrize("state", ["unconfirmed", "expired"])
def test_who_never_confirmed_gets_no_mail_and_is_counted(state: str) -> None:
    event = event_factory()
    rows = [registration_factory(event, state), registration_factory(event, email="a@b.example")]
    client, ids = log_in(member(event)), [row.pk for row in rows]
    assert "did not confirm" in words(fill(client, event, id=ids))
    assert "did not confirm" not in words(fill(client, event, id=ids[1:]))
    fill(client, event, id=ids, confirmed="1")
    assert work() == ["a@b.example: Neem een jas mee"]
    assert Mailing.objects.get().registrations.get() == rows[1]
    assert not rows[0].history.exists()
    assert fill(client, event, id=ids[:1], confirmed="1").status_code == 422


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_mail_that_is_looked_at_says_whom_it_goes_to(lang: str) -> None:
    event = event_factory()
    row = registration_factory(event, person=person_factory(given="Femke", family="Zee"))
    client = log_in(member(event, lang=lang))
    of_all, of_one = fill(client, event), fill(client, event, id=[row.pk])
    for shown, whom in ((of_all, WHO[lang][0]), (of_one, WHO[lang][1])):
        assert f"{whom} Femke Zee" in words(shown)


def test_who_has_no_address_is_named_and_not_said_to_be_mailed() -> None:
    event = event_factory()
    registration_factory(event, email="a@b.example")
    nameless = registration_factory(
        event, email="", person=person_factory(given="Wytse", family="Wacht")
    )
    client = log_in(member(event))
    shown = words(fill(client, event))
    assert "One mail goes out" in shown
    assert "One person has no address and gets no mail: Wytse Wacht." in shown
    fill(client, event, confirmed="1")
    assert Mailing.objects.get().registrations.count() == 1
    assert not nameless.history.exists()


@pytest.mark.parametrize("name", list(WORDS))
def test_mail_without_words_in_a_language_is_not_sent(name: str) -> None:
    event = event_factory()
    registration_factory(event)
    assert fill(log_in(member(event)), event, confirmed="1", **{name: " "}).status_code == 422
    assert not Mailing.objects.exists()


@pytest.mark.parametrize("to", ["everybody", "", "waiting"])
def test_mail_to_nobody_is_not_sent(to: str) -> None:
    event = event_factory()
    registration_factory(event)
    assert fill(log_in(member(event)), event, confirmed="1", to=to).status_code == 422
    assert not Mailing.objects.exists()


def test_mail_is_for_who_manages() -> None:
    event = event_factory()
    registration_factory(event)
    press = press_of(log_in(member(event)).get(at("mail", event)))
    data = {**WORDS, "to": "confirmed", "press": press, "confirmed": "1"}
    for client in (
        Client(), log_in(member(event, "staff")), log_in(member(event, "check-in")),
        log_in(member(event_factory())),
    ):  # fmt: skip
        client.post(at("mail", event), data)
    assert not Mailing.objects.exists()


def test_markup_in_a_mail_is_text() -> None:
    event = event_factory()
    registration_factory(event)
    fill(log_in(member(event)), event, confirmed="1", text_nl="<img src=x>", subject_nl="<b>x</b>")
    work()
    (message,) = mail.outbox
    assert message.subject == "<b>x</b>"
    assert "<img src=x>" not in str(message.alternatives[0][0])


@pytest.mark.parametrize("number", [1, 3])
def test_log_takes_as_many_queries_for_three(number: int, django_assert_num_queries) -> None:
    event = event_factory()
    user = member(event)
    for _n in range(number):
        Mailing.objects.create(event=event, by=user, **WORDS)
    client = log_in(user)
    client.get(at("mailings", event))
    with django_assert_num_queries(11):
        client.get(at("mailings", event))
