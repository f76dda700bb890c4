import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brink.people.models import LowerEmailField, Organisation
from events.models.attendance import new_code
from events.models.event import Seat

HOLDS_A_PLACE = models.Q(state__in=("confirmed", "offered", "pending")) | models.Q(
    state="unconfirmed", held_until__isnull=False
)
IS_ACTIVE = models.Q(state__in=("unconfirmed", "pending", "confirmed", "waiting", "offered"))


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> "RegistrationQuerySet":
        return self.filter(state__in=Registration.ACTIVE)

    def holding(self) -> "RegistrationQuerySet":
        """Those that take a place: for good, or for as long as it is kept for them."""
        return self.filter(HOLDS_A_PLACE)

    def queue(self) -> "RegistrationQuerySet":
        """The waiting list, in its order: of arrival, but for who an organiser put first."""
        waiting = self.filter(state=Registration.State.WAITING)
        return waiting.order_by("event", "-priority", "position")

    def with_number(self) -> "RegistrationQuerySet":
        """Adds `number`: which one somebody is on the waiting list; empty for who is not on it."""
        is_ahead = not_behind(models.OuterRef("priority"), models.OuterRef("position"))
        ahead = Registration.objects.filter(
            is_ahead,
            event=models.OuterRef("event"),
            seat=models.OuterRef("seat"),
            state=Registration.State.WAITING,
        )
        count = ahead.order_by().values("event").annotate(n=models.Count("pk")).values("n")
        waits = models.When(state=Registration.State.WAITING, then=models.Subquery(count))
        return self.annotate(
            number=models.Case(waits, default=None, output_field=models.IntegerField())
        )


def not_behind(priority: Any, position: Any) -> models.Q:
    """Who stands in the queue at this place or before it."""
    return models.Q(priority__gt=priority) | models.Q(priority=priority, position__lte=position)


class Registration(models.Model):
    """One place for one person at one event.

    What counts for places is written only by rule modules, within `events.settling.settled`.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
        PENDING = "pending", _("the organiser decides")
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("has an offer of a place")
        CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")
        EXPIRED = "expired", _("address never confirmed")
        LAPSED = "lapsed", _("did not answer an offer")
        REFUSED = "refused", _("refused by the organiser")

    class Role(models.TextChoices):
        OWNER = "owner", _("Entrepreneur")
        STAFF = "staff", _("Employee of a firm")
        TRAINEE = "trainee", _("Innovation trainee or student")
        TEACHER = "teacher", _("Lecturer, researcher or professor")
        OTHER = "other", _("Something else")

    ACTIVE = (
        State.UNCONFIRMED, State.PENDING, State.CONFIRMED, State.WAITING, State.OFFERED
    )  # fmt: skip

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="registrations")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="registrations")
    #: where its mail goes; empty in a group as long as nobody claimed it: then to the contact
    email = LowerEmailField(_("e-mail address"), blank=True)
    booking = models.ForeignKey(
        "events.Booking", models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    #: in a group: the address the contact gave for it, and when its owner took it over
    invited_email = LowerEmailField(blank=True, default="", db_default="")
    claimed = models.DateTimeField(null=True, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    #: what kind that was, for the counts; written when the rest is forgotten (`events.forgetting`)
    organisation_kind = models.CharField(
        max_length=40, choices=Organisation.Kind, blank=True, default="", db_default=""
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    state = models.CharField(_("state"), max_length=12, choices=State)
    #: in the room or online; where an event is only one of them, that
    seat = models.CharField(
        _("place"), max_length=10, choices=Seat, default=Seat.ROOM, db_default=Seat.ROOM
    )
    #: order of arrival at this event, for ever; the waiting list is read in this order
    position = models.PositiveIntegerField()
    #: above zero: put first by an organiser, who said why (`HistoryLine`)
    priority = models.PositiveSmallIntegerField(default=0, db_default=0)
    #: until when a place is kept: of who is unconfirmed (null: none is) and of who has an offer
    held_until = models.DateTimeField(null=True, blank=True)
    #: whether a place may be offered within the last hours before the start
    is_flexible = models.BooleanField(default=False, db_default=False)
    #: when the organiser approved it, where an event asks for that; null after new answers
    approved = models.DateTimeField(null=True, blank=True)
    #: what people show or type at the door; without hyphens
    code = models.CharField(max_length=8, unique=True, null=True, default=new_code)  # noqa: DJ001
    #: when they came in; written by `events.door.check_in`
    checked_in = models.DateTimeField(_("present"), null=True, blank=True)
    has_given_feedback = models.BooleanField(default=False, db_default=False)
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
                condition=IS_ACTIVE & ~models.Q(email=""),
                name="registration_once_per_address",
            ),
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=IS_ACTIVE,
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
        ahead = Registration.objects.queue().filter(event=self.event_id, seat=self.seat)
        return ahead.filter(not_behind(self.priority, self.position)).count()
