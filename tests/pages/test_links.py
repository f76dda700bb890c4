import uuid

import pytest
from django.test import Client
from django.utils import translation
from wagtail.rich_text import expand_db_html

from brink.home.models import HomePage
from brink.pages.links import card_paths, linked_ids
from brink.pages.models import PlainPage


def add_page(home: HomePage, title: str, html: str = "") -> PlainPage:
    page = PlainPage(
        title=title, locale=home.locale, translation_key=uuid.uuid4(), body=[("paragraph", html)]
    )
    return HomePage.objects.get(pk=home.pk).add_child(instance=page)


def link(page: PlainPage) -> str:
    return f'<p><a linktype="page" id="{page.pk}">lees</a></p>'


def test_link_leads_to_the_address_in_the_language_of_the_reader(tree: dict[str, HomePage]) -> None:
    page = add_page(tree["nl"], "Over ons")
    with translation.override("en"):
        assert '<a href="/en/over-ons/">' in expand_db_html(link(page))
    assert '<a href="/nl/over-ons/">' in expand_db_html(link(page))


def test_link_to_a_page_that_is_gone_has_no_address(tree: dict[str, HomePage]) -> None:
    page = add_page(tree["nl"], "Over ons")
    html = link(page)
    page.unpublish()
    assert "<a>lees</a>" in expand_db_html(html)


@pytest.mark.parametrize("count", [1, 3])
def test_all_links_of_a_page_cost_one_query(
    tree: dict[str, HomePage], client: Client, django_assert_num_queries, count: int
) -> None:
    targets = [add_page(tree["nl"], f"Doel {number}") for number in range(count)]
    page = add_page(tree["nl"], "Bron", "".join(link(target) for target in targets))
    assert linked_ids(page) == {target.pk for target in targets}
    with django_assert_num_queries(1):
        assert len(card_paths(linked_ids(page))) == count
    html = client.get("/nl/bron/").content.decode()
    assert all(f'href="/nl/doel-{number}/"' in html for number in range(count))
