"""Somebody who came to enough meetings of a series gets a paper, and somebody else checks it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from django.urls import reverse
from django.utils import translation
from PIL import Image
from playwright.sync_api import Page, expect

from events import links
from events.certificates.issuing import revoke
from events.certificates.links import path
from events.door.codes import spell_code
from events.models import Certificate, Registration
from events.paper.certificate import TEMPLATE, words_of
from tests.events.certified import a_series, held, run_jobs, text_of, valid, visitor
from tests.events.pictures import pictures
from tests.factories.events import person_factory
from tests.journeys.steps import follow_enter

Open = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.fixture
def row(site: str, lang: str) -> Registration:
    """At two of three meetings of a series that asks for two."""
    series = a_series(minimum_sittings=2, signatory="dr. J. Hoekstra")
    person = person_factory(given="Femke", infix="van der", family="Zee", email="femke@b.example")
    meetings = [held(days_ago, series=series, gives_certificate=False) for days_ago in (9, 6, 3)]
    rows = [visitor(meeting, person=person, language=lang) for meeting in meetings[:2]]
    run_jobs()
    return rows[-1]


def at(site: str, lang: str, name: str) -> str:
    with translation.override(lang):
        return site + reverse(name)


def scan(certificate: Certificate) -> str:
    """What a phone reads from the paper."""
    [sheet] = pictures(TEMPLATE, words_of(certificate), certificate.language)
    [square] = zxingcpp.read_barcodes(Image.open(BytesIO(sheet)))
    return square.text


@pytest.mark.parametrize("width", [320, 1280])
def test_paper_of_a_series_is_fetched_and_checked(
    site: str, open_page: Open, axe: Axe, lang: str, row: Registration, width: int
) -> None:
    with translation.override(lang):
        agenda = open_page(site + links.path("my-agenda", row), lang=lang, width=width)
    with agenda.expect_download() as download:
        agenda.locator("#certificates ~ .downloads a").click()
    text = text_of(Path(download.value.path()).read_bytes())
    [certificate] = valid()
    assert "Femke van der Zee" in text
    assert {"nl": "Avonden over kaas", "en": "Evenings on cheese"}[lang] in text
    assert spell_code(certificate.code) in text

    checked = open_page(scan(certificate), lang=lang, width=width)
    assert "Femke van der Zee" in checked.inner_text("main")
    assert axe(checked) == []
    assert checked.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("script", [True, False])
def test_code_is_typed_wrong_and_then_right(
    site: str, open_page: Open, axe: Axe, lang: str, row: Registration, script: bool
) -> None:
    [certificate] = valid()
    page = open_page(at(site, lang, "events:certificates"), lang=lang, script=script)
    page.fill("#id_code", "0000-0000")
    with page.expect_response(lambda response: "code=" in response.url) as answer:
        follow_enter(page)
    assert answer.value.status == 404
    expect(page.locator("#id_code_error")).to_be_visible()
    assert not script or axe(page) == []
    page.fill("#id_code", certificate.code.lower())
    follow_enter(page)
    page.wait_for_url("**/" + spell_code(certificate.code) + "/")
    assert "Femke van der Zee" in page.inner_text("main")

    revoke(certificate, by=None, reason="Was not there")
    with translation.override(lang):
        revoked = open_page(site + path(certificate), lang=lang)
    assert "Femke" not in revoked.inner_text("main")
    assert axe(revoked) == []
