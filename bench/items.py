"""Published items that nobody wrote: their cards in the database, and what they offer to search."""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from wagtail.models import Page

from bench.events import term
from bench.prose import HOUSE, SEED, Prose
from brink.home.models import HomePage
from brink.pages.models import Card
from brink.pages.offer import Offer, tags_in
from brink.themes.models import Region, Sector, Theme

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
KINDS = ("case", "case", "practice", "masterclass", "event", "event", "page", "failed")
LANGUAGES = (("nl",), ("nl",), ("nl",), ("en",), ("nl", "en"))
#: The words of a summary, and of a body.
SUMMARY, BODY = 20, 130
VOCABULARIES = {"theme": (Theme, 12), "sector": (Sector, 10), "region": (Region, 12)}


class Items:
    """The same ones each time, the oldest first. They share one page, which readers may see."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.dice = random.Random(SEED)  # noqa: S311  (the same items each time)
        self.prose = {lang: Prose(lang) for lang in ("nl", "en")}
        self.codes = {facet: self.make_codes(facet) for facet in VOCABULARIES}
        self.home = HomePage.objects.get(locale__language_code="nl")
        self.page: Page = self.home.page_ptr

    def make_codes(self, facet: str) -> list[str]:
        model, number = VOCABULARIES[facet]
        return [term(model, f"{facet}-{n}").code for n in range(number)]

    def batches(self, size: int) -> Iterator[list[Offer]]:
        """So many at a time, with their cards in the database."""
        for start in range(0, self.number, size):
            made = [self.offer(n) for n in range(start, min(start + size, self.number))]
            Card.objects.bulk_create([card for offer in made for card in offer.cards.values()])
            yield made

    def offer(self, number: int) -> Offer:
        key, kind = uuid.UUID(int=self.dice.getrandbits(128)), self.dice.choice(KINDS)
        written = self.dice.choice(LANGUAGES)
        published = BEGAN + timedelta(days=2400) * (number / self.number)
        start = published + timedelta(days=self.dice.randrange(400)) if kind == "event" else None
        facets = {
            facet: self.dice.sample(codes, self.dice.randrange(3))
            for facet, codes in self.codes.items()
        }
        offer = Offer(
            key=key,
            kind=kind,
            version=1,
            cards={},
            texts={lang: self.text(lang) for lang in written},
            tags={lang: tags_in(lang, {lang: self.home}, kind, facets) for lang in self.prose},
            facets=facets,
            start=start,
            end=start + timedelta(hours=3) if start else None,
            published=published,
        )
        offer.cards.update(self.cards(offer))
        return offer

    def text(self, lang: str) -> str:
        return f"{HOUSE.capitalize()}: {self.prose[lang].text(self.dice, BODY)}"

    def cards(self, offer: Offer) -> dict[str, Card]:
        """One for the readers of each language, in words of their own where there are any."""
        words = {lang: self.words(lang) for lang in offer.texts}
        return {lang: self.card(offer, lang, words) for lang in self.prose}

    def words(self, lang: str) -> dict[str, str]:
        prose = self.prose[lang]
        title, summary = prose.title(self.dice), prose.text(self.dice, SUMMARY)[:300]
        of = dict.fromkeys(("title_lang", "summary_lang", "body_lang"), lang)
        return {"title": title, "summary": summary, **of}

    def card(self, offer: Offer, lang: str, words: dict[str, dict[str, str]]) -> Card:
        shown = words.get(lang) or next(iter(words.values()))
        dates = dict.fromkeys(("published", "changed"), offer.published)
        name = offer.key.hex[:8]
        place = {"path": f"/{lang}/x/{name}/", "cover": f"energietransitie/{offer.kind}/{name}"}
        return Card(
            key=offer.key, lang=lang, kind=offer.kind, page=self.page, **shown, **dates, **place
        )
