"""What stands on the page of an event in rows: the programme and who speaks."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin


class ProgrammeItem(TranslatableMixin, Orderable):
    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="programme")
    #: of a meeting that lasts more than one; the first is the day it starts on
    day = models.PositiveSmallIntegerField(
        _("day"), default=1, db_default=1, validators=[MinValueValidator(1)]
    )
    time = models.TimeField(_("time"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    title = models.CharField(_("title"), max_length=160)
    text = models.CharField(_("explanation"), max_length=300, blank=True)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    is_break = models.BooleanField(_("break"), default=False)

    panels: ClassVar[list] = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("time"), FieldPanel("minutes")]),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("speaker"),
        FieldPanel("is_break"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("programme item")

    def __str__(self) -> str:
        return self.title


class EventSpeaker(TranslatableMixin, Orderable):
    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    bio = models.CharField(_("about"), max_length=400, blank=True)

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("speaker")

    def __str__(self) -> str:
        return self.name
