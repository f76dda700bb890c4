"""What was measured, and who was there: rows of a study in the language of its page."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin


class EvidenceRow(TranslatableMixin, Orderable):
    """One indicator before and after. Not measured is said, not hidden."""

    class Better(models.TextChoices):
        HIGHER = "higher", _("higher is better")
        LOWER = "lower", _("lower is better")

    indicator = models.CharField(_("indicator"), max_length=160)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    before = models.FloatField(_("before"), null=True, blank=True)
    after = models.FloatField(_("after"), null=True, blank=True)
    period = models.CharField(_("period"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    better = models.CharField(_("direction"), max_length=6, choices=Better, default=Better.HIGHER)
    is_measured = models.BooleanField(_("measured"), default=True)

    panels: ClassVar[list] = [
        FieldRowPanel([FieldPanel("indicator"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after")]),
        FieldRowPanel([FieldPanel("period"), FieldPanel("source")]),
        FieldRowPanel([FieldPanel("better"), FieldPanel("is_measured")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.indicator


class StudyPerson(TranslatableMixin, Orderable):
    """Somebody who took part. Without consent the name is never shown."""

    class Role(models.TextChoices):
        TRAINEE = "trainee", _("innovation trainee")
        STUDENT = "student", _("student")
        COACH = "coach", _("coach")
        PROFESSOR = "lector", _("professor of applied sciences")
        RESEARCHER = "lecturer_researcher", _("lecturer-researcher")
        SUPERVISOR = "company_supervisor", _("company supervisor")
        EMPLOYEE = "employee", _("employee")
        ENTREPRENEUR = "entrepreneur", _("entrepreneur")
        BUSINESS_DEVELOPER = "business_developer", _("business developer")
        COORDINATOR = "programme_coordinator", _("programme coordinator")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=24, choices=Role)
    has_consent = models.BooleanField(_("agreed to be named"), default=False)

    panels: ClassVar[list] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
        FieldPanel("has_consent"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name
