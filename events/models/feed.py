"""A calendar address that shows one person's own agenda."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.people.models import LowerEmailField


class PersonalFeed(models.Model):
    """Whoever has the address reads the agenda, so only a hash of its token is kept.

    It belongs to an account, or to an address that a guest has proven by a mailed link: one of
    `user` and `email`, never both. Revoked is deleted.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_feeds",
    )
    email = LowerEmailField(blank=True)
    name = models.CharField(_("name"), max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    #: with the key of the form that asked for it this makes the token anew; nobody else can
    form_salt = models.CharField(max_length=43, blank=True, db_default="")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    #: minutes before the start at which the calendar rings; empty for never
    alarm = models.PositiveIntegerField(_("reminder"), null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ("created", "pk")
        indexes = [models.Index(fields=["email"], name="personal_feed_email")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, email="")
                | (models.Q(user__isnull=True) & ~models.Q(email="")),
                name="personal_feed_has_one_owner",
            )
        ]

    def __str__(self) -> str:
        return self.name
