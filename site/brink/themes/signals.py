"""A vocabulary that changes is read anew: at once here, and again when the change is final."""

from functools import partial
from typing import Any

from django.db import models, transaction

from brink.themes.labels import facet_of, forget


def forget_labels(sender: type[models.Model], **kwargs: Any) -> None:
    """Forget twice: another thread may read the old rows between now and the commit."""
    if facet := facet_of(sender):
        forget(facet)
        transaction.on_commit(partial(forget, facet), using=kwargs.get("using"))
