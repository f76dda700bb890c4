"""The content version: one number that goes up with every published change."""

from datetime import UTC, datetime, timedelta

from django.db.models import DateTimeField, F
from django.db.models.functions import Greatest
from django.utils import timezone

from brink.pages.models.card import ContentVersion

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
#: What `Last-Modified` can tell apart.
TICK = timedelta(seconds=1)


def content_version() -> int:
    """The version now; what is read after it is at least as new."""
    return content_stamp()[0]


def content_stamp() -> tuple[int, datetime]:
    """The version now and when it was raised, to the second a time of its own; one query."""
    row = ContentVersion.objects.filter(pk=1).values_list("number", "changed").first()
    return row or (0, NEVER)


def bump_version() -> int:
    """Raise the content version and return it; call this last, it is one hot row.

    Its moment is a second later than that before it, and so ahead of the clock after many changes
    at once: two versions of one second would be the same to whoever asks by date.
    """
    moment = Greatest(F("changed") + TICK, timezone.now(), output_field=DateTimeField())
    raised = {"number": F("number") + 1, "changed": moment}
    if not ContentVersion.objects.filter(pk=1).update(**raised):
        ContentVersion.objects.get_or_create(pk=1)
        ContentVersion.objects.filter(pk=1).update(**raised)
    return content_version()
