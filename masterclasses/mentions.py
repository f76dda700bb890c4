"""Which masterclasses stand on the page of an organisation."""

from collections.abc import Iterator

from django.db.models import QuerySet

from brink.people.models import Body, Organisation
from masterclasses.models import MasterclassPage


def naming_masterclasses(body: Body) -> Iterator[QuerySet]:
    """The keys of those that somebody of it gives."""
    if isinstance(body, Organisation):
        given = MasterclassPage.objects.filter(teachers__organisation=body)
        yield given.filter(live=True, alias_of=None).values("translation_key")
