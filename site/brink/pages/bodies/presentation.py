"""An organisation or a research group as its reader sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.pages.bodies.addresses import KINDS, LISTS, address_of
from brink.pages.bodies.mentions import mentions_of
from brink.pages.bodies.words import say
from brink.pages.models.card import Card, Kind
from brink.people.models import Body, Organisation, ResearchGroup
from brink.themes.labels import label
from brink.themes.models import Region

#: What stands under which heading, in the order of the page.
SECTIONS: tuple[tuple[str | Promise, tuple[Kind, ...]], ...] = (
    (gettext_lazy("Case studies"), (Kind.CASE, Kind.FAILED)),
    (gettext_lazy("Best practices"), (Kind.PRACTICE,)),
    (gettext_lazy("Meetings"), (Kind.EVENT,)),
    (gettext_lazy("Masterclasses"), (Kind.MASTERCLASS,)),
    (gettext_lazy("Research groups"), (Kind.RESEARCH_GROUP,)),
)
TITLES: dict[Kind, str | Promise] = {
    Kind.ORGANISATION: gettext_lazy("Organisations"),
    Kind.RESEARCH_GROUP: gettext_lazy("Research groups"),
}


@dataclass(frozen=True)
class Section:
    heading: str | Promise
    cards: list[Card]


class BodyView:
    """What the template reads. What names the body costs one query."""

    def __init__(self, body: Body, card: Card) -> None:
        self.body, self.card = body, card

    @property
    def kind_line(self) -> str:
        return capfirst(label("kind", self.card.kind))

    @property
    def index(self) -> dict[str, str]:
        """The list of all of its kind."""
        kind = KINDS[type(self.body)]
        return {"path": reverse(LISTS[kind]), "title": str(TITLES[kind])}

    @property
    def text(self) -> str:
        """What is said of it, where that is more than its summary."""
        text = say(self.body, self.card.body_lang).search_text()
        return "" if text == self.card.summary else text

    @property
    def facts(self) -> list[dict[str, str]]:
        body = self.body
        rows = facts_of_group(body) if isinstance(body, ResearchGroup) else facts_of(body)
        return [row for row in rows if row["strong"]]

    @cached_property
    def sections(self) -> list[Section]:
        cards = list(mentions_of(self.body).in_language(self.card.lang).newest())
        found = (
            Section(heading, [card for card in cards if card.kind in kinds])
            for heading, kinds in SECTIONS
        )
        return [section for section in found if section.cards]


def facts_of(body: Body) -> Iterator[dict[str, str]]:
    assert isinstance(body, Organisation)
    town, sector = body.municipality, body.sector
    yield fact(_("Kind"), capfirst(body.get_kind_display()))
    yield fact(_("Sector"), capfirst(sector.label()) if sector else "")
    yield fact(_("Place"), town.label() if town else "", province_of(town))


def facts_of_group(group: ResearchGroup) -> Iterator[dict[str, str]]:
    yield fact_about(_("Institution"), group.institution)
    yield fact_about(_("Part of"), group.parent)
    yield fact(_("Also known as"), ", ".join(say(group, "").search_tags()))


def fact(name: str, strong: str, text: str = "", href: str = "") -> dict[str, str]:
    return {"name": name, "strong": strong, "text": text, "href": href}


def fact_about(name: str, body: Body | None) -> dict[str, str]:
    href = address_of(body)
    return fact(name, str(body) if href else "", href=href)


def province_of(region: Region | None) -> str:
    """The province in which a place lies, where that is more than the place."""
    while region and region.parent:
        region = region.parent
        if region.level == Region.Level.PROVINCE:
            return region.label()
    return ""
