from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.factories.pages import add_page, add_translation

pytestmark = pytest.mark.django_db
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def read(client: Client) -> dict[str, dict[str, str]]:
    """The translations by address."""
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    tree = ElementTree.fromstring(response.content)  # noqa: S314  (our own answer)
    return {
        url.find("s:loc", NAMES).text: {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)
        }
        for url in tree.findall("s:url", NAMES)
    }


def test_sitemap_holds_own_addresses_only_with_their_translations(
    client: Client, tree: Any
) -> None:
    page = add_page(tree["nl"], slug="over")
    add_translation(page, tree["en"], slug="about")
    add_page(tree["nl"], slug="alleen")
    add_page(tree["nl"], slug="straks", live=False)
    urls = read(client)
    both = {"nl": "http://testserver/nl/over/", "en": "http://testserver/en/about/"}
    assert urls["http://testserver/nl/over/"] == urls["http://testserver/en/about/"] == both
    assert urls["http://testserver/nl/alleen/"] == {}
    assert "http://testserver/en/alleen/" not in urls
    assert not any("straks" in address for address in urls)


@pytest.mark.parametrize("number", [1, 3])
def test_sitemap_is_one_query(
    client: Client, tree: Any, number: int, django_assert_num_queries: Any
) -> None:
    for step in range(number):
        add_page(tree["nl"], slug=f"pagina-{step}")
    with django_assert_num_queries(1):
        assert len(read(client)) == 10 + number


def test_robots_leave_out_what_exists(client: Client, tree: Any) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    left_out = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")]
    assert left_out == [
        "/admin/",
        "/nl/account/",
        "/nl/zoeken/",
        "/en/account/",
        "/en/search/",
    ]
    for address in left_out:
        assert client.get(address).status_code in (200, 302), address


def test_robots_name_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt")
    assert "Sitemap: http://testserver/sitemap.xml" in response.content.decode()
    assert client.post("/robots.txt").status_code == 405
    assert client.post("/sitemap.xml").status_code == 405
