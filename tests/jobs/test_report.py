"""The page where programme staff see what waits and what did not work out."""

import datetime as dt
from urllib.parse import urlencode

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from brink.jobs import report
from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.runner import run_due
from brink.mail import outage
from tests.factories.people import editor, staff, user_factory
from tests.jobs.reporting import DROP, PAGE, TRY, buttons, listed, of, park, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("broken_kind")]
#: Where the cache is a table, one more for each of two services asks it whether that is away.
QUERIES = 12 + 2 * settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_report_shows_counts_and_errors(boss: Client) -> None:
    park("mail:<b>lost</b>")

    text = words(boss.get(PAGE))

    assert "mail:<b>lost</b>" in text
    assert "No handler for jobs of kind 'nobody'." in text
    assert "jikke@" not in text
    assert report.number_per_state()[Job.State.PARKED] == 1


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", ["Opnieuw proberen", "Schrappen", "Wat aandacht vraagt", "geparkeerd"]),
        ("en", ["Try again", "Drop", "What needs attention", "parked"]),
    ],
)
def test_report_speaks_the_language_of_its_reader(
    client: Client, language: str, expected: list[str]
) -> None:
    user = staff()
    UserProfile.objects.create(user=user, preferred_language=language)
    client.force_login(user)
    (job,) = park("lost")

    pages = words(client.get(PAGE)) + words(client.get(f"{DROP}?{urlencode(of(job))}"))
    pages += words(client.post(TRY, of(job), follow=True))

    assert [word for word in expected if word.lower() not in pages.lower()] == []
    is_told = {"nl": "1 taak wordt opnieuw geprobeerd", "en": "1 job is tried again"}
    assert is_told[language] in pages


@pytest.mark.parametrize("number", [1, 3])
def test_report_asks_as_much_for_many_jobs_as_for_one(
    boss: Client, number: int, django_assert_num_queries
) -> None:
    park(*(f"n{n}" for n in range(number)))
    boss.get(PAGE)

    with django_assert_num_queries(QUERIES):
        boss.get(PAGE)


def test_report_shows_what_needs_attention_unless_asked_for_a_state(boss: Client) -> None:
    park("parked")
    enqueue("broken", "again", {})
    run_due()
    enqueue("nobody", "waits", {}, due=timezone.now() + dt.timedelta(days=1))
    Job.objects.create(key="ran", kind="mail", state="done", finished=timezone.now())
    (job,) = park("dropped")
    boss.post(DROP, of(job))

    assert listed(boss) == {"parked", "again"}
    assert listed(boss, state="queued") == {"waits"}
    assert listed(boss, state="done") == {"ran"}
    assert listed(boss, state="dropped") == {"dropped"}
    assert listed(boss, kind="broken") == {"again"}
    assert listed(boss, kind="nobody", state="parked") == {"parked"}


@pytest.mark.parametrize("query", ["state=no", "kind=no", "p=no", "p=999", "ordering=payload"])
def test_report_bears_nonsense(boss: Client, query: str) -> None:
    park("lost")

    assert boss.get(f"{PAGE}?{query}").status_code == 200


def test_report_has_pages_of_fifty(boss: Client) -> None:
    park(*(f"n{n:02}" for n in range(51)))

    assert len(listed(boss)) == 50
    assert len(listed(boss, p="2")) == 1


def test_report_says_that_nothing_needs_attention_while_work_waits(boss: Client) -> None:
    enqueue("nobody", "waits", {}, due=timezone.now() + dt.timedelta(days=1))

    assert "Al het werk is gedaan" not in words(boss.get(PAGE))
    assert "waits" in listed(boss, state="queued")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_report_says_that_the_mail_server_is_away(client: Client, language: str) -> None:
    user = staff()
    UserProfile.objects.create(user=user, preferred_language=language)
    client.force_login(user)
    assert not warnings(client)

    outage.note()
    (warning,) = warnings(client)
    outage.end()

    assert {"nl": "mail", "en": "The mail server does not answer."}[language] in warning
    assert not warnings(client)


def warnings(client: Client) -> list[str]:
    soup = BeautifulSoup(client.get(PAGE).content, "html.parser")
    return [block.get_text(" ", strip=True) for block in soup.select(".help-warning")]


@pytest.mark.parametrize("who", [editor, user_factory, None])
def test_report_and_decisions_are_not_for_others(client: Client, who) -> None:
    if who:
        client.force_login(who())
    (job,) = park("lost")

    for path in (PAGE, f"{PAGE}results/", f"{DROP}?{urlencode(of(job))}"):
        assert client.get(path).status_code in (302, 403)
    for action in (TRY, DROP):
        assert client.post(action, of(job)).status_code in (302, 403)
    assert Job.objects.get().state == "parked"
    assert "lost" not in words(client.get(PAGE, follow=True))


def test_who_may_only_look_sees_no_buttons(client: Client) -> None:
    user = editor()
    group = Group.objects.create(name="Watchers")
    group.permissions.add(Permission.objects.get(codename="view_job"))
    user.groups.add(group)
    client.force_login(user)
    (job,) = park("lost")

    assert "lost" in words(client.get(PAGE))
    assert buttons(client) == []
    assert client.post(TRY, of(job)).status_code in (302, 403)
    assert Job.objects.get().state == "parked"


def test_oldest_due_counts_only_what_is_due() -> None:
    now = timezone.now()
    enqueue("x", "later", {}, due=now + dt.timedelta(hours=1))
    assert report.oldest_due() is None
    enqueue("x", "old", {}, due=now - dt.timedelta(hours=2))

    assert report.oldest_due() == now - dt.timedelta(hours=2)


def test_job_of_a_dead_runner_waits_since_its_lease_ended() -> None:
    now = timezone.now()
    Job.objects.create(
        key="x",
        kind="mail",
        state="running",
        due=now - dt.timedelta(hours=3),
        leased_until=now + dt.timedelta(minutes=2),
    )
    assert report.seconds_late() == 0
    with time_machine.travel(now + dt.timedelta(minutes=12), tick=False):
        assert report.seconds_late() == 600
