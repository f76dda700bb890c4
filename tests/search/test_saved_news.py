"""What is new is looked up with no more than a mail needs, and waits only for what will come."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from wagtail.models import Page

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from search.comparing import waiting_keys
from search.models import Entry, SavedSearch
from search.saved import news
from tests.factories.bodies import public_firm
from tests.factories.events import event_page
from tests.factories.pages import add_page
from tests.search.saved import TODAY, morning, saved_search, tomorrow

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def home(tree: dict, settings: Any) -> Iterator[Page]:
    settings.ELASTICSEARCH_URL = []
    with time_machine.travel(TODAY, tick=False):
        run_due()
        yield tree["nl"]


def appear(home: Page, title: str, at: datetime = TODAY + HOUR) -> Page:
    page = add_page(home, title=title, first_published_at=at)
    run_due()
    return page


def park(page: Page) -> None:
    """Its words cannot be indexed, however often that is tried."""
    Entry.objects.filter(key=page.translation_key).delete()
    jobs = Job.objects.filter(kind="index", payload__key=str(page.translation_key))
    assert jobs.update(state=Job.State.PARKED)


def test_item_that_cannot_be_indexed_stops_no_other_news(home: Page) -> None:
    saved = saved_search()
    appear(home, "Warmtepomp van Zeevonk")
    park(appear(home, "Warmtepomp zonder einde"))

    (message,) = morning(tomorrow())

    assert "van Zeevonk" in message.body
    assert "zonder einde" not in message.body
    saved.refresh_from_db()
    assert saved.since > TODAY


def test_item_that_lacks_since_an_hour_is_waited_for(home: Page) -> None:
    saved_search()
    park(appear(home, "Warmtepomp", tomorrow().replace(hour=6)))

    assert morning(tomorrow()) == []


def test_only_what_is_shown_is_read_whole(home: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = saved_search()
    for number in range(news.MOST_SHOWN + 2):
        add_page(home, title=f"Warmtepomp {number}", first_published_at=TODAY + HOUR)
    run_due()
    read: list[int] = []
    whole = news.read_findings

    def count(hits: Any, *args: Any) -> Any:
        read.append(len(hits))
        return whole(hits, *args)

    monkeypatch.setattr(news, "read_findings", count)

    found = news.find_news(saved, TODAY + 2 * HOUR)

    assert read == [news.MOST_SHOWN]
    assert (len(found.items), len(found.keys)) == (news.MOST_SHOWN, news.MOST_SHOWN + 2)


def test_waiting_items_can_be_asked_for_by_key(home: Page) -> None:
    pages = [appear(home, "Warmtepomp"), appear(home, "Warmtenet")]
    Job.objects.filter(kind="index").update(state=Job.State.RETRY)
    one, other = (page.translation_key for page in pages)

    assert waiting_keys() >= {one, other}
    assert waiting_keys({one}) == {one}
    assert waiting_keys(set()) == set()


@pytest.mark.parametrize(
    ("query", "is_offered"),
    [("", True), ("kind=organisation&kind=case", True), ("kind=organisation", False)],
)
def test_organisations_are_no_news_and_no_mail_is_offered_of_them_alone(
    home: Page, client: Client, query: str, is_offered: bool
) -> None:
    saved = saved_search("kind=organisation")
    public_firm()
    run_due()

    html = client.get(f"/nl/zoeken/?{query}").content.decode()

    assert "Kunststof Rondom" in html
    assert ("Mail me wat nieuw is" in html) is is_offered
    assert news.find_news(saved, TODAY + HOUR).keys == []


def test_search_whose_theme_was_taken_off_mails_nothing_until_it_is_back(home: Page) -> None:
    """Without that choice it would mail whatever is new."""
    saved = saved_search("q=warmtepomp&theme=was-er")
    appear(home, "Warmtepomp van Zeevonk")

    assert morning(tomorrow()) == []
    SavedSearch.objects.filter(pk=saved.pk).update(query="q=warmtepomp")
    (message,) = morning(tomorrow(days=2))
    assert "van Zeevonk" in message.body


def test_a_mail_has_no_label_so_its_words_tell_that_an_event_is_off(home: Page) -> None:
    page = event_page(title="Warmte af", status="cancelled")
    run_due()
    (item,) = news.make_items([page.translation_key], "nl")
    assert item.detail.startswith("geannuleerd")
