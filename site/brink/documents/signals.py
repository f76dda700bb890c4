"""What happens to documents in Wagtail's admin, and what follows from it; in its transaction."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Collection, CollectionViewRestriction

from brink.documents.following import tell
from brink.documents.jobs import ask_for, expect

#: Wagtail moves a collection just after it has saved it, and tells nobody.
UNTIL_MOVED = timedelta(seconds=5)


@transaction.atomic
def document_saved(sender: type, instance: AbstractDocument, **kwargs: Any) -> None:
    """Read a file that is new; the items it hangs on show its title, so they are indexed too.

    A size that is filled in when somebody looks at it is no change.
    """
    if kwargs["raw"] or kwargs["update_fields"] is not None:
        return
    expect(instance)
    ask_for([instance.pk])
    if not kwargs["created"]:
        tell([instance.pk])


def document_goes(sender: type, instance: AbstractDocument, **kwargs: Any) -> None:
    """Before the rows vanish that tell on which items it hangs; a job looks when it is gone."""
    tell([instance.pk])


def restriction_changed(sender: type, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    ask_for(documents_under(instance.collection))


def collection_saved(sender: type, instance: Collection, **kwargs: Any) -> None:
    if not kwargs["created"]:
        ask_for(documents_under(instance), timezone.now() + UNTIL_MOVED)


def documents_under(collection: Collection) -> list[int]:
    inside = {"collection__path__startswith": collection.path}
    return list(get_document_model().objects.filter(**inside).values_list("pk", flat=True))
