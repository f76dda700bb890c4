"""What was read of documents, and which items they hang on."""

from django.conf import settings
from django.db import models
from django.db.models import CharField, ExpressionWrapper, F, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionViewRestriction


def in_private(path: str) -> models.Exists:
    """Whether a collection with this `path` lies in one that not everybody may look into."""
    inside = ExpressionWrapper(OuterRef(path), output_field=CharField())
    doors = CollectionViewRestriction.objects.alias(inside=inside)
    return models.Exists(doors.filter(inside__startswith=F("collection__path")))


class ReadingQuerySet(models.QuerySet["Reading"]):
    def offered(self) -> "ReadingQuerySet":
        """Those with words that everybody may see, as the collections are at this moment."""
        return self.filter(~in_private("document__collection__path"), state=Reading.State.READ)


class Reading(models.Model):
    """The words of a document, page by page. Written by `brink.documents.jobs`, once for a file.

    `stamp` tells which file it is about before anybody opened it, `digest` which one was read.
    A page is a dictionary with `text` and `number`, which is null where a file does not tell.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        READ = "read", _("read")
        UNREADABLE = "unreadable", _("unreadable")
        LEFT = "left", _("left out")

    class Reason(models.TextChoices):
        ENCRYPTED = "encrypted", _("it has a password")
        NO_TEXT = "no_text", _("it has no text")
        BROKEN = "broken", _("it cannot be opened")
        TOO_LARGE = "too_large", _("it is too large")
        TOO_SLOW = "too_slow", _("it takes too long")
        MISSING = "missing", _("the file is gone")
        TOO_LONG = "too_long", _("only its beginning was read")
        OTHER_KIND = "other_kind", _("it is of a kind without text")
        PRIVATE = "private", _("not everybody may see it")

    document = models.OneToOneField(
        settings.WAGTAILDOCS_DOCUMENT_MODEL, models.CASCADE, related_name="reading"
    )
    stamp = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    pages = models.JSONField(default=list)
    changed = models.DateTimeField(auto_now=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of a document")
        verbose_name_plural = _("readings of documents")

    def __str__(self) -> str:
        return f"{self.document_id}: {self.state} {self.reason}".strip()


class Attachment(models.Model):
    """A document hangs on the live page of an item in a language. Written by the projection."""

    key = models.UUIDField()
    lang = models.CharField(max_length=2)
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL, models.CASCADE, related_name="attachments"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "lang", "document"], name="attachment_once")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} on {self.key} ({self.lang})"
