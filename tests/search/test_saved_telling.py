"""What is new is mailed once, at its hour, and nothing of it is lost."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from wagtail.models import Page

from brink.jobs.daily import KINDS
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.mail import topics
from search.models import Entry, SavedSearch
from search.saved import telling
from search.saved.letters import TOPIC
from tests.factories.pages import add_page, add_translation, publish
from tests.search.saved import AMSTERDAM, GUEST, TODAY, account, morning, saved_search, tomorrow

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture(params=["embedded", pytest.param("server", marks=pytest.mark.elasticsearch)])
def _engine(request: pytest.FixtureRequest, settings: Any, tree: dict) -> None:
    if request.param == "server":
        request.getfixturevalue("elasticsearch")
    else:
        settings.ELASTICSEARCH_URL = []
    run_due()


@pytest.fixture
def home(tree: dict, settings: Any) -> Page:
    settings.ELASTICSEARCH_URL = []
    run_due()
    return tree["nl"]


def appear(home: Page, title: str, at: datetime = TODAY + timedelta(hours=1), **fields: Any) -> Any:
    """A page that is published at that moment, and indexed."""
    with time_machine.travel(at, tick=False):
        page = publish(add_page(home, title=title, live=False, **fields))
        run_due()
    return page


@pytest.mark.usefixtures("_engine")
def test_what_appeared_is_mailed_in_the_morning(tree: dict) -> None:
    saved_search()
    appear(tree["nl"], "De warmtepomp van Zeevonk")
    appear(tree["nl"], "Een ander onderwerp")

    (message,) = morning(tomorrow())

    assert message.to == [GUEST]
    assert message.subject == "1 nieuw resultaat voor “warmtepomp”"
    assert "De warmtepomp van Zeevonk" in message.body
    assert "Een ander onderwerp" not in message.body
    assert "/nl/zoeken/?q=warmtepomp&sort=newest" in message.body
    assert message.message()["List-Unsubscribe"].startswith("<http://testserver/nl/mail/")


def test_what_was_told_is_not_told_again(home: Page) -> None:
    saved = saved_search()
    appear(home, "Warmtepomp een")
    assert len(morning(tomorrow())) == 1
    assert morning(tomorrow(), hour=11) == []
    appear(home, "Warmtepomp twee", TODAY + DAY)

    (message,) = morning(tomorrow(days=2))

    assert "twee" in message.body
    assert "een\n" not in message.body
    saved.refresh_from_db()
    assert saved.since == datetime(2026, 12, 3, 6, 45, tzinfo=AMSTERDAM)


def test_nothing_new_is_no_mail_and_moves_on(home: Page) -> None:
    saved = saved_search()
    appear(home, "Warmtepomp", TODAY - DAY)

    assert morning(tomorrow()) == []

    saved.refresh_from_db()
    assert saved.since == datetime(2026, 12, 2, 6, 45, tzinfo=AMSTERDAM)


def test_what_is_changed_or_comes_back_is_not_new(home: Page) -> None:
    page = appear(home, "Iets ouds", TODAY - DAY)
    gone = appear(home, "Warmtepomp van toen", TODAY - DAY)
    saved_search()
    gone.unpublish()
    run_due()
    appear(home, "Warmtepomp als bewijs")
    with time_machine.travel(TODAY + timedelta(hours=2), tick=False):
        publish(page, title="Nu over een warmtepomp")
        publish(gone)
        run_due()

    (message,) = morning(tomorrow())

    assert message.subject.startswith("1 ")


def test_item_is_told_once_whatever_its_first_moment_becomes(home: Page, tree: dict) -> None:
    """Where its first language goes, that of the other is the moment at which it appeared."""
    saved_search()
    page = appear(home, "Warmtepomp")
    assert len(morning(tomorrow())) == 1
    with time_machine.travel(TODAY + DAY, tick=False):
        publish(add_translation(page, tree["en"], title="Warmtepomp, in English", live=False))
        page.unpublish()
        appear(home, "Warmtepomp drie", TODAY + DAY)

    (message,) = morning(tomorrow(days=2))

    assert "drie" in message.body
    assert "in English" not in message.body


def test_withdrawn_page_is_not_told(home: Page) -> None:
    saved_search()
    appear(home, "Warmtepomp die blijft")
    appear(home, "Warmtepomp die gaat").unpublish()
    run_due()

    (message,) = morning(tomorrow())

    assert "die gaat" not in message.body


def test_choices_and_language_are_those_of_the_search(tree: dict, home: Page) -> None:
    saved_search("q=heat+pump&kind=page", language="en")
    saved_search("kind=case", email="ander@b.example")
    appear(tree["en"], "A heat pump")

    (message,) = morning(tomorrow())

    assert message.subject == "1 new result for “heat pump · page”"
    assert "/en/search/?q=heat+pump&kind=page&sort=newest" in message.body


@pytest.mark.parametrize(("day", "number"), [(2, 0), (6, 0), (7, 1), (8, 1)])
def test_weekly_mail_comes_on_monday_or_as_soon_as_somebody_runs(
    home: Page, day: int, number: int
) -> None:
    saved_search(frequency="weekly")
    appear(home, "Warmtepomp")

    assert len(morning(datetime(2026, 12, day, tzinfo=AMSTERDAM))) == number


@pytest.mark.parametrize(
    "day", [datetime(2027, 3, 28), datetime(2027, 3, 29), datetime(2026, 10, 25)]
)
def test_mail_comes_at_seven_by_the_clock_of_the_season(home: Page, day: datetime) -> None:
    saved_search(since=TODAY - 100 * DAY)
    with time_machine.travel(day.replace(hour=3, tzinfo=AMSTERDAM), tick=False):
        telling.plan({})

    job = Job.objects.get(kind=telling.TELL)

    assert (timezone.localtime(job.due).hour, timezone.localtime(job.due).minute) == (7, 0)
    assert (job.expires - job.due) in (DAY, DAY - timedelta(hours=1), DAY + timedelta(hours=1))


def test_planned_each_night_and_once_for_a_period(home: Page) -> None:
    saved_search()
    for _again in range(2):
        with time_machine.travel(tomorrow().replace(hour=3), tick=False):
            telling.plan({})

    assert telling.PLAN in KINDS
    assert Job.objects.filter(kind=telling.TELL).count() == 1


def test_index_that_is_behind_is_waited_for(home: Page) -> None:
    saved = saved_search()
    page = appear(home, "Warmtepomp", tomorrow().replace(hour=6))
    key = page.translation_key
    Entry.objects.filter(key=key).delete()

    assert morning(tomorrow()) == []

    job = Job.objects.get(kind=telling.TELL)
    assert (job.state, job.attempts) == (Job.State.RETRY, 0)
    saved.refresh_from_db()
    assert saved.since == TODAY
    publish(page, summary="Weer in de index")
    run_due()
    assert len(morning(tomorrow(), hour=8)) == 1


def test_job_of_the_index_that_is_to_come_is_waited_for(home: Page) -> None:
    saved_search()
    page = appear(home, "Warmtepomp")
    due = TODAY + 2 * DAY
    job = Job.objects.filter(kind="index", payload__key=str(page.translation_key)).last()
    Job.objects.filter(pk=job.pk).update(state=Job.State.RETRY, due=due)

    assert morning(tomorrow()) == []
    assert Job.objects.get(kind=telling.TELL).state == Job.State.RETRY


def test_day_that_was_not_told_is_told_the_next(home: Page) -> None:
    saved_search()
    appear(home, "Warmtepomp van vanmorgen", tomorrow().replace(hour=6))
    entry = Entry.objects.order_by("pk").last()
    Entry.objects.filter(pk=entry.pk).update(key="00000000-0000-4000-8000-000000000000")
    assert morning(tomorrow()) == []
    Entry.objects.filter(pk=entry.pk).update(key=entry.key)

    (message,) = morning(tomorrow(days=2))

    assert "van vanmorgen" in message.body
    dropped = Job.objects.filter(kind=telling.TELL).order_by("pk").first()
    assert dropped.state == Job.State.DONE


def test_closed_account_and_unconfirmed_address_get_no_mail(home: Page) -> None:
    saved_search(confirmed=None)
    saved_search(user=account(is_active=False))
    closed = account(email="dicht@b.example", is_active=False)
    saved_search(email=closed.email)
    saved_search(user=account(email="open@b.example"))
    appear(home, "Warmtepomp")

    assert [message.to for message in morning(tomorrow())] == [["open@b.example"]]


def test_who_refused_this_kind_gets_none_and_no_heap_of_it_later(home: Page) -> None:
    saved_search()
    topics.refuse(GUEST, TOPIC)
    appear(home, "Warmtepomp een")
    assert morning(tomorrow()) == []
    topics.take_back(GUEST, TOPIC)
    appear(home, "Warmtepomp twee", TODAY + DAY)

    (message,) = morning(tomorrow(days=2))

    assert message.subject.startswith("1 ")


def test_much_that_is_new_is_one_mail_that_says_how_much(home: Page) -> None:
    saved_search()
    for number in range(23):
        add_page(home, title=f"Warmtepomp {number}", first_published_at=TODAY + DAY / 24)
    run_due()

    (message,) = morning(tomorrow())

    assert message.subject.startswith("23 nieuwe")
    assert message.body.count("http://testserver/nl/warmtepomp") == 20
    assert "En nog 3." in message.body


def test_mail_and_mark_are_stored_together_or_not_at_all(
    home: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash before the commit leaves both as they were; the next attempt tells it, once."""
    saved = saved_search()
    appear(home, "Warmtepomp")

    def crash(letter: Any) -> None:
        queue(letter)
        raise RuntimeError("killed")

    queue = telling.queue_mail
    monkeypatch.setattr(telling, "queue_mail", crash)
    assert morning(tomorrow()) == []
    saved.refresh_from_db()
    assert saved.since == TODAY
    assert not Job.objects.filter(kind="mail").exists()
    monkeypatch.setattr(telling, "queue_mail", queue)

    assert len(morning(tomorrow(), hour=8)) == 1
    assert SavedSearch.objects.get().since > TODAY


def test_run_again_after_a_crash_behind_the_commit_sends_nothing_more(home: Page) -> None:
    saved_search()
    appear(home, "Warmtepomp")
    assert len(morning(tomorrow())) == 1
    Job.objects.filter(kind=telling.TELL).update(state=Job.State.QUEUED)

    assert morning(tomorrow(), hour=8) == []
    assert mail.outbox == []
