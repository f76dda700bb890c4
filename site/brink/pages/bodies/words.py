"""What is public of an organisation or a research group, in the words of one language.

Never a KvK number, a member or a person; and of another body only what that shows of itself.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from brink.pages.bodies.addresses import KINDS
from brink.pages.languages import LANGUAGES
from brink.pages.models.card import Card
from brink.people.models import Body, Organisation, ResearchGroup
from brink.themes.models import Region

Some = TypeVar("Some", bound=Body)
SUMMARY = Card._meta.get_field("summary").max_length or 0


class BodyWords(ABC, Generic[Some]):
    """What a body says of itself; `brink.pages.offer` asks it what it asks a page."""

    def __init__(self, body: Some, lang: str) -> None:
        self.body, self.lang = body, lang

    @property
    def title(self) -> str:
        return self.body.display_name(self.lang)

    @property
    def summary(self) -> str:
        return Truncator(" ".join(self.search_text().split())).chars(SUMMARY)

    @abstractmethod
    def search_text(self) -> str: ...

    @abstractmethod
    def search_tags(self) -> list[str]:
        """Other names and words by which it is looked for."""

    def search_dates(self) -> None:
        """It takes place on no day."""

    def search_parts(self) -> tuple[()]:
        """It has no modules."""
        return ()

    @abstractmethod
    def facets(self) -> dict[str, list[str]]: ...


class OrganisationWords(BodyWords[Organisation]):
    def search_text(self) -> str:
        return self.body.description_en if self.lang == "en" else self.body.description_nl

    def search_tags(self) -> list[str]:
        with translation.override(self.lang):
            return [self.body.get_kind_display()]

    def facets(self) -> dict[str, list[str]]:
        sector = self.body.sector
        return {
            "sector": [sector.code] if sector else [],
            "region": lineage(self.body.municipality),
        }


class GroupWords(BodyWords[ResearchGroup]):
    def search_text(self) -> str:
        """Where it belongs, in a sentence; nothing where none of that is public."""
        values = {"institution": name_of(self.body.institution, self.lang)}
        values["parent"] = name_of(self.body.parent, self.lang)
        with translation.override(self.lang):
            if values["institution"] and values["parent"]:
                return _("Research group of %(institution)s, part of %(parent)s.") % values
            if values["institution"]:
                return _("Research group of %(institution)s.") % values
            return _("Research group, part of %(parent)s.") % values if values["parent"] else ""

    def search_tags(self) -> list[str]:
        return [str(alias) for alias in self.body.aliases or ()]

    def facets(self) -> dict[str, list[str]]:
        """It is found where its institution stands."""
        institution = self.body.institution
        shown = institution if institution and institution.is_public else None
        return {"region": lineage(shown.municipality if shown else None)}


def name_of(body: Body | None, lang: str) -> str:
    return body.display_name(lang) if body and body.is_public else ""


def lineage(region: Region | None) -> list[str]:
    return region.lineage() if region else []


def bodies_of(model: type[Body]) -> QuerySet:
    """Bodies with what stands on their card and page, by one query."""
    town = "municipality__parent__parent"
    if model is Organisation:
        return Organisation.objects.select_related("sector", town)
    return ResearchGroup.objects.select_related("parent", f"institution__{town}")


def say(body: Body, lang: str) -> BodyWords:
    if isinstance(body, ResearchGroup):
        return GroupWords(body, lang)
    assert isinstance(body, Organisation)
    return OrganisationWords(body, lang)


def own_words(body: Body) -> dict[str, BodyWords]:
    """The words of a public body by the languages it has them in: all, where it has only names."""
    if not body.is_public:
        return {}
    words = {lang: say(body, lang) for lang in LANGUAGES}
    return {lang: said for lang, said in words.items() if said.search_text()} or words


def words_of(kind: str, key: UUID) -> dict[str, BodyWords]:
    """The same of the body behind a card; empty when it is public no longer."""
    found = (bodies_of(model).filter(key=key).first() for model in models_of(kind))
    return next((own_words(body) for body in found if body), {})


def models_of(kind: str) -> Iterator[type[Body]]:
    return (model for model, own in KINDS.items() if own == kind)
