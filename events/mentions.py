"""Which events stand on the page of an organisation."""

from collections.abc import Iterator

from django.db.models import QuerySet

from brink.people.models import Body, Organisation
from events.models import EventPage


def naming_events(body: Body) -> Iterator[QuerySet]:
    """The keys of those at which somebody of it speaks."""
    if isinstance(body, Organisation):
        pages = EventPage.objects.filter(live=True, alias_of=None, speakers__organisation=body)
        yield pages.values("translation_key")
