"""Shared vocabularies: one row per term, with a stable code and a label in both languages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class Vocabulary(index.Indexed, models.Model):
    """A term. The code is for ever; labels may be reworded, and a term may go out of use."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    label_nl = models.CharField(_("Dutch label"), max_length=120)
    label_en = models.CharField(_("English label"), max_length=120)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    valid_from = models.DateField(_("in use from"), null=True, blank=True)
    valid_to = models.DateField(_("in use until"), null=True, blank=True)

    search_fields: ClassVar[list] = [
        index.SearchField("label_nl"),
        index.SearchField("label_en"),
        index.AutocompleteField("label_nl"),
        index.AutocompleteField("label_en"),
    ]

    class Meta:
        abstract = True
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None) -> str:
        """The label in `language`, or in the language of the reader."""
        return self.label_en if (language or get_language()) == "en" else self.label_nl


class Theme(Vocabulary):
    class Meta(Vocabulary.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class Sector(Vocabulary):
    """A sector. SBI codes are never compared without their version: letters moved in 2025."""

    sbi_2008 = models.CharField("SBI 2008", max_length=60, blank=True)
    sbi_2025 = models.CharField("SBI 2025", max_length=60, blank=True)

    class Meta(Vocabulary.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")


class Region(Vocabulary):
    """A province, a NUTS 3 area in it, or a municipality in that area."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("province")
        AREA = "area", _("area")
        MUNICIPALITY = "municipality", _("municipality")

    level = models.CharField(_("level"), max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    nuts_code = models.CharField(_("NUTS code"), max_length=5, blank=True)
    nuts_year = models.PositiveSmallIntegerField(_("NUTS year"), null=True, blank=True)
    municipality_code = models.CharField(_("municipality code"), max_length=4, blank=True)

    class Meta(Vocabulary.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        """A town by its name, anything larger with its level: Groningen is both."""
        if self.level == self.Level.MUNICIPALITY:
            return self.label()
        return f"{self.label()} ({self.get_level_display()})"

    def lineage(self) -> list[str]:
        """The codes of the region and of all it lies in, the smallest first."""
        return [self.code, *(self.parent.lineage() if self.parent else [])]


class CollaborationForm(Vocabulary):
    typical_length_nl = models.CharField(_("typical length (Dutch)"), max_length=60, blank=True)
    typical_length_en = models.CharField(_("typical length (English)"), max_length=60, blank=True)
    advice = models.CharField(_("suits questions that are"), max_length=20, blank=True)
    agreement = models.CharField(_("default agreement"), max_length=40, blank=True)

    class Meta(Vocabulary.Meta):
        verbose_name = _("form of collaboration")
        verbose_name_plural = _("forms of collaboration")


class EventType(Vocabulary):
    class Meta(Vocabulary.Meta):
        verbose_name = _("type of event")
        verbose_name_plural = _("types of event")


class Barrier(Vocabulary):
    """What holds innovation back in a firm; grouped as cost, knowledge, market and so on."""

    group = models.CharField(_("group"), max_length=40, blank=True)

    class Meta(Vocabulary.Meta):
        verbose_name = _("barrier")
        verbose_name_plural = _("barriers")
