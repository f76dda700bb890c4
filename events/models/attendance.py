"""Who was there, how we know, what they got for it and what they thought of it."""

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Crockford's base 32: no letter that is taken for a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code(length: int = 8) -> str:
    """A code that people can type: 40 random bits in 8 signs, 80 in 16."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(length))


class CheckIn(models.Model):
    """One scan, or its undoing, as a phone or a desk sent it; the same `uid` twice is one."""

    class How(models.TextChoices):
        SCAN = "scan", _("scanned")
        CODE = "code", _("code typed")
        NAME = "name", _("found by name")
        ROOM = "room", _("by themselves, in the room")
        WALK_IN = "walk-in", _("came without signing up")
        DESK = "desk", _("marked in the list")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(
        "events.Registration", models.CASCADE, related_name="check_ins"
    )
    how = models.CharField(_("how"), max_length=10, choices=How)
    is_undo = models.BooleanField(default=False)
    #: when it was done, by the clock of the phone; never later than `received`
    done = models.DateTimeField(default=timezone.now)
    received = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ("done", "pk")

    def __str__(self) -> str:
        return f"{self.registration_id} · {self.how}"


def new_certificate_code() -> str:
    return new_code(16)


class Certificate(models.Model):
    """Proof that somebody took part, made by a job (`events.certificates.issuing`).

    It says what was true when it was made; `facts` holds it: name, title, hours, days, organiser,
    signatory; and the registrations it was earned with. Of an event, or of a series, never of both.
    """

    code = models.CharField(max_length=16, unique=True, default=new_certificate_code)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="certificates")
    event = models.ForeignKey(
        "events.Event", models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    series = models.ForeignKey(
        "events.Series", models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    facts = models.JSONField(default=dict)
    pdf = models.BinaryField(blank=True, default=b"")
    issued = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why it was revoked"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-issued",)
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["person", "event"],
                condition=models.Q(revoked=None),
                name="certificate_once_per_event",
            ),
            models.UniqueConstraint(
                fields=["person", "series"],
                condition=models.Q(revoked=None),
                name="certificate_once_per_series",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Feedback(models.Model):
    """What somebody thought of an event. Nothing in it leads to who: not even the hour."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="feedback")
    #: one to five, by question: "useful", "speaker", "organised"
    scores = models.JSONField(default=dict)
    #: answers to the organiser's own questions, by their code
    answers = models.JSONField(default=dict)
    day = models.DateField()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("event", "day")

    def __str__(self) -> str:
        return f"{self.event_id} · {self.day}"
