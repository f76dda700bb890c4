"""When people who come to an event are reminded of it."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from events.models.event import Event


class EventReminder(Orderable):
    """One reminder of the page that owns the facts; the projection copies it to `Event`."""

    class Unit(models.TextChoices):
        MINUTES = "minutes", _("minutes")
        HOURS = "hours", _("hours")
        DAYS = "days", _("days")

    class Side(models.TextChoices):
        BEFORE_START = "before-start", _("before the start")
        AFTER_START = "after-start", _("after the start")
        BEFORE_END = "before-end", _("before the end")
        AFTER_END = "after-end", _("after the end")

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="reminders")
    amount = models.PositiveSmallIntegerField(_("how long"), default=1)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.DAYS)
    side = models.CharField(_("when"), max_length=20, choices=Side, default=Side.BEFORE_START)

    panels: ClassVar[list] = [
        FieldRowPanel([FieldPanel("amount"), FieldPanel("unit"), FieldPanel("side")])
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("reminder")

    def __str__(self) -> str:
        return f"{self.amount} {self.get_unit_display()} {self.get_side_display()}"

    @property
    def code(self) -> str:
        """How `Event.reminders` keeps it: "before-start:1440", in minutes."""
        minutes = timedelta(**{self.unit: self.amount}) // timedelta(minutes=1)
        return f"{self.side}:{minutes}"


def moment_of(code: str, event: Event) -> datetime:
    """When the reminder of a code is due, at the present times of an event.

    Whole days end at the same time on the clock, also where the clock was changed in between.
    """
    side, _colon, minutes = code.partition(":")
    direction, _dash, anchor = side.partition("-")
    sign = -1 if direction == "before" else 1
    days, rest = divmod(int(minutes), 24 * 60)
    fixed = event.start if anchor == "start" else event.end
    local = timezone.localtime(fixed, timezone.get_default_timezone())
    return (local + sign * timedelta(days=days)).astimezone(UTC) + sign * timedelta(minutes=rest)
