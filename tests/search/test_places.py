"""A result says in which module or on which page of which document the words stand."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import CollectionViewRestriction

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.pages.models import BrinkDocument
from masterclasses.models import Module
from search import places
from search.engines import Engine
from search.highlight import WORDS_READ, Marker
from search.language import make_plan, tokens
from search.models import Entry
from tests.documents import files
from tests.documents.files import make_document, replace_file
from tests.factories.masterclasses import masterclass_page
from tests.factories.pages import add_page, add_translation, publish

pytestmark = pytest.mark.django_db
ADDRESSES = {"nl": "/nl/zoeken/", "en": "/en/search/"}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES["default"]["OPTIONS"]["location"] = tmp_path


@pytest.fixture
def workbook(engine: Engine, tree: dict[str, HomePage]) -> BrinkDocument:
    """On a page in Dutch; the fourth page has what is looked for."""
    pages = ("Begin", "Midden", "Meer", "Zo verkoop je kruidenthee aan de bakker om de hoek")
    document = make_document("werkboek.pdf", files.pdf(*pages))
    body = [("document", {"document": document, "description": ""})]
    add_page(tree["nl"], title="Streekbrood", slug="brood", summary="Op tafel.", body=body)
    settle(engine)
    return document


def settle(engine: Engine) -> None:
    run_due()
    engine.refresh()


def results(client: Client, text: str, lang: str = "nl") -> list[Any]:
    response = client.get(ADDRESSES[lang], {"q": text})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select("ol.results > li")


def place(result: Any) -> Any:
    return result.select_one(".result__place")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Gevonden in Werkboek, pagina 4"), ("en", "Found in Werkboek, page 4")],
)
def test_a_word_of_a_document_is_found_on_its_page(
    client: Client, workbook: BrinkDocument, lang: str, words: str
) -> None:
    (result,) = results(client, "kruidenthee", lang)
    found = place(result)
    assert " ".join(found.text.split()) == words
    assert found.a["href"] == f"{workbook.url}#page=4"
    passage = found.find_next_sibling("p")
    assert passage.mark.text == "kruidenthee"
    assert "aan de bakker om de hoek" in passage.text
    assert passage.get("lang") == (None if lang == "nl" else "nl")


def test_forms_and_phrases_of_a_document_are_found(client: Client, workbook: BrinkDocument) -> None:
    for text in ("kruidentheeën verkopen", '"kruidenthee aan de bakker"'):
        (result,) = results(client, text)
        assert place(result), text
    assert results(client, '"bakker kruidenthee"') == []


def test_a_word_that_stands_on_the_page_itself_needs_no_place(
    client: Client, workbook: BrinkDocument
) -> None:
    (result,) = results(client, "streekbrood")
    assert place(result) is None
    (result,) = results(client, "streekbrood kruidenthee")
    assert place(result).a["href"].endswith("#page=4")


def test_a_new_file_is_found_by_its_own_words(
    client: Client, engine: Engine, workbook: BrinkDocument
) -> None:
    replace_file(workbook, "dia.pptx", files.slides("Brandnetel"))
    (result,) = results(client, "kruidenthee")
    assert place(result) is None, "the old words are not shown, though the index has them"
    settle(engine)
    assert results(client, "kruidenthee") == []
    (result,) = results(client, "brandnetel")
    assert place(result).a.text == "Werkboek, dia 1"
    assert place(result).a["href"] == BrinkDocument.objects.get().url


def test_a_document_that_is_deleted_is_found_no_more(
    client: Client, engine: Engine, workbook: BrinkDocument
) -> None:
    workbook.delete()
    (result,) = results(client, "kruidenthee")
    assert place(result) is None, "the job did not run yet"
    settle(engine)
    assert results(client, "kruidenthee") == []


def test_a_document_behind_a_door_is_neither_found_nor_shown(
    client: Client, engine: Engine, workbook: BrinkDocument
) -> None:
    CollectionViewRestriction.objects.create(
        collection=workbook.collection, restriction_type="login"
    )
    (result,) = results(client, "kruidenthee")
    assert place(result) is None, "the job did not run yet"
    settle(engine)
    assert results(client, "kruidenthee") == []
    assert "kruidenthee" not in str(list(Entry.objects.values("texts", "part_texts")))


def test_a_file_that_cannot_be_read_leaves_its_item_to_be_found(
    client: Client, engine: Engine, tree: dict[str, HomePage]
) -> None:
    document = make_document("stuk.pdf", b"%PDF-1.7 stuk")
    body = [("document", {"document": document, "description": ""})]
    add_page(tree["nl"], title="Streekbrood", body=body)
    settle(engine)
    assert len(results(client, "streekbrood")) == 1


def test_a_word_of_a_module_is_found_in_that_module(
    client: Client, engine: Engine, tree: dict[str, HomePage]
) -> None:
    page = masterclass_page(title="Rekenen", slug="rekenen")
    text = "<p>Met <b>kruidenthee</b> erbij.</p>"
    page.modules.add(Module(title="Wat kost het", text=text, locale=page.locale))
    publish(page)
    settle(engine)
    (result,) = results(client, "kruidenthee")
    assert re.sub(r"\s+", " ", place(result).text) == "Gevonden in module 2: Wat kost het"
    assert place(result).a["href"] == "/nl/masterclasses/rekenen/#module-2"
    (result,) = results(client, "kruidenthee", "en")
    assert place(result).a["href"] == "/en/masterclasses/rekenen/#module-2"


def test_a_page_that_was_withdrawn_takes_its_document_along(
    client: Client, engine: Engine, tree: dict[str, HomePage]
) -> None:
    """Its item is still there in the other language."""
    dutch = add_page(tree["nl"], title="Streekbrood")
    english = files.word_file("You sell herbal tea to the baker around the corner.")
    document = make_document("workbook.docx", english)
    body = [("document", {"document": document, "description": ""})]
    translation = add_translation(dutch, tree["en"], title="Bread", body=body)
    settle(engine)
    (result,) = results(client, "herbal")
    assert place(result).a.text == "Werkboek"
    assert place(result).find_next_sibling("p")["lang"] == "en"
    translation.unpublish()
    assert [place(result) for result in results(client, "herbal")] == [None]
    settle(engine)
    assert results(client, "herbal") == []


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The words that are looked at in texts."""
    seen: list[Any] = []

    def watched(text: str) -> Iterator[Any]:
        for token in tokens(text):
            seen.append(token)
            yield token

    monkeypatch.setattr(places, "tokens", watched)
    return seen


def marker(text: str) -> Marker:
    return Marker.of(make_plan(text, "nl"))


def test_long_texts_of_a_page_of_results_are_read_as_far_as_passages_are(
    looked_at: list[Any],
) -> None:
    text = "woord " * (2 * WORDS_READ)
    entry, wanted = Entry(texts={"nl": text, "en": text}), marker("kruidenthee bakker")
    look = places.Look(most=WORDS_READ)
    assert places.missing_in([], entry, wanted, look) == wanted.concepts
    assert len(looked_at) == 2 * WORDS_READ, "each text once, for all concepts"
    for _hit in range(19):
        places.missing_in([], entry, wanted, look)
    assert len(looked_at) == places.WORDS_READ


def test_what_a_text_has_is_met_once_and_no_further(looked_at: list[Any]) -> None:
    text = "Kruidenthee van de bakker om de hoek " + "woord " * 1000
    wanted = marker('kruidenthee "bakker om de hoek" streekbrood')
    look = places.Look(room=500)
    (left,) = look.strike(wanted.concepts, text, "nl")
    assert left.has_hit("streekbrood", "nl")
    assert (len(looked_at), look.room) == (500, 0)
    assert look.strike((left,), "streekbrood", "nl") == (left,), "there is no room"
    looked_at.clear()
    assert places.Look().strike(marker("kruidenthee").concepts, text, "nl") == ()
    assert len(looked_at) == 1
