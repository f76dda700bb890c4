"""Nobody is bombed with mail by way of this site, however many clients try at once."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connections
from django.test import Client

from brink.home.tree import build_tree
from brink.jobs.runner import run_due
from brink.mail.limits import OVERALL_AN_HOUR, take_ticket
from brink.people.adapter import RESETS_AN_HOUR
from events.confirmations import UNCONFIRMED_AN_HOUR
from tests.database import forget_cache
from tests.events.signing_up import FILLED, page_of
from tests.factories.events import event_factory
from tests.factories.people import user_factory

ADDRESS = "jikke@voorbeeld.example"
CLIENTS = 8  # at a time: SQLite lets one write, and the others wait no longer than it is told


@pytest.fixture
def _real_commits(transactional_db: None) -> Iterator[None]:
    """No test database empties the cache in it, as that is no model."""
    build_tree()
    yield
    forget_cache()


@pytest.mark.django_db
def test_tickets_run_out_by_purpose_and_address():
    assert [take_ticket("a", ADDRESS, 3) for _ in range(5)] == [True, True, True, False, False]
    assert take_ticket("b", ADDRESS, 3), "another purpose has its own"
    assert take_ticket("a", "anna@voorbeeld.example", 3), "another address has its own"
    assert not take_ticket("a", ADDRESS.upper(), 3), "capitals make no other address"


@pytest.mark.django_db
def test_all_purposes_together_are_bounded():
    taken = [take_ticket(f"purpose {n}", ADDRESS, 5) for n in range(OVERALL_AN_HOUR + 5)]

    assert taken == [True] * OVERALL_AN_HOUR + [False] * 5


@pytest.mark.django_db
def test_cache_that_cannot_count_refuses_nobody(monkeypatch, caplog):
    """In a table of the database it answers as if the ticket were taken: see `_base_set`."""
    assert take_ticket("a", ADDRESS, 2)
    with monkeypatch.context() as patch:
        patch.setattr(cache, "add", lambda *_, **__: False)
        assert take_ticket("a", ADDRESS, 2)
    assert "was not counted" in caplog.text

    assert take_ticket("a", ADDRESS, 2)
    assert not take_ticket("a", ADDRESS, 2), "who is one too many still is"


@pytest.mark.django_db
def test_cache_does_not_tell_whose_tickets_they_are(monkeypatch):
    names: list[str] = []
    add = cache.add
    monkeypatch.setattr(
        cache, "add", lambda name, *a, **kw: names.append(name) or add(name, *a, **kw)
    )
    take_ticket("a", ADDRESS, 3)

    assert len(names) == 2
    assert not any("jikke" in name or "voorbeeld" in name for name in names)


@pytest.mark.django_db
def test_flood_of_other_addresses_gives_no_tickets_back():
    """Django's cache in a table throws entries away beyond 300, unless told otherwise."""
    assert take_ticket("a", ADDRESS, 1)
    for number in range(250):
        take_ticket("a", f"p{number}@voorbeeld.example", 1)

    assert not take_ticket("a", ADDRESS, 1)


def at_once(number: int, call) -> list:
    """Called so often by as many threads as there are clients, each with its own connections."""

    def run(n: int):
        try:
            return call(n)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(run, range(number)))


@pytest.mark.usefixtures("_real_commits")
def test_tickets_taken_at_the_same_time_are_no_more_than_there_are():
    assert sum(at_once(60, lambda n: take_ticket("a", ADDRESS, 5))) == 5


def sign_up(event, email: str, number: int) -> int:
    """By a browser of its own, on a network of its own."""
    client = Client(REMOTE_ADDR=f"198.51.100.{number}")
    return client.post(page_of(event), {**FILLED, "email": email}).status_code


@pytest.mark.usefixtures("_real_commits")
def test_hundred_sign_ups_of_one_stranger_from_many_clients():
    """reliability.md, test 16: for one event one mail, for all together no more than the bound."""
    events = [event_factory() for _ in range(20)]
    statuses = at_once(100, lambda n: sign_up(events[n % 20], ADDRESS, n))
    run_due()

    # 429: allauth's limit per network says no when it cannot count just then.
    assert set(statuses) <= {302, 422, 429}, Counter(statuses)
    to = Counter(letter.to[0] for letter in mail.outbox)
    assert to == {ADDRESS: UNCONFIRMED_AN_HOUR}
    assert all(letter.subject.startswith("Bevestig je aanmelding") for letter in mail.outbox)


@pytest.mark.usefixtures("_real_commits")
def test_hundred_sign_ups_of_one_stranger_for_one_event_send_one_mail():
    event = event_factory()
    statuses = at_once(100, lambda n: sign_up(event, ADDRESS, n))
    run_due()

    assert set(statuses) <= {302, 429, 503}, Counter(statuses)
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]


@pytest.mark.usefixtures("_real_commits")
def test_hundred_strangers_signed_up_by_one_client_are_bounded():
    event = event_factory()
    statuses = at_once(100, lambda n: sign_up(event, f"p{n}@voorbeeld.example", 1))
    run_due()

    count = Counter(statuses)
    assert 0 < count[302] == len(mail.outbox) <= 60, count
    assert count[429] >= 40, count
    assert set(Counter(letter.to[0] for letter in mail.outbox).values()) == {1}


def ask_for_a_password(number: int) -> int:
    client = Client(REMOTE_ADDR=f"198.51.100.{number}")
    return client.post("/nl/account/password/reset/", {"email": ADDRESS}).status_code


@pytest.mark.django_db
def test_asking_for_a_new_password_again_and_again_is_bounded(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    user_factory(email=ADDRESS)
    answers = {ask_for_a_password(number) for number in range(RESETS_AN_HOUR + 3)}
    run_due()

    assert answers == {302}, "the page does not tell"
    assert len(mail.outbox) == RESETS_AN_HOUR


@pytest.mark.django_db
def test_strangers_who_ask_for_other_mail_take_nobody_a_new_password():
    user_factory(email=ADDRESS)
    for number in range(OVERALL_AN_HOUR):
        take_ticket(f"purpose {number}", ADDRESS, 1)
    assert not take_ticket("other", ADDRESS, 1), "all else has been asked for"

    ask_for_a_password(1)
    run_due()

    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]
