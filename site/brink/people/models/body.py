"""What an editor may give a page of its own, and have found: an organisation, a research group."""

from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class Body(index.Indexed, models.Model):
    """Abstract. What is public of it is copied to cards by `brink.pages.bodies.projection`.

    Only an editor makes one public, for its name may have come here with a person; and once an
    update, those that a published case or practice is about.
    """

    #: Of the item it then is. Null only in rows of a release that did not know it, until saved.
    key: "models.UUIDField[str | UUID, UUID]" = models.UUIDField(  # type: ignore[misc]
        null=True, unique=True, default=uuid4, editable=False
    )
    is_public = models.BooleanField(
        _("public"),
        default=False,
        db_default=False,
        help_text=_(
            "Then it has a page on the site and is found by search: with its name, its place and "
            "what is said about it, and never with people or a KvK number."
        ),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and with it what is published: Django's signals are sent in this transaction."""
        self.key = self.key or uuid4()
        with transaction.atomic():
            super().save(*args, **kwargs)
