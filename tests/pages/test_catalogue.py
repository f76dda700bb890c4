"""The lists of knowledge pages: filters, their counts, numbered pages, nonsense in addresses."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from brink.themes.models import Region
from tests.factories.casestudies import case_index, case_page, practice_page, theme
from tests.factories.masterclasses import masterclass_page
from tests.factories.pages import add_translation

pytestmark = pytest.mark.usefixtures("tree")

CASES = "/nl/praktijkverhalen/"
LISTS = {
    CASES: case_page,
    "/en/case-studies/": case_page,
    "/nl/goede-praktijken/": practice_page,
    "/en/best-practices/": practice_page,
    "/nl/masterclasses/": masterclass_page,
    "/en/masterclasses/": masterclass_page,
}


def read(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def titles(soup: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in soup.select(".result h2 a")]


def counts(soup: BeautifulSoup, facet: str) -> dict[str, str]:
    boxes = soup.select(f".facets input[name={facet}]")
    return {box["value"]: box.parent.select_one(".facets__count").get_text() for box in boxes}


@pytest.fixture
def groningen() -> Region:
    level = Region.Level
    province = Region.objects.create(
        code="groningen", label_nl="Groningen", label_en="Groningen", level=level.PROVINCE
    )
    return Region.objects.create(
        code="oldambt", label_nl="Oldambt", label_en="Oldambt", level=level.MUNICIPALITY,
        parent=province,
    )  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_five_queries(
    client: Client, path: str, number: int, django_assert_num_queries: Any
) -> None:
    for each in range(number):
        LISTS[path](themes=[theme(f"thema-{each}"), theme("export")])
    client.get(path)

    with django_assert_num_queries(5):
        soup = read(client, path)

    assert len(titles(soup)) == number


def test_option_is_counted_beside_the_other_choices(client: Client) -> None:
    case_page(themes=[theme("export")], readiness="idea")
    case_page(themes=[theme("export"), theme("zorg")], readiness="tested")
    case_page(themes=[theme("zorg")], study_kind="failed")

    whole, chosen = read(client, CASES), read(client, f"{CASES}?theme=export")

    assert counts(whole, "theme") == {"export": "2", "zorg": "2"}
    assert counts(whole, "kind") == {"case": "2", "failed": "1"}
    assert counts(chosen, "theme") == {"export": "2", "zorg": "2"}
    assert counts(chosen, "readiness") == {"idea": "1", "tested": "1"}
    assert counts(chosen, "kind") == {}


def test_filter_without_a_choice_is_not_shown(client: Client) -> None:
    case_page(themes=[theme()], readiness="idea")

    assert not read(client, CASES).select(".facets fieldset")


def test_choices_within_a_filter_add_and_between_filters_narrow(client: Client) -> None:
    case_page(title="Een", themes=[theme("export")], readiness="idea")
    case_page(title="Twee", themes=[theme("zorg")], readiness="idea")
    case_page(title="Drie", themes=[theme("export")], readiness="tested")

    either = read(client, f"{CASES}?theme=export&theme=zorg")
    both = read(client, f"{CASES}?theme=export&readiness=idea")

    assert set(titles(either)) == {"Een", "Twee", "Drie"}
    assert titles(both) == ["Een"]


def test_each_choice_can_be_taken_away(client: Client) -> None:
    case_page(themes=[theme("export")], study_kind="failed")

    soup = read(client, f"{CASES}?kind=failed&theme=export")

    links = {a["href"]: a.get_text(" ", strip=True) for a in soup.select(".chosen a")}
    assert links["?theme=export"].startswith("mislukte poging")
    assert links["?kind=failed"].startswith("Export")
    assert links["?"] == "Toon alles"
    assert soup.select_one("#f-theme-export").has_attr("checked")
    assert "noindex" in soup.select_one("meta[name=robots]")["content"]


def test_kind_tells_failed_attempts_apart(client: Client) -> None:
    case_page(title="Gelukt")
    case_page(title="Mislukt", study_kind="failed")

    soup = read(client, f"{CASES}?kind=failed")

    assert titles(soup) == ["Mislukt"]
    assert soup.select_one(".result .label").get_text(strip=True) == "Mislukte poging"
    assert soup.select_one("[role=status]").get_text(strip=True) == "1 verhaal"


def test_region_is_offered_by_province_and_works_on_any_level(
    client: Client, groningen: Region
) -> None:
    case_page(title="Hier", municipality=groningen)
    case_page(title="Elders")

    by_province = read(client, f"{CASES}?region=groningen")
    by_town = read(client, f"{CASES}?region=oldambt")

    assert titles(by_province) == titles(by_town) == ["Hier"]
    assert counts(by_province, "region") == {"groningen": "1"}
    assert counts(by_town, "region") == {"groningen": "1", "oldambt": "1"}


@pytest.mark.parametrize("query", ["theme=x", "kind=event", "region=%00", "theme='\"<b>", "form=é"])
def test_unknown_choice_is_left_out_with_a_note(client: Client, query: str) -> None:
    case_page(title="Brood")

    soup = read(client, f"{CASES}?{query}")

    if query != "kind=event":  # a kind that there is, and that this list has none of
        assert titles(soup) == ["Brood"]
        assert "We kennen" in soup.select_one(".notice").get_text()
    assert soup.select_one(".notice b") is None


def test_empty_result_leads_on(client: Client) -> None:
    case_page(themes=[theme("export")])
    theme("zorg")

    soup = read(client, f"{CASES}?theme=zorg")

    assert not titles(soup)
    assert soup.select_one(".split__main .notice a")["href"] == "?"
    assert counts(soup, "theme") == {"export": "1", "zorg": "0"}


@pytest.mark.parametrize("path", LISTS)
def test_empty_list_is_a_page(client: Client, path: str) -> None:
    assert read(client, path).select_one(".lead").get_text()


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "99999999999999999999", "1.0", "%00"])
def test_page_that_is_not_there_is_404(client: Client, page: str) -> None:
    case_page()

    assert client.get(f"{CASES}?page={page}").status_code == 404


def test_pages_divide_the_list_and_keep_the_choices(client: Client) -> None:
    for _each in range(22):
        case_page(themes=[theme()])

    first = read(client, f"{CASES}?theme=export")
    second = read(client, f"{CASES}?theme=export&page=2")

    assert (len(titles(first)), len(titles(second))) == (20, 2)
    assert not set(titles(first)) & set(titles(second))
    assert first.select_one("a[rel=next]")["href"] == "?theme=export&page=2"
    assert first.select_one("[role=status]").get_text(strip=True) == "22 verhalen"


def test_item_without_translation_is_listed_once_with_its_language(client: Client) -> None:
    case_page(title="Brood", other_title="Bread", summary="Over brood.")

    english = read(client, "/en/case-studies/")

    link = english.select_one(".result h2 a")
    assert (link.get_text(), link["hreflang"], link.get("lang")) == ("Bread", "nl", None)
    assert english.select_one(".result .label").get_text() == "In Dutch"
    assert english.select_one(".result p[lang=nl]").get_text() == "Over brood."
    assert titles(read(client, CASES)) == ["Brood"]


def test_translated_item_is_listed_once_in_each_language(client: Client) -> None:
    page = case_page(title="Brood")
    add_translation(page, case_index("en"), title="Bread", firm_approved_on=page.firm_approved_on)

    assert titles(read(client, CASES)) == ["Brood"]
    assert titles(read(client, "/en/case-studies/")) == ["Bread"]


def test_draft_and_unpublished_item_are_not_listed(client: Client) -> None:
    case_page(title="Concept", live=False)
    case_page(title="Weg").unpublish()

    assert not titles(read(client, CASES))


def test_lists_keep_apart_what_they_list(client: Client) -> None:
    case_page(title="Verhaal")
    practice_page(title="Praktijk")
    masterclass_page(title="Les")

    shown = [titles(read(client, path)) for path in LISTS if path.startswith("/nl/")]

    assert shown == [["Verhaal"], ["Praktijk"], ["Les"]]


def test_level_narrows_the_masterclasses(client: Client) -> None:
    masterclass_page(title="Begin", level="start")
    masterclass_page(title="Diep", level="deep")

    soup = read(client, "/nl/masterclasses/?level=deep")

    assert titles(soup) == ["Diep"]
    assert counts(soup, "level") == {"start": "1", "deep": "1"}
    assert soup.select_one("[role=status]").get_text(strip=True) == "1 masterclass"


def test_list_answers_reading_only(client: Client) -> None:
    assert client.post(CASES).status_code == 405
    assert client.head(CASES).status_code == 200
