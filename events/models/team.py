from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.people.models import LowerEmailField


class TeamMember(models.Model):
    """What somebody with an account may do at one event (`events.rights` decides by it)."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser: all, also approve, cancel and mail")
        STAFF = "staff", _("event staff: see and add people, check them in")
        CHECK_IN = "check-in", _("check-in only")

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="event_roles")
    role = models.CharField(_("role"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team")
        ordering = ("event", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["event", "user"], name="team_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class Invitee(models.Model):
    """An address on the list of who may sign up, where an event admits who is invited."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="invitees")
    email = LowerEmailField(_("e-mail address"))

    class Meta:
        verbose_name = _("invitee")
        verbose_name_plural = _("invitees")
        ordering = ("event", "email")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["event", "email"], name="invited_once")
        ]

    def __str__(self) -> str:
        return self.email
