"""The pages of organisations and research groups, in both languages."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from events.models import EventSpeaker
from masterclasses.models import Teacher
from tests.factories.bodies import public_firm, public_group
from tests.factories.casestudies import case_page, practice_page
from tests.factories.events import event_page
from tests.factories.masterclasses import masterclass_page
from tests.factories.people import organisation_factory, person_factory

pytestmark = pytest.mark.django_db
FIRM = {"nl": "/nl/organisaties/rondom/", "en": "/en/organisations/rondom/"}
GROUP = {"nl": "/nl/onderzoeksgroepen/ontwerpen/", "en": "/en/research-groups/ontwerpen/"}


def read(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def linked(soup: BeautifulSoup) -> dict[str, list[str]]:
    """The titles under each heading."""
    sections = soup.select("main section")
    return {part.h2.text: [a.text for a in part.select("li > a")] for part in sections}


def facts(soup: BeautifulSoup) -> dict[str, str]:
    return {row.dt.text: row.dd.text for row in soup.select(".facts > div")}


@pytest.mark.usefixtures("tree")
def test_page_of_a_firm_shows_what_is_public(client: Client) -> None:
    person_factory(organisation=public_firm(), given="Wobbe")
    soup = read(client, FIRM["nl"])
    assert soup.h1.text == "Kunststof Rondom"
    assert facts(soup) == {"Soort": "Mkb-bedrijf", "Sector": "Kunststof", "Plaats": "EmmenDrenthe"}
    assert soup.select_one(".lead").text == "Maakt korrels van gebruikt plastic."
    assert "00012345" not in str(soup)
    assert "Wobbe" not in str(soup)


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("lang", FIRM)
def test_page_has_one_address_in_each_language(client: Client, lang: str) -> None:
    public_firm()
    soup = read(client, FIRM[lang])
    other = "en" if lang == "nl" else "nl"
    assert soup.select_one("link[rel=canonical]")["href"] == f"http://testserver{FIRM[lang]}"
    twins = {a["hreflang"]: a["href"] for a in soup.select("link[rel=alternate]")}
    assert twins == {code: f"http://testserver{path}" for code, path in FIRM.items()}
    assert soup.select_one(f".site-header a[hreflang={other}]")["href"] == FIRM[other]
    way = [a["href"] for a in soup.select(".breadcrumb a")]
    assert way == [f"/{lang}/", FIRM[lang].removesuffix("rondom/")]


@pytest.mark.usefixtures("tree")
def test_words_in_one_language_are_marked_in_the_other(client: Client) -> None:
    public_firm(description_en="")
    soup = read(client, FIRM["en"])
    assert soup.select_one(".lead")["lang"] == "nl"
    assert soup.select_one("link[rel=canonical]")["href"].endswith(FIRM["nl"])
    assert not soup.select("link[rel=alternate]")


@pytest.mark.usefixtures("tree")
def test_page_lists_what_names_the_firm(client: Client) -> None:
    firm = public_firm()
    case_page(title="Paspoort", organisation=firm)
    case_page(title="Naamloos", organisation=firm, is_anonymous=True)
    case_page(title="Concept", organisation=firm, live=False)
    practice_page(title="Sectortafel", organisation=firm)
    EventSpeaker.objects.create(
        page=event_page(title="Excursie"), name="Jan Bos", organisation=firm, locale_id=1
    )
    Teacher.objects.create(
        page=masterclass_page(title="Keten"), name="Jan Bos", organisation=firm, locale_id=1
    )
    public_group(institution=firm)
    soup = read(client, FIRM["nl"])
    assert linked(soup) == {
        "Praktijkverhalen": ["Paspoort"],
        "Goede praktijken": ["Sectortafel"],
        "Bijeenkomsten": ["Excursie"],
        "Masterclasses": ["Keten"],
        "Lectoraten": ["Gebruikersgericht Ontwerpen"],
    }
    assert "Jan Bos" not in str(soup)


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_four_queries(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    firm = public_firm()
    for _step in range(number):
        case_page(organisation=firm)
    client.get(FIRM["nl"])
    with django_assert_num_queries(4):
        client.get(FIRM["nl"])


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("lang", GROUP)
def test_page_of_a_group_leads_to_what_it_belongs_to(client: Client, lang: str) -> None:
    centre = public_group(code="centrum", name_nl="Centrum", name_en="Centre")
    group = public_group(institution=public_firm(), parent=centre)
    case_page(title="Met ons", research_group=group)
    soup = read(client, GROUP[lang])
    links = [a["href"] for a in soup.select(".facts a")]
    assert links == [FIRM[lang], GROUP[lang].replace("ontwerpen", "centrum")]
    assert "Mensmaat" in soup.select_one(".facts").text
    assert [*linked(soup).values()] == [["Met ons"]]


@pytest.mark.usefixtures("tree")
def test_page_of_a_group_is_silent_about_what_is_not_public(client: Client) -> None:
    public_group(institution=organisation_factory(name="Verborgen Hogeschool"))
    assert "Verborgen" not in str(read(client, GROUP["nl"]))


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("path", [*FIRM.values(), *GROUP.values()])
def test_nobody_meets_a_body_that_is_not_public(client: Client, path: str) -> None:
    organisation_factory(code="rondom")
    public_group(is_public=False)
    public_firm(code="ander")
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 405
    assert "rondom" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.usefixtures("tree")
def test_sitemap_has_public_bodies(client: Client) -> None:
    public_firm()
    addresses = client.get("/sitemap.xml").content.decode()
    assert all(f"http://testserver{path}</loc>" in addresses for path in FIRM.values())


@pytest.mark.usefixtures("tree")
def test_earlier_address_leads_to_the_present_one(client: Client) -> None:
    firm = public_firm(code="oud")
    firm.code = "rondom"
    firm.save()
    response = client.get("/nl/organisaties/oud/?x=1")
    assert (response.status_code, response["Location"]) == (301, f"{FIRM['nl']}?x=1")
    firm.is_public = False
    firm.save()
    assert client.get("/nl/organisaties/oud/").status_code == 404


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("path", "kind"),
    [("/nl/organisaties/", "organisation"), ("/en/research-groups/", "research-group")],
)
def test_list_is_a_search_among_its_kind(client: Client, path: str, kind: str) -> None:
    address = client.get(path)["Location"]
    assert address.endswith(f"?kind={kind}")
    assert client.get(address).status_code == 200


@pytest.mark.usefixtures("tree")
def test_case_leads_to_its_firm_and_group_once_they_are_public(client: Client) -> None:
    firm, group = public_firm(is_public=False), public_group(is_public=False)
    named = case_page(organisation=firm, research_group=group)
    hidden = case_page(organisation=firm, is_anonymous=True)
    assert not read(client, named.url_path).select(f"a[href='{FIRM['nl']}']")
    for body in (firm, group):
        body.is_public = True
        body.save()
    soup = read(client, named.url_path)
    assert soup.select_one(".facts a")["href"] == FIRM["nl"]
    assert soup.select(f"aside a[href='{GROUP['nl']}']")
    assert FIRM["nl"] not in str(read(client, hidden.url_path))
