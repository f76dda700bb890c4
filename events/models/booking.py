import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.people.models import LowerEmailField


class Booking(models.Model):
    """What a contact asked for in one go: places for a group, or the meetings of a series.

    Each place is a `Registration` of its own. Written only by the rules in `events.groups.booking`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact = models.ForeignKey("people.Person", models.PROTECT, related_name="bookings")
    email = LowerEmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    #: of a group: whether some may come while others wait
    may_split = models.BooleanField(_("may be split"), default=False)
    series = models.ForeignKey("events.Series", models.PROTECT, null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ("created",)
        indexes = [models.Index(fields=["email"], name="booking_email")]

    def __str__(self) -> str:
        return f"{self.contact} · {self.created:%Y-%m-%d}"

    @property
    def is_group(self) -> bool:
        return self.series_id is None
