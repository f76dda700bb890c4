"""A page is refused an address at which the site itself answers."""

from typing import Any

import pytest

from brink.home.models import HomePage
from brink.pages.claimed import is_claimed
from brink.pages.models import PlainPage
from events.models import EventIndexPage
from tests.factories.editor import Editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "claimed"),
    [
        ("/nl/organisaties/", True),
        ("/nl/onderzoeksgroepen/", True),
        ("/nl/zoeken/", True),
        ("/en/organisations/", True),
        ("/en/organisaties/", False),
        ("/nl/organisaties-in-het-noorden/", False),
        ("/nl/agenda/", False),
        ("/nl/", False),
    ],
)
def test_an_address_of_the_site_is_claimed_in_its_language(path: str, claimed: bool) -> None:
    assert is_claimed(path) is claimed


def test_an_editor_hears_that_the_site_has_the_address(tree: dict[str, HomePage]) -> None:
    editor = Editor.log_in()
    address = editor.url("add", "pages", "plainpage", tree["nl"].pk)
    fields: dict[str, Any] = {"title": "Wie meedoen", "slug": "organisaties"}

    response = editor.client.post(address, editor.filled(address, True, fields))

    assert "Een deel van de site heeft dit adres. Kies een andere slug." in response.text
    assert not PlainPage.objects.exists()
    parent = EventIndexPage.objects.get(locale__language_code="nl")
    assert not is_claimed(f"{parent.url_path}organisaties/"), "elsewhere it is free"
    editor.create(tree["nl"], "pages.plainpage", title="Wie", slug="wie-meedoen", publish=True)
    assert PlainPage.objects.get().live
