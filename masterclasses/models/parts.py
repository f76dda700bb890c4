"""The parts of a masterclass: what is done in it, and who gives it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin

from masterclasses.models.page import MasterclassPage


class Module(TranslatableMixin, Orderable):
    """A step of some minutes. A video is a link or a document: nothing plays by itself."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        EXERCISE = "exercise", _("exercise")
        DOCUMENT = "document", _("document")
        VIDEO = "video", _("video")
        LINK = "link", _("link")

    page = ParentalKey(MasterclassPage, on_delete=models.CASCADE, related_name="modules")
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    text = RichTextField(_("text"), blank=True)
    document = models.ForeignKey(
        "pages.BrinkDocument", models.SET_NULL, null=True, blank=True, verbose_name=_("document")
    )
    link = models.URLField(_("link"), blank=True)

    panels: ClassVar[list] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("minutes")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("document"), FieldPanel("link")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("module")

    def __str__(self) -> str:
        return self.title


class Teacher(TranslatableMixin, Orderable):
    page = ParentalKey(MasterclassPage, on_delete=models.CASCADE, related_name="teachers")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("teacher")

    def __str__(self) -> str:
        return self.name
