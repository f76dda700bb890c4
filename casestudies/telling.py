"""What a search result tells of a study: how large the firm is, and where."""

from collections.abc import Sequence
from uuid import UUID

from brink.pages.models import Card
from casestudies.models import BestPracticePage, CaseStudyPage, StudyPage

#: What is told of; a page has long texts beside it.
TOLD = (
    "translation_key",
    "is_anonymous",
    "organisation__size_class",
    *(f"municipality__{name}" for name in ("level", "label_nl", "label_en")),
)


def tell_cases(cards: Sequence[Card]) -> dict[UUID, list[str]]:
    return tell(CaseStudyPage, cards)


def tell_practices(cards: Sequence[Card]) -> dict[UUID, list[str]]:
    return tell(BestPracticePage, cards)


def tell(model: type[StudyPage], cards: Sequence[Card]) -> dict[UUID, list[str]]:
    """One query."""
    pages = model.objects.filter(pk__in=[card.page_id for card in cards])
    found = pages.select_related("organisation", "municipality").only(*TOLD)
    return {page.translation_key: [size(page), str(page.municipality or "")] for page in found}


def size(page: StudyPage) -> str:
    """Not of a firm that is not named: with its town and sector it could tell who it is."""
    firm = None if page.is_anonymous else page.organisation
    return firm.get_size_class_display() if firm else ""
