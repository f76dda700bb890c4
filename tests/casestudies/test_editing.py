"""A study in the admin: a draft may lack much, what is published may not."""

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse

from brink.pages.models import Card, ItemFacet
from casestudies.models import BestPracticePage, CaseStudyPage
from casestudies.models.case import CaseStudyEvidence
from tests.factories.casestudies import case_index, case_page, practice_index, theme
from tests.factories.editor import Editor

pytestmark = pytest.mark.usefixtures("tree")

APPROVED = {"firm_approved_on": "2026-10-01"}
TOLD = ".w-field__errors, .error-message, .messages"


def rich(text: str) -> str:
    """What the text editor of the admin sends."""
    block = {"key": "a1", "text": text, "type": "unstyled", "depth": 0}
    return json.dumps({"entityMap": {}, "blocks": [{**block, "inlineStyleRanges": []}]})


def evidence(**fields: str) -> dict[str, str]:
    row = {"indicator": "Verkochte broden", "unit": "stuks", "before": "20", "after": "143"}
    row |= {"period": "", "source": "", "better": "higher", "is_measured": "on", "id": ""}
    row |= {"ORDER": "1", "DELETE": "", **fields}
    named = {f"evidence-0-{name}": value for name, value in row.items()}
    return {"evidence-TOTAL_FORMS": "1", **named}


def new_case(**fields: Any) -> CaseStudyPage:
    words = {"title": "Streekbrood", "slug": "streekbrood", **fields}
    return Editor.log_in().create(case_index(), "casestudies.casestudypage", **words)


def new_practice(**fields: Any) -> BestPracticePage:
    words = {"title": "Sectortafel", "slug": "sectortafel", **fields}
    return Editor.log_in().create(practice_index(), "casestudies.bestpracticepage", **words)


def soup(response: HttpResponse) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def error_at(page: Any, field: str, **fields: Any) -> str:
    """What is told at a field when somebody tries to publish."""
    found = soup(Editor.log_in().edit(page, publish=True, **fields))
    box = found.select_one(f"#panel-child-content-{field}-errors, [id$='{field}-errors']")
    assert box, found.select(TOLD)
    assert not type(page).objects.get(pk=page.pk).live
    return box.get_text(" ", strip=True)


def test_draft_may_be_incomplete() -> None:
    page = new_case()

    assert not page.live
    assert page.get_latest_revision_as_object().firm_approved_on is None
    assert not Card.objects.filter(key=page.translation_key).exists()


def test_publish_without_approval_is_refused_at_the_field() -> None:
    assert error_at(new_case(), "firm_approved_on")


def test_publish_makes_card_and_facets() -> None:
    page = Editor.log_in().publish(
        new_case(), **APPROVED, study_kind="failed", themes=[str(theme().pk)], readiness="idea"
    )

    assert page.live
    cards = Card.objects.filter(key=page.translation_key)
    assert {card.lang: (card.kind, card.path) for card in cards} == {
        "nl": ("failed", "/nl/praktijkverhalen/streekbrood/"),
        "en": ("failed", "/en/case-studies/streekbrood/"),
    }
    codes = ItemFacet.objects.filter(key=page.translation_key).values_list("facet", "code")
    assert set(codes) == {("theme", "export"), ("readiness", "idea")}


def test_section_that_is_too_long_is_refused_with_its_length() -> None:
    told = error_at(new_case(), "situation", **APPROVED, situation=rich("b" * 801))

    assert "801" in told
    assert "800" in told


def test_section_of_just_the_most_is_published() -> None:
    page = Editor.log_in().publish(new_case(), **APPROVED, situation=rich("é" * 800))

    assert page.live


def test_hostile_text_loses_its_markup_and_its_link() -> None:
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    text = "<script>alert(1)</script>"
    ranges = [{"offset": 0, "length": 8, "key": 0}]
    block = {"key": "a1", "text": text, "type": "unstyled", "depth": 0, "entityRanges": ranges}
    words = json.dumps({"entityMap": {"0": link}, "blocks": [{**block, "inlineStyleRanges": []}]})

    page = Editor.log_in().publish(new_case(), **APPROVED, situation=words)

    found = BeautifulSoup(page.situation, "html.parser")
    assert found.get_text() == text
    assert not found.select("script, a[href^='javascript:']")


def test_end_before_the_start_is_refused() -> None:
    assert error_at(new_case(), "ends", **APPROVED, starts="2026-05-01", ends="2026-04-01")


def test_practice_without_evidence_is_refused() -> None:
    page = new_practice()
    response = Editor.log_in().edit(page, publish=True, **APPROVED)

    assert "minstens één rij" in soup(response).get_text()
    assert not BestPracticePage.objects.get(pk=page.pk).live


def test_practice_whose_only_evidence_is_thrown_away_is_refused() -> None:
    page = new_practice()
    response = Editor.log_in().edit(page, publish=True, **APPROVED, **evidence(DELETE="on"))

    assert "minstens één rij" in soup(response).get_text()


def test_practice_with_evidence_is_published() -> None:
    page = Editor.log_in().publish(new_practice(), **APPROVED, **evidence())

    assert page.live
    row = page.evidence.get()
    assert (row.before, row.after, row.is_measured) == (20.0, 143.0, True)


def test_practice_that_has_not_been_measured_yet_says_so_and_is_published() -> None:
    fields = evidence(before="", after="", source="eind 2027")
    fields.pop("evidence-0-is_measured")
    page = Editor.log_in().publish(new_practice(), **APPROVED, **fields)

    assert page.live
    assert not page.evidence.get().is_measured


def test_what_was_typed_stays_when_it_is_refused() -> None:
    found = soup(Editor.log_in().edit(new_case(), publish=True, subtitle="Over zaterdagen"))

    assert found.select_one("[name=subtitle]")["value"] == "Over zaterdagen"


def test_translation_has_its_own_words_and_the_facts_of_its_owner() -> None:
    editor = Editor.log_in()
    page = case_page(title="Streekbrood", firm_hours=260, readiness="in_use", themes=[theme()])
    page.evidence.add(CaseStudyEvidence(indicator="Broden", before=1, after=2, locale=page.locale))
    page.save_revision().publish()

    twin = editor.translate(page, "en")
    assert not twin.live
    twin = editor.publish(twin, title="Regional bread", slug="bread", firm_hours="1")

    assert (twin.live, twin.title, twin.locale.language_code) == (True, "Regional bread", "en")
    assert (twin.firm_hours, twin.readiness) == (260, "in_use")
    assert twin.firm_approved_on == date(2026, 10, 1)
    assert [theme.code for theme in twin.themes.all()] == ["export"]
    assert [row.indicator for row in twin.evidence.all()] == ["Broden"]
    page.refresh_from_db()
    assert (page.title, page.firm_hours) == ("Streekbrood", 260)
    assert page.evidence.get().pk != twin.evidence.get().pk
    titles = Card.objects.filter(key=page.translation_key).values_list("lang", "title")
    assert dict(titles) == {"nl": "Streekbrood", "en": "Regional bread"}


def test_changed_facts_reach_the_translation() -> None:
    editor, page = Editor.log_in(), case_page(title="Streekbrood", firm_hours=260)
    page.save_revision().publish()
    twin = editor.publish(editor.translate(page, "en"), title="Bread", slug="bread")

    editor.publish(page, firm_hours="300", study_kind="failed")

    twin.refresh_from_db()
    assert (twin.firm_hours, twin.study_kind) == (300, "failed")
    kinds = Card.objects.filter(key=page.translation_key).values_list("kind", flat=True)
    assert set(kinds) == {"failed"}
