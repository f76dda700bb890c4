"""Modules and teachers: rows of a masterclass, in the language of its page.

A row holds as many words as facts, so a translation has copies of its own; what a module takes in
minutes and what kind it is, a translator sees beside its words.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "h3"]


class Module(TranslatableMixin, Orderable):
    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        EXERCISE = "exercise", _("exercise")
        DOCUMENT = "document", _("document")
        VIDEO = "video", _("video")
        LINK = "link", _("link")

    page = ParentalKey(
        "masterclasses.MasterclassPage", on_delete=models.CASCADE, related_name="modules"
    )
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    text = RichTextField(_("text"), blank=True, features=TEXT_FEATURES)
    document = models.ForeignKey(
        "pages.BrinkDocument",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("document"),
        help_text=_("A file to take along. A video of our own is a document too (mp4 or webm)."),
    )
    link = models.URLField(
        _("link"), blank=True, help_text=_("A film or page elsewhere; it opens only when asked.")
    )

    panels: ClassVar[list] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("minutes")]),
        FieldPanel("text"),
        FieldPanel("document"),
        FieldPanel("link"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("module")

    def __str__(self) -> str:
        return self.title

    @property
    def is_film(self) -> bool:
        """Whether its document can be played on the page."""
        suffix = self.document.file_extension.lower() if self.document else ""
        return self.kind == self.Kind.VIDEO and suffix in ("mp4", "webm")


class Teacher(TranslatableMixin, Orderable):
    page = ParentalKey(
        "masterclasses.MasterclassPage", on_delete=models.CASCADE, related_name="teachers"
    )
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )

    panels: ClassVar[list] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
        FieldPanel("organisation"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("teacher")

    def __str__(self) -> str:
        return self.name

    @property
    def note(self) -> str:
        return ", ".join(filter(None, (self.role, str(self.organisation or ""))))
