from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from brink.people.models.body import Body


class Organisation(Body):
    class Kind(models.TextChoices):
        SME = "sme", _("SME")
        UNIVERSITY = "university_of_applied_sciences", _("university of applied sciences")
        NETWORK = "network", _("network")
        GOVERNMENT = "government", _("government")
        OTHER = "other", _("other")

    class SizeClass(models.TextChoices):
        ONE = "1", _("1 person")
        MICRO = "2-9", _("2 to 9 people")
        SMALL = "10-49", _("10 to 49 people")
        MEDIUM = "50-249", _("50 to 249 people")
        LARGE = "250+", _("250 people or more")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=40, choices=Kind, default=Kind.SME)
    # Text, not a number: leading zeros count, there is no check digit, and a takeover changes it.
    kvk = models.CharField(
        _("KvK number"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("A KvK number has 8 digits."))],
    )
    sector = models.ForeignKey(
        "themes.Sector", models.PROTECT, null=True, blank=True, verbose_name=_("sector")
    )
    size_class = models.CharField(_("size"), max_length=10, choices=SizeClass, blank=True)
    municipality = models.ForeignKey(
        "themes.Region", models.PROTECT, null=True, blank=True, verbose_name=_("municipality")
    )
    description_nl = models.TextField(_("description (Dutch)"), blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    is_fictitious = models.BooleanField(_("invented"), default=False)

    search_fields: ClassVar[list] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.display_name()

    def display_name(self, language: str | None = None) -> str:
        """The name, marked when the organisation is invented."""
        if not self.is_fictitious:
            return self.name
        mark = "fictitious" if (language or get_language()) == "en" else "fictief"
        return f"{self.name} ({mark})"


class Membership(models.Model):
    class Role(models.TextChoices):
        STUDENT = "student", _("student")
        TRAINEE = "trainee", _("innovation trainee")
        COACH = "coach", _("coach")
        PROFESSOR = "professor", _("professor of applied sciences")
        RESEARCHER = "researcher", _("lecturer-researcher")
        ENTREPRENEUR = "entrepreneur", _("entrepreneur")
        SUPERVISOR = "supervisor", _("company supervisor")
        EMPLOYEE = "employee", _("SME employee")
        COORDINATOR = "coordinator", _("programme coordinator")
        OTHER = "other", _("other")

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()} · {self.organisation}"


class ResearchGroup(Body):
    """A research group. Names change and differ by language, so it has aliases and dates."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_nl = models.CharField(_("Dutch name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("part of")
    )
    institution = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("institution")
    )
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)

    search_fields: ClassVar[list] = [
        index.SearchField("name_nl"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_nl"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        verbose_name = _("research group")
        verbose_name_plural = _("research groups")
        ordering = ("name_nl",)

    def __str__(self) -> str:
        return self.display_name()

    def display_name(self, language: str | None = None) -> str:
        return self.name_en if (language or get_language()) == "en" else self.name_nl
