import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.people.models import LowerEmailField


class Registration(models.Model):
    """One person at one event. Written only by the rules in `events.registration`."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("address never confirmed")

    ACTIVE = (State.UNCONFIRMED, State.CONFIRMED, State.WAITING)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="registrations")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="registrations")
    email = LowerEmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=80, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    state = models.CharField(_("state"), max_length=12, choices=State)
    # Order of arrival at this event, for ever; the waiting list is read in this order.
    position = models.PositiveIntegerField()
    # Until when an unconfirmed registration counts as taken; null when it holds no place.
    held_until = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(_("signed up"), auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("event", "position")
        indexes = [
            models.Index(fields=["event", "state", "position"], name="registration_queue"),
            models.Index(fields=["email"], name="registration_email"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=models.Q(state__in=["unconfirmed", "confirmed", "waiting"]),
                name="registration_once_per_address",
            ),
            models.UniqueConstraint(
                fields=["event", "position"], name="registration_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.event_id}"
