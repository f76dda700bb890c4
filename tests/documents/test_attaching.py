"""Wherever in a page a document hangs, it is found."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from brink.documents.attaching import documents_in
from brink.documents.models import Attachment
from brink.jobs.models import Job
from brink.pages.models import BrinkDocument
from tests.documents.files import make_document
from tests.factories.casestudies import case_page
from tests.factories.events import event_page
from tests.factories.masterclasses import masterclass_page
from tests.factories.pages import add_page, add_translation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.fixture
def document() -> BrinkDocument:
    return make_document("a.pdf", b"x")


def body_with(document: BrinkDocument) -> list[tuple[str, Any]]:
    return [("document", {"document": document, "description": ""})]


def link_to(document: BrinkDocument) -> str:
    return f'<p><a linktype="document" id="{document.pk}">lees</a></p>'


def test_a_document_is_found_in_every_kind_of_page(document: BrinkDocument, tree: Any) -> None:
    body = body_with(document)
    pages = [add_page(tree["nl"], body=body), event_page(body=body), case_page(body=body)]
    pages.append(masterclass_page(body=body))
    assert [documents_in(page) for page in pages] == [{document.pk}] * 4
    assert Attachment.objects.filter(document=document).count() == 4


def test_a_link_in_a_text_and_a_file_of_a_film_count(document: BrinkDocument, tree: Any) -> None:
    film = {"title": "Film", "file": document, "captions": None, "link": "", "transcript": ""}
    assert documents_in(add_page(tree["nl"], slug="a", body=[("video", film)])) == {document.pk}
    text = [("paragraph", link_to(document))]
    assert documents_in(add_page(tree["nl"], slug="b", body=text)) == {document.pk}
    assert documents_in(case_page(situation=link_to(document))) == {document.pk}


def test_a_document_of_a_module_counts(document: BrinkDocument) -> None:
    page = masterclass_page()
    module = page.modules.get()
    module.document = document
    page.modules = [module]
    page.save()
    assert documents_in(page) == {document.pk}
    assert Attachment.objects.get().key == page.translation_key


def test_a_document_hangs_on_the_pages_of_both_languages_or_one(
    document: BrinkDocument, tree: Any
) -> None:
    page = add_page(tree["nl"], slug="les", body=body_with(document))
    english = add_translation(page, tree["en"], slug="class", body=body_with(document))
    rows = Attachment.objects.order_by("lang").values_list("lang", flat=True)
    assert list(rows) == ["en", "nl"]
    english.unpublish()
    assert Attachment.objects.get().lang == "nl"


def test_a_page_that_names_a_document_that_is_gone_can_be_published(
    document: BrinkDocument, tree: Any
) -> None:
    page = add_page(tree["nl"], slug="les", body=body_with(document))
    BrinkDocument.objects.all().delete()
    page.refresh_from_db()
    page.save()
    assert not Attachment.objects.exists()


def test_a_rebuild_attaches_what_was_published_before(document: BrinkDocument, tree: Any) -> None:
    add_page(tree["nl"], slug="les", body=body_with(document))
    Attachment.objects.all().delete()
    document.reading.delete()
    Job.objects.all().delete()
    call_command("search_rebuild", "--quiet", stdout=StringIO())
    assert Attachment.objects.get().document == document
    assert Job.objects.filter(kind="document").count() == 1
