"""What stands on the home page, read from the published copies; each part is one query or two."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from brink.home.signpost import Stop, time_stops
from brink.pages import moments
from brink.pages.models import Card
from brink.themes.labels import label
from events import models  # before the agenda, which they import
from events.agenda import Strip
from events.models.event import Status
from events.queries import EventRow
from events.series import with_numbers

if TYPE_CHECKING:
    from brink.home.models import HomePage

COMING = 3
PRACTICE_KINDS = ("case", "failed", "practice")
INDEX_MODELS = ("casestudyindexpage", "eventindexpage", "masterclassindexpage")


class FrontPage:
    """Parts of the home page for readers of its language, each looked up when it is drawn."""

    def __init__(self, page: "HomePage") -> None:
        self.page = page
        self.lang = page.locale.language_code

    @cached_property
    def addresses(self) -> dict[Any, str]:
        """Where the chosen pages and the indexes are for this reader, by page and by model."""
        card = Card.objects.filter(key=OuterRef("translation_key"), lang=self.lang)
        wanted = Q(pk__in=self.chosen_ids()) | Q(content_type__model__in=INDEX_MODELS)
        found = (
            Page.objects.filter(wanted)
            .annotate(address=Subquery(card.values("path")[:1]))
            .values_list("pk", "content_type__model", "address")
        )
        rows = [row for row in found if row[2]]
        return {model: path for _pk, model, path in rows} | {pk: path for pk, _model, path in rows}

    def chosen_ids(self) -> list[int]:
        chosen = [*raw_values(self.page.hero_links), *raw_values(self.page.entrances)]
        return [value["page"] for value in chosen if value.get("page")]

    @cached_property
    def links(self) -> list[dict[str, str]]:
        """The links of the hero; the agenda when the editor chose none."""
        chosen = [
            {"href": self.addresses[value["page"]], "label": value["label"]}
            for value in raw_values(self.page.hero_links)
            if value.get("page") in self.addresses
        ]
        agenda = self.addresses.get("eventindexpage")
        if not chosen and agenda:
            return [{"href": agenda, "label": _("See what is on")}]
        return chosen

    @cached_property
    def entrances(self) -> list[Stop]:
        return [
            Stop(value["title"], self.addresses[value["page"]], value["label"], value["text"])
            for value in raw_values(self.page.entrances)
            if value.get("page") in self.addresses
        ]

    @cached_property
    def signpost(self) -> list[Stop]:
        return time_stops(self.addresses, self.trainee_address)

    @property
    def trainee_address(self) -> str:
        """Where working with a trainee is told; empty when no link is marked as leading there."""
        marked = (v for v in raw_values(self.page.hero_links) if v.get("for_trainees"))
        return next((self.addresses.get(value.get("page"), "") for value in marked), "")

    @cached_property
    def names(self) -> list[dict[str, str]]:
        """The names on the map; each stands at a place of its own in the drawing."""
        stories = self.counts["case"] + self.counts["failed"]
        names = [
            (
                "practice",
                "casestudyindexpage",
                ngettext("Practice: %(n)d story", "Practice: %(n)d stories", stories)
                % {"n": stories},
            ),
            ("masterclasses", "masterclassindexpage", _("Masterclasses")),
        ]
        found = [
            {"place": place, "href": self.addresses[model], "text": text}
            for place, model, text in names
            if model in self.addresses
        ]
        for row in (strip.row for strip in self.coming[:1]):
            found.append({"place": "agenda", "href": row.card.path, "text": said(row.event)})
        return found

    @cached_property
    def coming(self) -> list[Strip]:
        """The next events that go on, as the agenda shows them; one that runs is still coming."""
        events = (
            models.Event.objects.visible()
            .upcoming()
            .exclude(status=Status.CANCELLED)
            .with_place()
            .select_related("type")[:COMING]
        )
        found = list(events)
        cards = Card.objects.in_language(self.lang).filter(key__in=[e.key for e in found])
        by_key = {card.key: card for card in cards}
        rows = [row_of(event, by_key[event.key]) for event in found if event.key in by_key]
        return [Strip(row) for row in with_numbers(rows)]

    @cached_property
    def practice(self) -> dict[str, list[Card]]:
        """The two newest of each kind of study; those in the reader's language go first."""
        foreign = Case(When(body_lang=self.lang, then=0), default=1)
        order = [foreign.asc(), F("published").desc(), F("pk").asc()]
        place = Window(RowNumber(), partition_by=F("kind"), order_by=order)
        cards = Card.objects.in_language(self.lang).of_kind(*PRACTICE_KINDS)
        found: dict[str, list[Card]] = {kind: [] for kind in PRACTICE_KINDS}
        for card in cards.annotate(place=place).filter(place__lte=2).order_by("place"):
            found[card.kind].append(card)
        return found

    @property
    def teasers(self) -> list[dict[str, Any]]:
        """The first is shown large: a case; a failure too, unless those have their own part."""
        cases, failed, practices = (self.practice[kind] for kind in PRACTICE_KINDS)
        honest = [] if self.has_failed_part else failed[:1]
        order = [*cases[:1], *honest, *practices[:1], *cases[1:], *practices[1:]]
        return [teaser(card) for card in order[:4]]

    @property
    def failed(self) -> list[dict[str, Any]]:
        """The newest attempts that stopped, for the part of the page that is theirs."""
        return [teaser(card) for card in self.practice["failed"]]

    @property
    def has_failed_part(self) -> bool:
        return "failed" in self.words

    @cached_property
    def counts(self) -> dict[str, int]:
        """True numbers: studies by kind, and the meetings that have been."""
        cards = Card.objects.in_language(self.lang).of_kind(*PRACTICE_KINDS)
        by_kind = cards.values_list("kind").annotate(number=Count("pk"))
        met = models.Event.objects.visible().past().exclude(status=Status.CANCELLED).count()
        return dict.fromkeys(PRACTICE_KINDS, 0) | dict(by_kind) | {"met": met}

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """What the editor calls the parts of the page, by key."""
        return {value["key"]: value for value in raw_values(self.page.sections)}


def teaser(card: Card) -> dict[str, Any]:
    return {"card": card, "name": kind_and_theme(card)}


def row_of(event: models.Event, card: Card) -> EventRow:
    """An event of a list; of its codes a strip shows the type alone, so no query for facets."""
    return EventRow(event, card, {"type": [event.type.code]} if event.type else {})


def raw_values(stream: Any) -> list[dict[str, Any]]:
    """The values of a stream as stored: chosen pages as numbers, so that none is fetched."""
    return [block["value"] for block in stream.raw_data]


def kind_and_theme(card: Card) -> str:
    """ "Praktijkverhaal · online diensten": the first theme is the land of the cover."""
    theme = label("theme", card.cover.split("/")[0]) if card.cover else ""
    return " · ".join(part for part in (capfirst(label("kind", card.kind)), theme.lower()) if part)


def said(event: models.Event) -> str:
    """ "Morgen: sectortafel", as somebody would say it."""
    days = (timezone.localdate(event.start) - timezone.localdate()).days
    when = {0: _("Today"), 1: _("Tomorrow")}.get(max(days, 0)) or capfirst(moments.day(event.start))
    return f"{when}: {str(event.type).lower()}" if event.type else when
