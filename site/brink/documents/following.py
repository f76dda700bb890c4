"""Who wants to know that the words of documents changed: those that show the items they hang on."""

from collections.abc import Callable, Iterable
from uuid import UUID

from brink.documents.models import Attachment

_followers: list[Callable[[set[UUID]], None]] = []


def follow_documents(follower: Callable[[set[UUID]], None]) -> None:
    """Have a function called with the keys of items, in the transaction of the change."""
    if follower not in _followers:
        _followers.append(follower)


def tell(documents: Iterable[int]) -> None:
    rows = Attachment.objects.filter(document__in=list(documents))
    if keys := set(rows.values_list("key", flat=True)):
        for follower in _followers:
            follower(keys)
