"""An editor sees which files cannot be searched, and what to do."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from brink.documents.models import Reading
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import BrinkDocument, PlainPage
from tests.documents.files import make_document
from tests.factories.editor import Editor
from tests.factories.pages import add_page

pytestmark = pytest.mark.django_db
QUERIES = 11
OFTEN = "Op dit bestand zit een wachtwoord."


@pytest.fixture
def editor(tree: Any) -> Editor:
    return Editor.log_in()


@pytest.fixture
def document(tree: Any) -> BrinkDocument:
    document = make_document("werkboek.pdf", b"x")
    Reading.objects.update(state=Reading.State.UNREADABLE, reason=Reading.Reason.ENCRYPTED)
    return document


@pytest.fixture
def page(document: BrinkDocument, tree: Any) -> PlainPage:
    body = [("document", {"document": document, "description": ""})]
    return add_page(tree["nl"], slug="les", body=body)


def see(editor: Editor, address: str) -> BeautifulSoup:
    response = editor.client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_form_of_a_document_says_what_is_wrong(editor: Editor, document: BrinkDocument) -> None:
    address = reverse("wagtaildocs:edit", args=[document.pk])
    assert f"{OFTEN} Daarom kan niemand in de tekst zoeken." in see(editor, address).text
    assert "Kies het bestand daarna hier opnieuw." in see(editor, address).text
    Reading.objects.update(state=Reading.State.READ, reason="")
    assert OFTEN not in see(editor, address).text


def test_the_editor_of_a_page_sees_it_too_with_a_way_there(
    editor: Editor, page: PlainPage, document: BrinkDocument
) -> None:
    address = editor.url("edit", page.pk)
    words = see(editor, address)
    (message,) = [each for each in words.select(".messages li") if OFTEN in each.text]
    assert "“Werkboek”" in message.text
    assert message.a["href"] == reverse("wagtaildocs:edit", args=[document.pk])
    Reading.objects.update(reason=Reading.Reason.OTHER_KIND)
    assert OFTEN not in see(editor, address).text
    assert "Werkboek”:" not in see(editor, address).text


def test_a_page_with_a_file_that_cannot_be_read_is_published_all_the_same(
    editor: Editor, page: PlainPage
) -> None:
    draft = page.get_latest_revision_as_object()
    draft.title = "Anders"
    draft.save_revision().publish()
    assert PlainPage.objects.get(pk=page.pk).title == "Anders"


@pytest.mark.parametrize("reason", Reading.Reason)
def test_each_reason_has_its_words_or_none_is_needed(
    editor: Editor, document: BrinkDocument, reason: str
) -> None:
    Reading.objects.update(reason=reason)
    html = see(editor, reverse("wagtaildocs:edit", args=[document.pk])).text
    is_fine = reason in (Reading.Reason.OTHER_KIND, Reading.Reason.PRIVATE)
    assert ("Kies het bestand daarna hier opnieuw." in html) is not is_fine


def test_many_documents_moved_behind_a_door_are_looked_at(
    editor: Editor, document: BrinkDocument
) -> None:
    closed = Collection.get_first_root_node().add_child(name="Kluis")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    Job.objects.all().delete()
    names = ["pages", "brinkdocument", "add_to_collection"]
    address = f"{reverse('wagtail_bulk_action', args=names)}?id={document.pk}"
    assert editor.client.post(address, {"collection": closed.pk}).status_code == 302
    assert BrinkDocument.objects.get().collection == closed
    run_due()
    assert Reading.objects.get().reason == Reading.Reason.PRIVATE


def test_the_file_goes_with_its_document(
    editor: Editor, tree: Any, django_capture_on_commit_callbacks: Any
) -> None:
    document = make_document("kladje.pdf", b"x")
    storage, name = document.file.storage, document.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.client.post(reverse("wagtaildocs:delete", args=[document.pk]))
    assert response.status_code == 302
    run_due()
    assert not storage.exists(name)


@pytest.mark.parametrize("name", ["les.html", "les.svg", "les.exe", "les.pdf"])
def test_a_file_that_something_would_run_is_refused_at_the_field(editor: Editor, name: str) -> None:
    file = SimpleUploadedFile(name, b"<script>alert(1)</script>")
    answer = editor.client.post(reverse("wagtaildocs:add"), {"title": "Les", "file": file})
    is_refused = not BrinkDocument.objects.filter(title="Les").exists()
    assert is_refused == (name != "les.pdf")
    assert ("niet toegestaan" in answer.content.decode()) == is_refused


@pytest.mark.parametrize("name", ["index", "index_results"])
def test_the_list_of_documents_tells_which_cannot_be_searched(
    editor: Editor, document: BrinkDocument, name: str
) -> None:
    address = reverse(f"wagtaildocs:{name}")
    make_document("open.pdf", b"x", title="Open")
    run_due()  # fills Wagtail's own index, and reads both
    Reading.objects.update(reason="")
    Reading.objects.filter(document=document).update(reason=Reading.Reason.ENCRYPTED)
    told = "Niet mogelijk: er zit een wachtwoord op"
    found = see(editor, address).select("table.listing tbody tr")
    rows = {row.a.text.strip(): row.text for row in found}
    assert [title for title, text in rows.items() if told in text] == ["Werkboek"]
    assert len(rows) == 2
    assert told in see(editor, f"{address}?q=werkboek").text
    Reading.objects.update(reason=Reading.Reason.OTHER_KIND)
    assert told not in see(editor, address).text


def test_the_list_of_documents_has_those_without_a_reading(
    editor: Editor, document: BrinkDocument
) -> None:
    Reading.objects.all().delete()
    assert "Werkboek" in see(editor, reverse("wagtaildocs:index")).text


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_documents_asks_as_much_for_many(
    editor: Editor, document: BrinkDocument, many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        make_document(f"les-{number}.pdf", b"x")
    see(editor, reverse("wagtaildocs:index"))
    with django_assert_num_queries(QUERIES):
        see(editor, reverse("wagtaildocs:index"))


def test_who_may_not_come_into_the_admin_sees_no_list(client: Client, tree: Any) -> None:
    for name in ("index", "index_results"):
        assert client.get(reverse(f"wagtaildocs:{name}")).status_code == 302
