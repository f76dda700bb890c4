"""What an organiser decides about signing up: entered on the page, published in the event."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from brink.people.models import Membership
from events.fields import CodesField, LinesField


class Admits(models.TextChoices):
    """Who may sign up."""

    EVERYBODY = "everybody", _("everybody")
    ACCOUNTS = "accounts", _("people with an account")
    ROLES = "roles", _("people with one of these roles")
    DOMAINS = "domains", _("addresses of these organisations")
    INVITED = "invited", _("who is invited, by list or link")


def roles() -> list[tuple[str, Any]]:
    return Membership.Role.choices


class SignUpRules(models.Model):
    """The same fields twice: of the page, where they may be a draft, and of the event."""

    start: datetime | None
    end: datetime | None
    organiser_email: str

    online_capacity = models.PositiveIntegerField(
        _("places online"),
        null=True,
        blank=True,
        help_text=_("Of an event that is held both ways. Empty when everybody fits."),
    )
    cancel_until = models.DateTimeField(
        _("people can cancel until"), null=True, blank=True, help_text=_("Empty: until it starts.")
    )
    link_hours = models.PositiveSmallIntegerField(
        _("show the link from"),
        null=True,
        blank=True,
        help_text=_("Hours before the start. Empty: as soon as somebody has a place."),
    )
    admits = models.CharField(
        _("who may sign up"),
        max_length=12,
        choices=Admits,
        default=Admits.EVERYBODY,
        db_default=Admits.EVERYBODY,
    )
    admits_roles = CodesField(_("roles"), codes=roles, db_default=[])
    admits_domains = LinesField(
        _("ends of addresses"), db_default=[], help_text=_("One a line, such as: school.example")
    )
    needs_approval = models.BooleanField(
        _("you approve each registration"), default=False, db_default=False
    )
    organisation_limit = models.PositiveSmallIntegerField(
        _("people of one organisation at most"), null=True, blank=True
    )
    group_limit = models.PositiveSmallIntegerField(
        _("people in one sign-up at most"),
        default=10,
        db_default=10,
        help_text=_("1: everybody signs up by themselves."),
    )
    minimum = models.PositiveSmallIntegerField(_("people needed"), null=True, blank=True)
    minimum_by = models.DateTimeField(
        _("needed by"), null=True, blank=True, help_text=_("Then you are asked whether it goes on.")
    )
    asks_diet = models.BooleanField(_("ask about diet"), default=False, db_default=False)
    asks_access = models.BooleanField(
        _("ask what people need to take part"), default=False, db_default=False
    )
    gives_certificate = models.BooleanField(
        _("who was there gets a certificate"), default=False, db_default=False
    )
    certificate_hours = models.DecimalField(
        _("hours on the certificate"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: as long as it lasts."),
    )
    signatory = models.CharField(
        _("who signs the certificate"), max_length=120, blank=True, default="", db_default=""
    )

    class Meta:
        abstract = True

    def contradictions(self) -> dict[str, Any]:
        """What an editor must mend, by field."""
        found = self.minimum_contradictions()
        if self.group_limit == 0:
            found["group_limit"] = _("At least 1: everybody signs up by themselves.")
        if self.cancel_until and self.end and self.cancel_until > self.end:
            found["cancel_until"] = _("This must not be after it ends.")
        return found

    def minimum_contradictions(self) -> dict[str, Any]:
        """So many people by a date need somebody to ask."""
        if self.minimum is None and self.minimum_by is None:
            return {}
        found: dict[str, Any] = {}
        if self.minimum is None:
            found["minimum"] = _("Say how many people are needed by then.")
        elif self.minimum_by is None:
            found["minimum_by"] = _("Say by when they are needed.")
        elif self.start and self.minimum_by >= self.start:
            found["minimum_by"] = _("This must be before it starts.")
        if not self.organiser_email:
            found["organiser_email"] = _("Give an address: there we ask whether it goes on.")
        return found


#: What the projection copies from the page to the event, by name.
RULES = tuple(field.name for field in SignUpRules._meta.local_fields)

WHO = MultiFieldPanel(
    [
        FieldPanel("admits"),
        FieldPanel("admits_roles"),
        FieldPanel("admits_domains"),
        FieldRowPanel([FieldPanel("needs_approval"), FieldPanel("organisation_limit")]),
        FieldRowPanel([FieldPanel("group_limit"), FieldPanel("cancel_until")]),
        FieldRowPanel([FieldPanel("minimum"), FieldPanel("minimum_by")]),
    ],
    heading=_("Who may come"),
)
NEEDS = MultiFieldPanel(
    [FieldRowPanel([FieldPanel("asks_diet"), FieldPanel("asks_access")])],
    heading=_("Diet and access"),
)
CERTIFICATE = MultiFieldPanel(
    [
        FieldPanel("gives_certificate"),
        FieldRowPanel([FieldPanel("certificate_hours"), FieldPanel("signatory")]),
    ],
    heading=_("Certificate"),
)
PLACES = [FieldRowPanel([FieldPanel("online_capacity"), FieldPanel("link_hours")])]
