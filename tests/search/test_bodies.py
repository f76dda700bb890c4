"""Organisations and research groups among what is found, on each engine."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.people.forms import PersonForm
from brink.people.models import Organisation
from search.engines import Engine
from search.vocabulary import speller_for
from tests.factories.bodies import public_firm, public_group
from tests.factories.pages import add_page, add_translation
from tests.factories.people import organisation_factory
from tests.search.test_page import get, settle, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(engine: Engine, tree: dict[str, HomePage]) -> Organisation:
    add_page(tree["nl"], title="Over plastic", slug="plastic")
    firm = public_firm()
    public_group()
    settle(engine)
    return firm


@pytest.mark.parametrize("text", ["rondom", "korrels", "pellets", "korrel gebruikt", "RONDOM"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_organisation_is_found_by_name_and_description(
    client: Client, firm: Organisation, text: str, lang: str
) -> None:
    html = get(client, lang, q=text)
    assert titles(html) == ["Kunststof Rondom"]
    path = {"nl": "/nl/organisaties/rondom/", "en": "/en/organisations/rondom/"}[lang]
    assert f'href="{path}"' in html
    assert client.get(path).status_code == 200


@pytest.mark.usefixtures("firm")
@pytest.mark.parametrize("text", ["gebruikersgericht", "user-centred design", "mensmaat"])
@pytest.mark.parametrize(
    ("lang", "title"), [("nl", "Gebruikersgericht Ontwerpen"), ("en", "User-Centred Design")]
)
def test_group_is_found_by_its_names_in_either_language(
    client: Client, text: str, lang: str, title: str
) -> None:
    assert titles(get(client, lang, q=text)) == [title]


@pytest.mark.usefixtures("firm")
def test_facets_count_bodies_and_choose_among_them(client: Client) -> None:
    html = " ".join(get(client).split())
    for words in ("Organisatie", "Lectoraat", "Drenthe", "Kunststof"):
        assert re.search(rf"{words}\W+(<[^>]+>\W*)*1\b", html), words
    assert titles(get(client, kind="organisation")) == ["Kunststof Rondom"]
    assert titles(get(client, kind="research-group")) == ["Gebruikersgericht Ontwerpen"]
    assert titles(get(client, region="drenthe", sector="kunststof")) == ["Kunststof Rondom"]


@pytest.mark.usefixtures("firm")
def test_without_words_bodies_come_after_what_appeared_on_a_day(client: Client) -> None:
    assert titles(get(client))[0] == "Over plastic"
    assert "1970" not in get(client)


def test_page_about_the_same_comes_before_the_firm(
    client: Client, firm: Organisation, engine: Engine, tree: Any
) -> None:
    words = {"title": "Kunststof Rondom", "slug": "zelfde"}
    page = add_page(tree["nl"], summary=firm.description_nl, **words)
    add_translation(page, tree["en"], summary=firm.description_en, **words)
    settle(engine)
    first = re.search(r'<h2><a href="([^"]+)"', get(client, q="rondom"))
    assert first
    assert first[1] == "/nl/zelfde/"


def test_renamed_organisation_is_found_by_its_new_name_only(
    client: Client, firm: Organisation, engine: Engine
) -> None:
    firm.name = "Vezelhof"
    firm.save()
    settle(engine)
    assert titles(get(client, q="vezelhof")) == ["Vezelhof"]
    assert titles(get(client, q="rondom")) == []


@pytest.mark.parametrize("way", ["withdrawn", "deleted"])
def test_what_is_gone_is_found_no_more(
    client: Client, firm: Organisation, engine: Engine, way: str
) -> None:
    if way == "deleted":
        firm.delete()
    else:
        firm.is_public = False
        firm.save()
    assert titles(get(client, q="rondom")) == [], "before the index has followed"
    settle(engine)
    assert titles(get(client, q="korrels")) == []
    assert "Kunststof" not in get(client)
    assert speller_for(["rondm"]) is not None
    assert "rondom" not in get(client, q="rondm")


@pytest.mark.usefixtures("firm")
def test_organisation_typed_in_at_sign_up_appears_nowhere(client: Client, engine: Engine) -> None:
    known = organisation_factory(name="Stille Smederij", description_nl="Smeedt hekwerk.")
    for typed in ("Stille Smederij", "Nergens Bekend BV"):
        data = {"given": "Wobbe", "family": "Bos", "language": "nl", "organisation_name": typed}
        form = PersonForm(data)
        assert form.is_valid(), form.errors
        form.save()
    settle(engine)
    for text in ("stille smederij", "nergens bekend", "smeedt hekwerk", "wobbe"):
        assert titles(get(client, q=text)) == [], text
    assert titles(get(client, kind="organisation")) == ["Kunststof Rondom"]
    assert not Organisation.objects.filter(name__startswith="Nergens").exists()
    assert client.get(f"/nl/organisaties/{known.code}/").status_code == 404


def test_indices_are_filled_and_verified_with_bodies(
    client: Client, firm: Organisation, engine: Engine
) -> None:
    engine.clear()
    call_command("search_rebuild", quiet=True)
    engine.refresh()
    call_command("search_verify", "--quiet", "--dry-run")
    assert titles(get(client, q="rondom")) == ["Kunststof Rondom"]
    run_due()
