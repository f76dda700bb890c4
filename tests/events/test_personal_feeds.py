"""Calendar addresses: who has which, for whom they are dead, and that nobody can find one out."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brink.people import guests
from brink.people.models import User
from events import personal_feeds
from events.models import PersonalFeed
from events.personal_feeds import MOST, Owner, hash_of
from tests.factories.events import event_factory, person_factory, registration_factory
from tests.factories.people import user_factory
from tests.factories.personal_feeds import come, feed_of, titles, token_of

pytestmark = pytest.mark.usefixtures("tree")
GUEST = "femke@zeevonk.example"


@pytest.fixture
def user() -> User:
    return user_factory(email="silke@brink.example")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Deze kalender bestaat niet.\n"), ("en", "There is no such calendar.\n")],
)
def test_whatever_is_wrong_is_the_same_404(
    client: Client, user: User, lang: str, words: str
) -> None:
    address = feed_of(user, lang)
    token = token_of(address)
    revoked, closed = feed_of(user, lang), feed_of(user_factory(is_active=False), lang)
    PersonalFeed.objects.get(token_hash=hash_of(token_of(revoked))).delete()
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


def test_owner_has_each_name_once_and_ten_at_most(user: User) -> None:
    for number in range(MOST):
        feed_of(user, name=f"Nummer {number}")

    with pytest.raises(personal_feeds.NameTakenError):
        feed_of(user, name="NUMMER 3")
    with pytest.raises(personal_feeds.TooManyError):
        feed_of(user, name="Nog een")
    feed_of(GUEST, name="Nummer 3")
    assert Owner(user=user).feeds().count() == MOST


def test_guest_of_a_proven_address_counts_with_its_account(user: User) -> None:
    """And the account with its guest: it is one list, for whoever reads that mail."""
    come(user.email, event_factory())
    feed_of(user.email, name="Van de gast")
    for number in range(MOST - 2):
        feed_of(user, name=f"Nummer {number}")

    for owner, name in ((user.email, "nummer 3"), (user, "van de gast")):
        with pytest.raises(personal_feeds.NameTakenError):
            feed_of(owner, name=name)
    feed_of(user.email, name="De laatste")
    for owner in (user.email, user):
        with pytest.raises(personal_feeds.TooManyError):
            feed_of(owner, name="Nog een")
    assert Owner(user=user).feeds().count() == MOST


def test_account_waits_where_its_guest_waits(user: User) -> None:
    """The address may be proven while the form of the guest is under way."""
    come(user.email, event_factory())
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        Owner(user=user).lock()
    tables = [
        query["sql"].split(' FROM "')[1].split('"')[0]
        for query in asked
        if " FROM " in query["sql"]
    ]
    assert tables == ["people_user", "account_emailaddress", "events_registration"]
