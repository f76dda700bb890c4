"""A database of its own, with as many events as asked, published in both languages."""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.test.utils import teardown_databases
from django.utils import timezone
from wagtail.models import Page

from brink.pages.models import Card, ItemFacet
from brink.themes.models import EventType, Region, Theme, Vocabulary
from events.models import Event, Place
from tests.database import make_database

SUMMARY = (
    "Van baal tot korrel: hoe de coöperatie in Súdwest-Fryslân haar reststromen verwaardt, wat "
    "dat kostte, en wat je er zelf mee kunt; met een rondgang door de fabriek."
)
LANDS = ("energietransitie", "ondernemerschap")


@contextmanager
def scratch_database() -> Iterator[None]:
    made = make_database()
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


def make_events(number: int) -> None:
    """A mixture: places with and without a spot, online ones, cancelled ones, notices."""
    for model in (Event, ItemFacet):
        model.objects.all().delete()
    Card.objects.filter(kind="event").delete()
    dice = random.Random(number)  # noqa: S311  (the same events each time)
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    kinds, places = make_kinds(), make_places()
    events = []
    for each in range(number):
        start = now + timedelta(hours=dice.randrange(-300 * 24, 400 * 24))
        events.append(
            Event(
                key=uuid.UUID(int=dice.getrandbits(128)),
                facts_lang="nl",
                type=dice.choice(kinds),
                start=start,
                end=start + timedelta(minutes=dice.choice((90, 120, 210))),
                presence=dice.choice(("room", "room", "online", "hybrid")),
                place=dice.choice(places),
                status="cancelled" if each % 40 == 0 else "scheduled",
                notices={"nl": "De zaal is een andere; kom op tijd."} if each % 9 == 0 else {},
                visible=True,
            )
        )
    Event.objects.bulk_create(events, batch_size=500)
    make_words(events, dice)


def make_kinds() -> list[EventType]:
    return [term(EventType, code) for code in ("workshop", "webinar", "bezoek")]


def term(model: type[Vocabulary], code: str) -> Any:
    labels = {"label_nl": code.capitalize(), "label_en": code.capitalize()}
    return model.objects.get_or_create(code=code, defaults=labels)[0]


def make_places() -> list[Place]:
    labels = {"label_nl": "Súdwest-Fryslân", "label_en": "Súdwest-Fryslân"}
    region, _made = Region.objects.get_or_create(
        code="gm1900", level="municipality", defaults=labels
    )
    fields = {"street": "Lange Pijp 1", "postcode": "8601 AB", "municipality": region}
    spot = {"latitude": Decimal("53.034500"), "longitude": Decimal("5.660100")}
    hall = Place.objects.create(name="De Lichtkamer", **fields)
    return [hall, Place.objects.create(name="De Hal", **fields, **spot)]


def make_words(events: list[Event], dice: random.Random) -> None:
    themes = [term(Theme, code) for code in ("export", "sociale-innovatie", "data")]
    page, cards, facets = Page.objects.get(depth=1), [], []
    for each, event in enumerate(events):
        fields = {"key": event.key, "kind": "event", "page": page, "body_lang": "nl"}
        fields |= {"published": event.changed, "changed": event.changed, "title_lang": "nl"}
        title = f"Excursie {each}: kringlopen, reststromen; en verder"
        cover = f"{dice.choice(LANDS)}/event/{event.key.hex[:8]}"
        for lang, index in (("nl", "agenda"), ("en", "events")):
            path = f"/{lang}/{index}/excursie-{each}/"
            words = {"title": title, "summary": SUMMARY, "cover": cover, "path": path}
            cards.append(Card(lang=lang, **words, **fields))
        chosen = dice.sample(themes, dice.randrange(3))
        facets += [ItemFacet(key=event.key, facet="type", code=event.type.code)]
        facets += [ItemFacet(key=event.key, facet="theme", code=theme.code) for theme in chosen]
    Card.objects.bulk_create(cards, batch_size=500)
    ItemFacet.objects.bulk_create(facets, batch_size=500)
