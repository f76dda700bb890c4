import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brink.people.models import LowerEmailField

HOLDS_A_PLACE = models.Q(state="confirmed") | models.Q(
    state="unconfirmed", held_until__isnull=False
)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> "RegistrationQuerySet":
        return self.filter(state__in=Registration.ACTIVE)

    def holding(self) -> "RegistrationQuerySet":
        """Those that have a place: confirmed, or not confirmed yet but held for a while."""
        return self.filter(HOLDS_A_PLACE)

    def queue(self) -> "RegistrationQuerySet":
        """The waiting list: order of arrival, and nothing else, decides."""
        return self.filter(state=Registration.State.WAITING).order_by("event", "position")

    def with_number(self) -> "RegistrationQuerySet":
        """Adds `number`: which one somebody is on the waiting list; empty for who is not on it."""
        ahead = Registration.objects.filter(
            event=models.OuterRef("event"),
            state=Registration.State.WAITING,
            position__lte=models.OuterRef("position"),
        )
        count = ahead.order_by().values("event").annotate(n=models.Count("pk")).values("n")
        waits = models.When(state=Registration.State.WAITING, then=models.Subquery(count))
        return self.annotate(
            number=models.Case(waits, default=None, output_field=models.IntegerField())
        )


class Registration(models.Model):
    """One person at one event. Written only by the rules in `events.registration`."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")
        EXPIRED = "expired", _("address never confirmed")

    class Role(models.TextChoices):
        OWNER = "owner", _("Entrepreneur")
        STAFF = "staff", _("Employee of a firm")
        TRAINEE = "trainee", _("Innovation trainee or student")
        TEACHER = "teacher", _("Lecturer, researcher or professor")
        OTHER = "other", _("Something else")

    ACTIVE = (State.UNCONFIRMED, State.CONFIRMED, State.WAITING)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="registrations")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="registrations")
    email = LowerEmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    state = models.CharField(_("state"), max_length=12, choices=State)
    # Order of arrival at this event, for ever; the waiting list is read in this order.
    position = models.PositiveIntegerField()
    # Until when an unconfirmed registration counts as taken; null when it holds no place.
    held_until = models.DateTimeField(null=True, blank=True)
    #: of the last calendar message to this address about this event (RFC 5546, SEQUENCE)
    sequence = models.PositiveIntegerField(default=0, db_default=0)
    #: minutes before the start at which the calendar rings; empty for never
    alarm = models.PositiveIntegerField(_("reminder in the calendar"), null=True, blank=True)
    created = models.DateTimeField(_("signed up"), auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    objects = RegistrationQuerySet.as_manager()

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
                fields=["event", "person"],
                condition=models.Q(state__in=["unconfirmed", "confirmed", "waiting"]),
                name="registration_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["event", "position"], name="registration_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.event_id}"

    @property
    def is_active(self) -> bool:
        return self.state in self.ACTIVE

    def queue_number(self) -> int | None:
        """Which one somebody is on the waiting list; None for who is not on it."""
        if self.state != self.State.WAITING:
            return None
        ahead = Registration.objects.queue().filter(event=self.event_id)
        return ahead.filter(position__lte=self.position).count()
