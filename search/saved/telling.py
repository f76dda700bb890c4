"""Mail what is new: each day at seven in the morning, or on Monday, by the clock of the programme.

A run covers what appeared until a quarter to seven: what was published then is stored and indexed
by seven. Each search has a job for each period, which waits for an index that is behind. What a job
could not do before the next period is left to that one, as `since` has not moved: nothing is lost.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from brink.jobs.daily import every_day
from brink.jobs.outbox import enqueue_all
from brink.jobs.registry import Keep, handler
from brink.mail.outgoing import queue_mail
from search.models import SavedSearch
from search.saved.letters import tell_news
from search.saved.model import Frequency
from search.saved.news import News, find_news

PLAN, TELL = "search.plan-news", "search.tell-news"
HOUR = time(7)
SETTLED = timedelta(minutes=15)
DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}
#: So many items are remembered as told: many more than may appear at one moment.
MOST_TOLD = 200

every_day(PLAN)


@handler(PLAN, keep=Keep.KEY)
def plan(payload: dict[str, Any]) -> None:
    """A job this morning for each search whose period has ended and was not told.

    A Monday on which nothing ran is made good on the next day that something does.
    """
    for frequency in Frequency:
        plan_for(frequency, timezone.localdate())


def plan_for(frequency: Frequency, today: date) -> None:
    first = today - timedelta(days=today.weekday()) if frequency is Frequency.WEEKLY else today
    until = at_hour(first) - SETTLED
    found = SavedSearch.objects.living().filter(frequency=frequency, since__lt=until)
    payloads = {
        f"{TELL}:{uid}:{first}": {"search": str(uid), "until": until.isoformat()}
        for uid in found.order_by("pk").values_list("uid", flat=True)
    }
    end = at_hour(first + timedelta(days=DAYS[frequency]))
    enqueue_all(TELL, payloads, due=at_hour(today), expires=end)


def at_hour(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, HOUR))


@handler(TELL)
def tell(payload: dict[str, Any]) -> None:
    """Look, and then store that it was told together with the mail; twice is once."""
    until = datetime.fromisoformat(payload["until"])
    found = SavedSearch.objects.living().filter(uid=payload["search"], since__lt=until)
    saved = found.select_related("user").first()
    if saved and (news := find_news(saved, until)):
        store(saved, news, until)


@transaction.atomic
def store(saved: SavedSearch, news: News, until: datetime) -> None:
    """A mail where there is something new; none where another run told it meanwhile."""
    if move(saved, news, until) and news.items:
        queue_mail(tell_news(saved, news, until))


def move(saved: SavedSearch, news: News, until: datetime) -> bool:
    """Whether this run is the one that tells it: the row is still as it was when it looked."""
    told = [*saved.told, *map(str, news.keys)][-MOST_TOLD:]
    current = SavedSearch.objects.filter(pk=saved.pk, since=saved.since)
    return bool(current.update(since=until, told=told))
