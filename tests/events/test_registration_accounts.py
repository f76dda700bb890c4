"""Signing up with an account: what it proves need not be asked."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from brink.people.models import Person
from events import links
from events.confirmations import UNCONFIRMED_AN_HOUR
from events.models import Registration
from events.standing import HOLD
from tests.events.signing_up import FILLED, account, led_to, page_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


def test_sign_up_with_account_takes_one_screen(client: Client) -> None:
    user = account(client, given="Silke", family="Meijeringh")
    event = event_factory(capacity=1)
    form = client.get(page_of(event)).content.decode()
    assert 'name="email"' not in form
    assert 'name="given"' not in form
    response = client.post(page_of(event), {"role": "trainee", "email": "x@evil.example"})
    registration = event.registrations.get()
    assert (registration.state, registration.email) == (State.CONFIRMED, user.email)
    assert registration.person.user == user
    assert led_to(response) == registration
    page = client.get(response.headers["Location"]).content.decode()
    assert "calendar.google.com" in page
    assert ".ics" in page
    assert client.get(page_of(event)).status_code == 302  # signed up already


def test_sign_up_with_nameless_account_learns_the_name(client: Client) -> None:
    user = account(client, given="", family="")
    client.post(page_of(event_factory()), FILLED)
    user.person.refresh_from_db()
    assert user.person.full_name == "Femke van der Zee"


@pytest.mark.parametrize("state", ["confirmed", "waiting"])
def test_account_that_signed_up_as_a_guest_sees_that_instead_of_the_form(
    client: Client, state: str
) -> None:
    user = account(client, given="Silke")
    event = event_factory(capacity=5)
    known = registration_factory(event, state, email=user.email)
    for response in (client.get(page_of(event)), client.post(page_of(event), {"role": "owner"})):
        assert led_to(response) == known
    page = client.get(page_of(event), follow=True).content.decode()
    assert ("Je bent aangemeld" if state == "confirmed" else "Je bent nummer 1") in page
    assert links.token("cancel", known).split(".")[0] in page.split("/afmelden/")[1]
    assert event.registrations.count() == 1


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "Je hebt je al aangemeld"), ("en", "You signed up before")]
)
def test_account_whose_sign_up_waits_for_a_proof_is_told_above_the_form(
    client: Client, lang: str, words: str
) -> None:
    user = account(client, given="Silke")
    event = event_factory(lang, capacity=5)
    assert words not in client.get(page_of(event, lang)).content.decode()
    known = registration_factory(event, "unconfirmed", person=user.person)
    page = BeautifulSoup(client.get(page_of(event, lang)).content, "html.parser")
    notice = page.select_one("main .notice")
    assert notice.h2.text == words
    assert links.read("cancel", notice.a["href"].split("/")[-2]) == known
    assert page.select_one("main form[method=post]")


def test_account_with_two_proven_addresses_gets_one_place(client: Client) -> None:
    user = account(client, given="Silke")
    user.emailaddress_set.create(email="silke@two.example", verified=True)
    event = event_factory(capacity=5)
    hold = timezone.now() + HOLD
    guest = registration_factory(event, "unconfirmed", held_until=hold, email="silke@two.example")
    assert client.get(page_of(event)).status_code == 200
    client.post(page_of(event), {"role": "trainee"})
    guest.refresh_from_db()
    assert (guest.state, event.registrations.count()) == (State.CONFIRMED, 1)


@pytest.mark.parametrize("online_capacity", [None, 0])
def test_what_an_account_says_counts_and_not_what_was_typed_before(
    client: Client, online_capacity: int | None
) -> None:
    user = account(client, given="Silke")
    limits = {"capacity": 1, "online_capacity": online_capacity}
    event = event_factory(presence="hybrid", asks_diet=True, **limits)
    question = event.questions.create(code="q", kind="text", label_nl="Wat?", label_en="What?")
    hold = timezone.now() + HOLD
    known = registration_factory(event, "unconfirmed", held_until=hold, email=user.email)
    question.answers.create(registration=known, value="oud")
    typed = {"seat": "online", "question-q": "nieuw", "diet": "vegan", "diet_consent": "on"}
    client.post(page_of(event), {"role": "trainee", **typed})
    known.refresh_from_db()
    assert known.state == (State.CONFIRMED if online_capacity is None else State.WAITING)
    assert (known.seat, known.role, known.held_until) == ("online", "trainee", None)
    assert (known.answers.get().value, known.needs.diet) == ("nieuw", "vegan")
    event.refresh_from_db()
    assert event.free_of("room") == 1


@pytest.mark.parametrize("is_taken", [False, True])
def test_address_that_was_entered_by_mistake_gets_no_place_from_an_account(
    client: Client, is_taken: bool
) -> None:
    """A guest may have signed up with the right one: then that is the registration that counts."""
    user = account(client, given="Silke")
    event = event_factory(capacity=5)
    typo = registration_factory(
        event, "unconfirmed", person=user.person, email="typo@b.example", sequence=3
    )
    if is_taken:
        registration_factory(event, "unconfirmed", email=user.email)
    client.post(page_of(event), {"role": "trainee"})
    admitted = event.registrations.get(state=State.CONFIRMED)
    assert admitted.email == user.email
    assert admitted.uid != typo.uid, "the links that went there are no use to who reads that mail"


def test_address_that_is_not_proven_shows_nothing_of_a_guest(client: Client) -> None:
    user = account(client, given="Silke")
    user.emailaddress_set.update(verified=False)
    event = event_factory(capacity=5)
    registration_factory(event, email=user.email)
    assert client.get(page_of(event)).status_code == 200


def test_looking_at_the_form_stores_nobody(client: Client) -> None:
    user = account(client)
    Person.objects.all().delete()
    event = event_factory()
    assert 'name="given"' in client.get(page_of(event)).content.decode()
    client.head(page_of(event))
    assert not Person.objects.exists()
    client.post(page_of(event), FILLED)
    person = Person.objects.get()
    assert (person.user, person.full_name) == (user, "Femke van der Zee")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_account_with_an_unproven_address_is_told_at_the_sixth_sign_up(
    client: Client, lang: str
) -> None:
    account(client, given="Silke").emailaddress_set.update(verified=False)
    pages = [page_of(event_factory(lang), lang) for _n in range(UNCONFIRMED_AN_HOUR + 1)]
    *first, last = [client.post(page, {"role": "trainee"}) for page in pages]
    assert {response.status_code for response in first} == {302}
    assert last.status_code == 422
    words = {"nl": "Probeer het over een uur", "en": "Try again in an hour"}[lang]
    assert words in last.content.decode()
