"""One search that somebody saved."""

import uuid

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brink.people.models.user import LowerEmailField


class Frequency(models.TextChoices):
    DAILY = "daily", pgettext_lazy("how often mail comes", "each day")
    WEEKLY = "weekly", pgettext_lazy("how often mail comes", "each week, on Monday")


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def living(self) -> "SavedSearchQuerySet":
        """Those that are mailed about: confirmed, and of nobody whose account is closed."""
        closed = EmailAddress.objects.filter(
            email=OuterRef("email"), verified=True, user__is_active=False
        )
        is_open = Q(user__is_active=True) | Q(~Exists(closed), user=None)
        return self.filter(is_open).exclude(confirmed=None)


class SavedSearch(models.Model):
    """A search, by the query string of its page, and who is mailed what is new in it.

    Of an account, or of an address without one, which confirms it first (`search.saved.asking`).
    What appeared until `since` was told; `told` are the last items that were, by their keys.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    email = LowerEmailField(blank=True)
    query = models.CharField(_("search"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)
    since = models.DateTimeField(default=timezone.now)
    told = models.JSONField(default=list)
    #: when it was asked for last: a link to confirm it was mailed then
    asked = models.DateTimeField(default=timezone.now)
    confirmed = models.DateTimeField(null=True)

    objects = SavedSearchQuerySet.as_manager()

    #: no editor asks where it is used, and each would cost a job of Wagtail's
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "query", "language"],
                condition=Q(user__isnull=False),
                name="saved_search_once_an_account",
            ),
            models.UniqueConstraint(
                fields=["email", "query", "language"],
                condition=Q(user=None),
                name="saved_search_once_an_address",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def address(self) -> str:
        """Where its mail goes."""
        return self.user.email if self.user else self.email
