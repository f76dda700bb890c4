"""Events with the title by which people of the desk know them."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from brink.pages.models import Card
from events.models import Event


def titles(key: str) -> Subquery:
    """The title in the active language, by the name of the field that holds the key."""
    cards = Card.objects.filter(key=OuterRef(key), lang=get_language() or "nl")
    return Subquery(cards.values("title")[:1])


def named_events(events: QuerySet[Event] | None = None) -> QuerySet[Event]:
    """With their title in the active language, newest first."""
    found = Event.objects.all() if events is None else events
    return found.annotate(title=titles("key")).order_by("-start")
