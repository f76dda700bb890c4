"""The content version: one number that goes up with every published change."""

from datetime import UTC, datetime, timedelta

from django.db.models import DateTimeField, F, Max, Sum
from django.db.models.functions import Greatest
from django.utils import timezone

from brink.pages.models.card import ContentVersion

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
#: What `Last-Modified` can tell apart.
TICK = timedelta(seconds=1)
#: The rows: what is published, what the database's own search index holds of it, and the rules by
#: which editors have queries read.
CONTENT, INDEX, RULES = 1, 2, 3

#: A version, and when it was raised.
Stamp = tuple[int, datetime]


def content_version() -> int:
    """The version now; what is read after it is at least as new."""
    return content_stamp()[0]


def content_stamp() -> Stamp:
    """The version now and when it was raised, to the second a time of its own; one query."""
    row = ContentVersion.objects.filter(pk=CONTENT).values_list("number", "changed").first()
    return row or (0, NEVER)


def found_stamp() -> Stamp:
    """The same for what search finds: raised with the content, when the index has followed, and
    when a rule was changed.
    """
    rows = ContentVersion.objects.filter(pk__in=(CONTENT, INDEX, RULES))
    found = rows.aggregate(number=Sum("number"), moment=Max("changed"))
    return found["number"] or 0, found["moment"] or NEVER


def bump_version() -> int:
    """Raise the content version and return it; call this last, it is one hot row.

    Its moment is a second later than that before it, and so ahead of the clock after many changes
    at once: two versions of one second would be the same to whoever asks by date.
    """
    bump(CONTENT)
    return content_version()


def bump_index() -> None:
    """Tell that the index was written, last in that transaction: what is found may be otherwise."""
    bump(INDEX)


def bump_rules() -> None:
    """Tell that queries are read by other rules from now on."""
    bump(RULES)


def rules_version() -> int:
    """0 as long as no editor made a rule; one query."""
    found = ContentVersion.objects.filter(pk=RULES).values_list("number", flat=True).first()
    return found or 0


def bump(pk: int) -> None:
    moment = Greatest(F("changed") + TICK, timezone.now(), output_field=DateTimeField())
    raised = {"number": F("number") + 1, "changed": moment}
    if not ContentVersion.objects.filter(pk=pk).update(**raised):
        ContentVersion.objects.get_or_create(pk=pk)
        ContentVersion.objects.filter(pk=pk).update(**raised)
