"""The items on which a body is named. Content apps say which: they know their pages, we do not."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from brink.pages.models.card import Card, CardQuerySet
from brink.people.models import Body, Organisation, ResearchGroup

#: Gives keys of live items that name a body to all readers, each as a query not asked yet.
Finder = Callable[[Body], Iterable[QuerySet]]
_finders: list[Finder] = []


def find_mentions(finder: Finder) -> None:
    """Have the items of an app stand on the pages of bodies; call it in `AppConfig.ready`."""
    if finder not in _finders:
        _finders.append(finder)


def mentions_of(body: Body) -> CardQuerySet:
    """The live cards, of all languages, of items that name a body and of what belongs to it."""
    found = [keys for finder in (parts_of, *_finders) for keys in finder(body)]
    chosen = reduce(or_, (Q(key__in=keys) for keys in found))
    return Card.objects.live().filter(chosen).exclude(key=body.key)


def mentioning_keys(body: Body) -> set[UUID]:
    return set(mentions_of(body).values_list("key", flat=True))


def parts_of(body: Body) -> Iterable[QuerySet]:
    """The research groups of an institution, and those that are part of a group."""
    groups = ResearchGroup.objects.filter(is_public=True)
    name = "institution" if isinstance(body, Organisation) else "parent"
    yield groups.filter(**{name: body.pk}).values("key")
