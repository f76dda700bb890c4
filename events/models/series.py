"""Meetings that belong together, such as the evenings of a course."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models.event import new_uid


class Series(models.Model):
    """Events that readers see as one row of meetings.

    A series that `repeats` is the same meeting on several days: calendars show one appointment
    with as many dates. Else each event is an appointment of its own that names the others.
    """

    uid = models.CharField(max_length=120, unique=True, default=new_uid, editable=False)
    title_nl = models.CharField(_("Dutch title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=120)
    repeats = models.BooleanField(
        _("the same meeting each time"),
        default=False,
        help_text=_("Calendars then show one appointment that repeats. Choose before publishing."),
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ("title_nl",)

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" else self.title_nl
