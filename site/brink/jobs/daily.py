"""What is done once a day: each night's job is planned the day before, by whoever runs jobs.

A module that registers a handler says so with `every_day`; embedded, by a worker and by Celery
alike, for all three call `plan_daily` when they begin.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from brink.jobs.outbox import enqueue

HOUR = time(3)

#: What is done each night.
KINDS: list[str] = []
_planned: date | None = None  # by this process


def every_day(kind: str) -> None:
    """Have a job of this kind run each night; its handler may find that nothing is to be done."""
    if kind not in KINDS:
        KINDS.append(kind)


def plan_daily() -> None:
    """See to it that the coming night's are planned; each runner calls this whenever it begins."""
    global _planned  # spares the queries each time
    day = timezone.localdate() + timedelta(days=1)
    if day != _planned:
        due = timezone.make_aware(datetime.combine(day, HOUR))
        for kind in KINDS:
            enqueue(kind, f"{kind}:{day}", {}, due=due)
        _planned = day
