"""Links in mail: for one thing and one act, not for ever, and nothing happens when they are opened.

reliability.md, test 26. A mail gateway sends HEAD and GET to every link before its reader does.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.mail import occasions
from events import links
from events.certificates import links as certificate_links
from events.groups import links as booking_links
from events.groups.booking import Guest
from events.groups.contact import rename
from events.messages import tell
from events.models import Event, Registration
from events.registration import cancel, register
from tests.access.things import Things, certificate_of, things_of
from tests.access.written import written
from tests.events.applicants import guest
from tests.events.groups import first, group, last
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import user_factory

State = Registration.State
NAMES = [occasion.name for occasion in occasions.occasions()]
SCANNER = {"User-Agent": "Gateway/1.0", "Sec-Purpose": "prefetch"}
#: Counters that bound how often somebody may ask, and cached answers.
MAY_WRITE = {"cache"}
pytestmark = pytest.mark.usefixtures("tree")


def links_in(message: Any) -> Iterator[str]:
    """The paths on this site that a mail leads to, of its words and of its picture of them."""
    html = BeautifulSoup(message.alternatives[0][0], "html.parser")
    found = {link["href"] for link in html.select("a[href]")}
    found |= set(re.findall(r"https?://\S+", str(message.body)))
    yield from sorted(
        link.removeprefix(settings.BASE_URL) for link in found if link.startswith(settings.BASE_URL)
    )


def scan(paths: Iterator[str]) -> dict[str, set[str]]:
    """What a gateway that opens all of them makes the site write, by path."""
    changed = {}
    for path in paths:
        with written() as tables:
            for method in ("head", "get", "get", "head"):
                response = getattr(Client(), method)(path, headers=SCANNER)
                assert response.status_code < 500, path
                response.getvalue()
        if odd := tables - MAY_WRITE:
            changed[path] = odd
    return changed


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_scanner_that_opens_all_links_of_all_samples_changes_nothing(lang: str) -> None:
    messages = [occasions.preview(occasions.find(name), lang) for name in NAMES]
    paths = {path for message in messages for path in links_in(message)}
    assert len(paths) > 15
    assert scan(iter(sorted(paths))) == {}


def everybody_is_mailed() -> Event:
    """One event with somebody in each state, and a group; each of them has had their mail."""
    event = event_factory(capacity=6, presence="hybrid", online_url="https://video.example/x")
    register(event.pk, guest("new@b.example"))
    for state in (State.CONFIRMED, State.WAITING, State.PENDING, State.CANCELLED):
        tell(registration_factory(event, state))
    tell(registration_factory(event, State.REFUSED), words={"reason": "Vol"})
    until = timezone.now() + timedelta(hours=3)
    tell(registration_factory(event, "offered", held_until=until))
    rename(last(group(event, 2)), Guest("Jan", "", "Boer", "jan@b.example"))
    run_due()
    return event


@pytest.mark.slow
def test_scanner_that_opens_all_links_of_real_mails_changes_nothing() -> None:
    event = everybody_is_mailed()
    before = list(event.registrations.order_by("pk").values())
    jobs, mails = Job.objects.count(), len(mail.outbox)
    paths = {path for message in mail.outbox for path in links_in(message)}
    opened = {path.split("/")[2] for path in paths}
    assert {"bevestigen", "afmelden", "aanbod", "mijn-agenda"} <= opened, "the acts are among them"

    assert scan(iter(sorted(paths))) == {}
    assert list(event.registrations.order_by("pk").values()) == before
    run_due()
    assert (Job.objects.count(), len(mail.outbox)) == (jobs, mails)


# Bound to one thing, one act and a time


@pytest.fixture
def things() -> Things:
    return things_of(user_factory(), "nl")


def tokens(things: Things) -> dict[str, str]:
    """A token of each act, by the name of the address that takes it."""
    found = {name: links.token(act, things.registration) for act, name in links.URL_NAMES.items()}
    return {
        **found,
        "events:group": booking_links.token(things.booking),
        "events:claim": booking_links.claim_address(things.place).split("/")[-2],
        "events:claim-place": proof_of(things),
        "events:certificate-file": certificate_links.file_path(things.certificate).split("/")[-2],
    }


def proof_of(things: Things) -> str:
    return booking_links.proof_address(things.place, "jan@b.example").split("/")[-2]


def test_token_of_one_act_opens_no_other(client: Client, things: Things) -> None:
    known = tokens(things)
    wrong = [(name, known[other]) for name, other in permutations(known, 2)]
    codes = {(name, client.get(reverse(name, args=[token])).status_code) for name, token in wrong}
    assert {code for _name, code in codes} == {404}


def test_token_that_was_changed_opens_nothing(client: Client, things: Things) -> None:
    for name, token in tokens(things).items():
        middle = len(token) // 2
        other = "A" if token[middle] != "A" else "B"
        for forged in (token[:-1], token + "x", token[:middle] + other + token[middle + 1 :]):
            for method in (client.get, client.post):
                assert method(reverse(name, args=[forged])).status_code in (404, 405), name


def test_token_ends_with_its_time(client: Client, things: Things) -> None:
    late, known = timezone.now() + links.AGENDA_AGE + timedelta(days=1), tokens(things)
    before = list(Registration.objects.order_by("pk").values())
    with time_machine.travel(late):
        for name, token in known.items():
            for method in (client.get, client.post):
                assert method(reverse(name, args=[token])).status_code in (405, 410), name
    assert list(Registration.objects.order_by("pk").values()) == before


# Used once


def test_confirming_by_a_link_after_one_cancelled_brings_nothing_back(client: Client) -> None:
    """Bound to the state: a link that was used does not act anew on what came after it."""
    row = registration_factory(event_factory(), "unconfirmed")
    confirm = links.path("confirm", row)
    client.post(confirm)
    cancel(row)
    for _again in range(2):
        client.post(confirm)
        row.refresh_from_db()
        assert row.state == State.CANCELLED


def test_offer_that_was_left_cannot_be_taken_when_it_is_offered_to_another(client: Client) -> None:
    event = event_factory(capacity=1)
    holder = registration_factory(event)
    mine, other = (registration_factory(event, "waiting") for _n in range(2))
    cancel(holder)
    path = links.path("offer", mine)
    client.post(path, {"answer": "decline"})
    assert client.post(path, {"answer": "accept"}).status_code == 409
    states = dict(event.registrations.values_list("pk", "state"))
    assert (states[mine.pk], states[other.pk]) == (State.CANCELLED, State.OFFERED)


def test_link_to_claim_is_dead_for_all_others_once_it_was_used(client: Client) -> None:
    booking = group(event_factory(), 2)
    row = last(booking)
    passed_on = booking_links.claim_address(row).removeprefix(settings.BASE_URL)
    mine = booking_links.proof_address(row, "jan@b.example").removeprefix(settings.BASE_URL)
    theirs = booking_links.proof_address(row, "piet@b.example").removeprefix(settings.BASE_URL)
    form = {"given": "Jan", "family": "Boer", "role": "staff"}
    assert client.post(mine, form).status_code == 302
    assert client.post(mine, form).status_code == 302, "who has it, sees it again"
    assert client.post(theirs, form).status_code == client.get(passed_on).status_code == 410
    row.refresh_from_db()
    assert row.email == "jan@b.example"
    assert first(booking).email != row.email


def test_paper_of_a_revoked_certificate_is_not_given(client: Client) -> None:
    user = user_factory()
    found = certificate_of(user, event_factory())
    path = certificate_links.file_path(found)
    assert client.get(path).headers["Content-Type"] == "application/pdf"
    type(found).objects.update(revoked=timezone.now())
    assert client.get(path).status_code == 302
