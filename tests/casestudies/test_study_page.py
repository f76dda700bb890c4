"""A study as its reader sees it, in both languages: what is shown, and what never is."""

from datetime import date
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from brink.pages.models import Card
from brink.pages.offer import offer
from brink.people.models import ResearchGroup
from brink.themes.models import Region
from casestudies.models import CaseStudyPage
from casestudies.models.case import CaseStudyEvidence, CaseStudyPerson
from casestudies.models.practice import BestPracticeEvidence
from tests.factories.casestudies import case_index, case_page, firm, practice_page, theme
from tests.factories.pages import add_translation, publish

pytestmark = pytest.mark.usefixtures("tree")

NL, EN = "/nl/praktijkverhalen/brood/", "/en/case-studies/brood/"
QUERIES = 10


def read(client: Client, path: str = NL) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def bread(**fields: Any) -> CaseStudyPage:
    return case_page(title="Brood", slug="brood", **fields)


def full_case(number: int) -> CaseStudyPage:
    """A case with `number` of everything that its page lists."""
    group = ResearchGroup.objects.create(code="markt", name_nl="Markt", name_en="Market")
    town = Region.objects.create(
        code="emmen", label_nl="Emmen", label_en="Emmen", level=Region.Level.MUNICIPALITY
    )
    page = bread(
        organisation=firm(), research_group=group, municipality=town, situation="<p>Zaterdag.</p>"
    )
    for each in range(number):
        page.themes.add(theme(f"thema-{each}"))
        page.evidence.add(
            CaseStudyEvidence(indicator=f"Broden {each}", before=1, after=2, locale=page.locale)
        )
        page.people.add(
            CaseStudyPerson(name=f"Gea {each}", role="coach", has_consent=True, locale=page.locale)
        )
    others = [case_page(title=f"Verwant {each}") for each in range(number)]
    page.related = [("page", other) for other in others]
    links = (f'<a linktype="page" id="{other.pk}">meer</a>' for other in others)
    page.approach = f"<p>{' '.join(links)}</p>"
    return publish(page)


@pytest.mark.parametrize("path", [NL, EN])
@pytest.mark.parametrize("number", [1, 3])
def test_study_page_takes_ten_queries(
    client: Client, path: str, number: int, django_assert_num_queries: Any
) -> None:
    full_case(number)
    client.get(path)

    with django_assert_num_queries(QUERIES):
        soup = read(client, path)

    assert len(soup.select(".person")) == len(soup.select(".evidence__item")) == number
    assert len(soup.select(".themes a")) == number
    assert "Verwant 0" in soup.select_one(".related").get_text()


def test_facts_are_told_in_both_languages(client: Client) -> None:
    bread(
        organisation=firm(), starts=date(2024, 2, 1), ends=date(2025, 7, 31), euro=5200,
        firm_hours=1150, trainee_hours=1, implemented="yes", implemented_on=date(2025, 3, 1),
    )  # fmt: skip

    dutch = read(client).select_one(".facts").get_text(" ", strip=True)
    english = read(client, EN).select_one(".facts").get_text(" ", strip=True)

    for words in ("18 maanden februari 2024 – juli 2025", "1.150 uur", "€ 5.200", "Ja sinds maart"):
        assert words in dutch
    for words in ("18 months February 2024 – July 2025", "1,150 hours", "€ 5,200", "Yes since Mar"):
        assert words in english


def test_attempt_that_came_to_nothing_says_when_it_stopped(client: Client) -> None:
    bread(study_kind="failed", implemented="no", implemented_on=date(2025, 3, 28))

    assert "Nee gestopt in maart 2025" in read(client).select_one(".facts").get_text(" ")
    assert "No stopped in March 2025" in read(client, EN).select_one(".facts").get_text(" ")


def test_study_without_translation_is_shown_with_its_language(client: Client) -> None:
    bread(other_title="Bread", situation="<p>Zaterdag.</p>", subtitle="Over zaterdagen")

    soup = read(client, EN)

    assert soup.html["lang"] == "en"
    assert (soup.h1.get_text(), soup.h1.get("lang")) == ("Bread", None)
    assert soup.select_one(".label--water").get_text() == "In Dutch"
    assert soup.select_one("div.prose")["lang"] == "nl"
    heading = soup.select_one("div.prose h2")
    assert (heading.get_text(), heading["lang"]) == ("Why it began", "en")
    assert soup.select_one("link[rel=canonical]")["href"].endswith(NL)
    assert "Over zaterdagen" not in soup.get_text()
    assert not read(client).select("article [lang]:not(h1, .lead)")


def test_our_own_words_in_a_foreign_study_keep_the_language_of_the_reader(client: Client) -> None:
    full_case(1)

    figure = read(client, EN).select_one(".evidence")

    assert not figure.has_attr("lang")
    assert not figure.figcaption.has_attr("lang")
    assert {part.name for part in figure.select("[lang=nl]")} == {"h3", "b", "tbody"}


def test_translation_stands_at_its_own_address(client: Client) -> None:
    page = bread(situation="<p>Zaterdag.</p>")
    fields = {"firm_approved_on": page.firm_approved_on, "situation": "<p>Saturday.</p>"}
    add_translation(page, case_index("en"), title="Bread", slug="bread", **fields)

    soup = read(client, "/en/case-studies/bread/")

    assert "Saturday." in soup.get_text()
    assert "Zaterdag." not in soup.get_text()
    assert not soup.select(".label--water")
    assert soup.select_one("link[rel=canonical]")["href"].endswith("/en/case-studies/bread/")
    assert soup.select_one("link[hreflang=nl]")["href"].endswith(NL)


def everything(client: Client, page: CaseStudyPage) -> str:
    """All that is published of a study: pages, lists, cards, the offer to search."""
    addresses = (NL, EN, "/nl/praktijkverhalen/", "/en/case-studies/", "/nl/", "/en/")
    seen = [client.get(address).content.decode() for address in addresses]
    cards = [str(vars(card)) for card in Card.objects.all()]
    return " ".join([*seen, *cards, str(offer(page.translation_key)), page.search_text()])


def test_name_without_consent_is_shown_nowhere(client: Client) -> None:
    page = bread()
    rows = [("Roelf Geheim", False), ("Gea Openbaar", True), ("Wim Verborgen", False)]
    for name, has_consent in rows:
        page.people.add(
            CaseStudyPerson(name=name, role="coach", has_consent=has_consent, locale=page.locale)
        )
    page = publish(page)

    told = everything(client, page)

    assert "Geheim" not in told
    assert "Verborgen" not in told
    assert "Gea Openbaar" in told
    assert "En 2 mensen die hier niet genoemd worden." in read(client).get_text()


def test_anonymous_firm_is_shown_nowhere_but_its_region_stays(client: Client) -> None:
    town = Region.objects.create(
        code="emmen", label_nl="Emmen", label_en="Emmen", level=Region.Level.MUNICIPALITY
    )
    page = bread(organisation=firm(), municipality=town, is_anonymous=True)

    told = everything(client, page)

    assert "Zeevonk" not in told
    assert "zeevonk" not in told
    facts = read(client).select_one(".facts").get_text(" ", strip=True)
    assert "Niet genoemd" in facts
    assert "Emmen" in facts
    assert len(read(client, "/nl/praktijkverhalen/?region=emmen").select(".result")) == 1


def test_firm_that_may_be_named_is_found_by_its_name() -> None:
    assert "Zeevonk" in bread(organisation=firm()).search_text()


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (date(2026, 11, 25), "kijken we er samen opnieuw naar"),
        (date(2026, 11, 24), "We hadden er vóór 24 november 2026 opnieuw naar moeten kijken"),
        (None, "Het bedrijf keurde deze tekst goed op 1 oktober 2026."),
    ],
)
def test_review_date_is_told_and_so_is_one_that_has_passed(
    client: Client, review: date | None, words: str
) -> None:
    bread(review_on=review)

    with time_machine.travel("2026-11-25T12:00:00+01:00", tick=False):
        assert words in read(client).select_one("aside").get_text()


def test_failed_attempt_has_its_label_and_its_own_headings(client: Client) -> None:
    sections = dict.fromkeys(("situation", "approach", "result", "lessons"), "<p>Zo ging het.</p>")
    bread(study_kind="failed", **sections)

    dutch, english = read(client), read(client, EN)

    assert dutch.select_one(".page-head .label").get_text(strip=True) == "Mislukte poging"
    headings = [h.get_text() for h in dutch.select("div.prose > h2")]
    assert headings == ["Wat ze wilden", "Wat ze probeerden", "Wat er gebeurde",
                        "Wat ze anders zouden doen"]  # fmt: skip
    assert english.select_one(".page-head .label").get_text(strip=True) == "Failed attempt"
    assert "failed" in dutch.select_one(".page-head img")["src"]


def test_practice_has_its_six_headings(client: Client) -> None:
    names = ("about", "happens", "partners", "agreements", "example", "also")
    page = practice_page(title="Tafel", slug="tafel", **dict.fromkeys(names, "<p>Zo.</p>"))
    page.evidence.add(BestPracticeEvidence(indicator="Afspraken", after=3, locale=page.locale))
    publish(page)

    soup = read(client, "/nl/goede-praktijken/tafel/")

    assert [h.get_text() for h in soup.select("div.prose > h2")] == [
        "Waar gaat het om?", "Wat gebeurt er?", "Wie heb je nodig?",
        "Wat spreek je af?", "Een goed voorbeeld", "Ook interessant",
    ]  # fmt: skip
    assert soup.select_one(".evidence td").get_text() == "–"


def test_hostile_words_do_no_harm(client: Client) -> None:
    nasty = "<script>alert(1)</script>"
    page = case_page(title=nasty, slug="brood", subtitle=nasty, summary=nasty, quote=nasty)
    page.evidence.add(CaseStudyEvidence(indicator=nasty, unit=nasty, after=1, locale=page.locale))
    page.save()

    for path in (NL, EN, "/nl/praktijkverhalen/"):
        assert not read(client, path).select("main script"), path
    assert read(client).h1.get_text() == nasty


def test_words_of_a_study_can_be_searched_without_their_markup() -> None:
    page = bread(situation="<p>Een</p><p>twee &amp; drie</p>", quote="Nu een lijst")
    page.evidence.add(CaseStudyEvidence(indicator="Broden", locale=page.locale))

    text = page.search_text()

    assert "Een twee & drie" in text
    assert "Nu een lijst" in text
    assert "Broden" in text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_study_answers_reading_only(client: Client, method: str) -> None:
    bread()

    assert getattr(client, method)(NL).status_code == 405
