"""Studies that are published in the tree."""

from datetime import date
from itertools import count
from typing import Any

from brink.people.models import Organisation
from brink.themes.models import Theme
from casestudies.models import (
    BestPracticeIndexPage,
    BestPracticePage,
    CaseStudyIndexPage,
    CaseStudyPage,
)
from tests.factories.pages import add_page

NUMBERS = count(1)
APPROVED = date(2026, 10, 1)


def theme(code: str = "export") -> Theme:
    labels = {"label_nl": code.capitalize(), "label_en": f"{code.capitalize()} (en)"}
    return Theme.objects.get_or_create(code=code, defaults=labels)[0]


def firm(name: str = "Bakkerij De Zeevonk") -> Organisation:
    return Organisation.objects.get_or_create(code="zeevonk", defaults={"name": name})[0]


def case_index(lang: str = "nl") -> CaseStudyIndexPage:
    return CaseStudyIndexPage.objects.get(locale__language_code=lang)


def practice_index(lang: str = "nl") -> BestPracticeIndexPage:
    return BestPracticeIndexPage.objects.get(locale__language_code=lang)


def case_page(lang: str = "nl", **fields: Any) -> CaseStudyPage:
    """A live case under the list of `lang`; needs the fixture `tree`."""
    return add_page(case_index(lang), CaseStudyPage, **study_fields(fields))


def practice_page(lang: str = "nl", **fields: Any) -> BestPracticePage:
    return add_page(practice_index(lang), BestPracticePage, **study_fields(fields))


def study_fields(fields: dict[str, Any]) -> dict[str, Any]:
    return {"title": f"Streekbrood {next(NUMBERS)}", "firm_approved_on": APPROVED, **fields}
