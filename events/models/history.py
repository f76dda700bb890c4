from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HistoryLine(models.Model):
    """What happened to a registration; written with it, in the same transaction.

    `what` is a state of it, or another code of `events.history`. `by` is empty for what the person
    or the clock did. `note` says why; no names or addresses in it.
    """

    registration = models.ForeignKey("events.Registration", models.CASCADE, related_name="history")
    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("line of history")
        verbose_name_plural = _("history")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.registration_id} · {self.what}"


class Mailing(models.Model):
    """A mail of an organiser to people they selected; the log of who was written to, and what."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="mailings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    subject_nl = models.CharField(_("subject in Dutch"), max_length=120)
    subject_en = models.CharField(_("subject in English"), max_length=120)
    text_nl = models.TextField(_("text in Dutch"))
    text_en = models.TextField(_("text in English"))
    registrations: ClassVar = models.ManyToManyField("events.Registration", related_name="mailings")
    sent = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mail to participants")
        verbose_name_plural = _("mails to participants")
        ordering = ("-sent",)

    def __str__(self) -> str:
        return self.subject_nl
