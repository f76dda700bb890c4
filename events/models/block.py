"""The calendar entry of an event in one language, rendered when it changes."""

from django.db import models


class CalendarBlock(models.Model):
    """What feeds join: its VEVENT and those of its days as text, CRLF at the end of each line.

    Written by `events.calendar.blocks` in the publish transaction. `modified` is when what it says
    changed last, whatever was saved since; it is its DTSTAMP and LAST-MODIFIED. `fingerprint` is
    that of the text without those stamps; `edition` that of the code that wrote it.
    """

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="blocks")
    lang = models.CharField(max_length=2)
    edition = models.PositiveSmallIntegerField()
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    modified = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "lang"], name="calendar_block_once")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.lang}"
