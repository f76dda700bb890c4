"""Case studies and best practices of the data files."""

from datetime import date
from typing import Any

from brink.home.demo.markup import body_blocks, plain_text, rich_text
from brink.home.demo.register import Register
from brink.home.demo.source import Item
from brink.people.models import Organisation, ResearchGroup
from brink.themes.models import Barrier, CollaborationForm, Region, Sector, Theme
from casestudies.models import BestPracticePage, CaseStudyPage, StudyPage

PRACTICE_SECTIONS = {
    "about": "what_it_is_about",
    "happens": "what_happens",
    "partners": "partners_needed",
    "agreements": "agreements",
    "example": "good_example",
    "also": "also_interesting",
}
CASE_KINDS = {"case": "case", "failed_attempt": "failed"}


def fill_case(page: CaseStudyPage, item: Item, lang: str, register: Register) -> None:
    page.study_kind = CASE_KINDS[item.get("kind")]
    fill_study(page, item, lang, register)
    fill_sections(
        page, {name: name for name in ("situation", "approach", "result")}, item, lang, register
    )


def fill_practice(page: BestPracticePage, item: Item, lang: str, register: Register) -> None:
    fill_study(page, item, lang, register)
    fill_sections(page, PRACTICE_SECTIONS, item, lang, register)


def fill_sections(
    page: StudyPage, sections: dict[str, str], item: Item, lang: str, register: Register
) -> None:
    resolve = register.resolver(item, lang)
    for name, field in sections.items():
        setattr(page, name, rich_text(item.text(field, lang), resolve))


def fill_study(page: StudyPage, item: Item, lang: str, register: Register) -> None:
    page.subtitle = item.text("subtitle", lang)
    page.body = body_blocks(item.text("body", lang), register.resolver(item, lang))
    fill_sections(
        page, {name: name for name in ("lessons", "transferability")}, item, lang, register
    )
    fill_facts(page, item)
    fill_resources(page, item, lang)
    fill_classification(page, item, register)
    quote = item.data.get("quote") or {}
    page.quote = plain_text((quote.get("text") or {}).get(lang, ""))
    page.quote_role = (quote.get("role") or {}).get(lang, "")
    page.evidence = [evidence_row(page, row, lang) for row in item.get("evidence")]
    page.people = [person_row(page, row) for row in item.get("people")]


def fill_facts(page: StudyPage, item: Item) -> None:
    page.starts = month_start(item.get("period").get("from"))
    page.ends = month_start(item.get("period").get("to"))
    page.readiness = item.get("readiness")
    page.implemented = item.get("implemented")["status"]
    page.implemented_on = item.get("implemented").get("date")
    page.firm_approved_on = item.get("firm_approval_date")
    page.review_on = item.get("review_date")


def fill_resources(page: StudyPage, item: Item, lang: str) -> None:
    resources = item.get("resources")
    page.firm_hours = resources.get("firm_hours")
    page.trainee_hours = resources.get("trainee_hours")
    page.euro = resources.get("euro")
    page.tools = (resources.get("tools") or {}).get(lang, "")


def fill_classification(page: StudyPage, item: Item, register: Register) -> None:
    page.organisation = register.term(Organisation, item.get("organisation"), item, "organisation")
    page.research_group = register.term(
        ResearchGroup, item.get("research_group"), item, "research_group"
    )
    page.collaboration_form = register.term(
        CollaborationForm, item.get("collaboration_form"), item, "collaboration_form"
    )
    page.municipality = municipality(item.get("municipality"), item)
    page.themes = [register.term(Theme, code, item, "themes") for code in item.get("themes")]
    page.sectors = [register.term(Sector, code, item, "sectors") for code in item.get("sectors")]
    page.barriers = [barrier(row, item) for row in item.get("barriers")]


def municipality(name: str, item: Item) -> Region:
    """The municipality of that name; the files name towns as people do."""
    found = Region.objects.filter(level=Region.Level.MUNICIPALITY, label_nl=name).first()
    if found is None:
        raise item.error("municipality", f"there is no municipality “{name}”")
    return found


def barrier(row: dict[str, str], item: Item) -> Barrier:
    found = Barrier.objects.filter(label_nl=row["nl"]).first()
    if found is None:
        raise item.error("barriers", f"there is no barrier “{row['nl']}”")
    return found


def month_start(text: str | None) -> date | None:
    """The first day of a month written as `2024-02`."""
    return date.fromisoformat(f"{text}-01") if text else None


def evidence_row(page: StudyPage, row: dict[str, Any], lang: str) -> Any:
    model = page._meta.get_field("evidence").related_model
    return model(
        indicator=row["indicator"].get(lang, ""),
        unit=row["unit"].get(lang, ""),
        before=row["before"],
        after=row["after"],
        period=row["period"].get(lang, ""),
        source=row["source"].get(lang, ""),
        better=row["better"],
        is_measured=row["measured"],
        locale=page.locale,
    )


def person_row(page: StudyPage, row: dict[str, Any]) -> Any:
    model = page._meta.get_field("people").related_model
    return model(
        name=row["name"],
        role=row["role"],
        has_consent=row["consent"],
        locale=page.locale,
    )
