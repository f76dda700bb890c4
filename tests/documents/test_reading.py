"""A document is read once for a file, and its items hear of it."""

from typing import Any
from uuid import UUID

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from brink.documents import jobs
from brink.documents.extraction import Extract
from brink.documents.models import Attachment, Reading
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import BrinkDocument
from brink.pages.offer import offer
from tests.documents import files
from tests.documents.files import make_document, replace_file
from tests.factories.pages import add_page, publish

pytestmark = pytest.mark.django_db
State, Reason = Reading.State, Reading.Reason


@pytest.fixture
def opened(monkeypatch: Any) -> list[int]:
    """Which documents were opened; in place of a process each, the words are their bytes."""
    found: list[int] = []

    def extract(document: BrinkDocument) -> Extract:
        found.append(document.pk)
        with document.open_file() as file:
            text = file.read().decode()
        return Extract(State.READ, "", [{"number": 1, "text": text}], f"digest of {text}", 1)

    monkeypatch.setattr(jobs, "extract", extract)
    return found


@pytest.fixture
def document(opened: list[int], tree: Any) -> BrinkDocument:
    return make_document("werkboek.pdf", b"Kruidenthee")


@pytest.fixture
def page(document: BrinkDocument, tree: Any) -> Any:
    run_due()
    return add_page(tree["nl"], slug="les", body=[body_with(document)])


def body_with(document: BrinkDocument) -> tuple[str, Any]:
    return ("document", {"document": document, "description": ""})


def texts(key: UUID) -> list[str]:
    run_due()
    found = offer(key)
    return [part.text for part in found.parts] if found else []


def waiting(kind: str) -> int:
    return Job.objects.filter(kind=kind, state=Job.State.QUEUED).count()


def test_an_upload_leaves_a_job_and_is_read_once(
    document: BrinkDocument, opened: list[int]
) -> None:
    assert Reading.objects.get().state == State.WAITING
    assert waiting("document") == 1
    run_due()
    assert Reading.objects.get().state == State.READ
    document.title = "Anders"
    document.save()
    run_due()
    assert opened == [document.pk]


def test_a_page_offers_what_hangs_on_it(page: Any, document: BrinkDocument) -> None:
    found = offer(page.translation_key)
    assert found is not None
    (part,) = found.parts
    assert (part.kind, part.lang, part.title, part.number) == ("page", "nl", "Werkboek", 1)
    assert part.text == "Kruidenthee"
    assert part.path == f"{document.url}#page=1"


def test_a_document_counts_as_long_as_it_hangs_on_the_live_page(
    page: Any, document: BrinkDocument
) -> None:
    draft = page.get_latest_revision_as_object()
    draft.body = []
    draft.save_revision()
    assert texts(page.translation_key) == ["Kruidenthee"]
    page = publish(page, body=[])
    assert texts(page.translation_key) == []
    assert not Attachment.objects.exists()


def test_a_page_that_is_withdrawn_lets_go(page: Any) -> None:
    page.unpublish()
    assert not Attachment.objects.exists()


def test_a_new_file_takes_the_place_of_the_old_at_once(page: Any, document: BrinkDocument) -> None:
    replace_file(document, "werkboek.pdf", b"Brandnetel")
    found = offer(page.translation_key)
    assert found is not None
    assert found.parts == ()
    assert Reading.objects.get().pages == []
    assert texts(page.translation_key) == ["Brandnetel"]


def test_what_was_read_of_a_file_that_was_replaced_meanwhile_is_not_kept(
    page: Any, document: BrinkDocument, monkeypatch: Any
) -> None:
    replace_file(document, "werkboek.pdf", b"Brandnetel")
    extract = jobs.extract

    def slow(read: BrinkDocument) -> Extract:
        monkeypatch.setattr(jobs, "extract", extract)
        found = extract(read)
        replace_file(document, "werkboek.pdf", b"Venkel")
        return found

    monkeypatch.setattr(jobs, "extract", slow)
    jobs.read_document({"document": document.pk})
    assert Reading.objects.get().state == State.WAITING
    assert texts(page.translation_key) == ["Venkel"]


def test_items_are_indexed_when_their_document_is_read_renamed_or_gone(
    page: Any, document: BrinkDocument
) -> None:
    for change in (
        lambda: replace_file(document, "werkboek.pdf", b"Brandnetel"),
        lambda: jobs.read_document({"document": document.pk}),
        lambda: BrinkDocument.objects.get().save(),
        lambda: BrinkDocument.objects.get().delete(),
    ):
        Job.objects.all().delete()
        change()
        assert waiting("index") == 1
    assert texts(page.translation_key) == []
    assert not Reading.objects.exists()


def test_a_size_that_is_looked_up_is_no_change(page: Any) -> None:
    run_due()
    BrinkDocument.objects.update(file_size=None)
    Job.objects.all().delete()
    BrinkDocument.objects.get().get_file_size()
    assert waiting("document") == waiting("index") == 0


def test_a_document_of_before_is_read_when_it_is_attached(
    page: Any, document: BrinkDocument, opened: list[int], tree: Any
) -> None:
    Reading.objects.all().delete()
    opened.clear()
    other = add_page(tree["nl"], slug="nog-een", title="Nog een", body=[body_with(document)])
    assert texts(other.translation_key) == ["Kruidenthee"] == texts(page.translation_key)
    assert opened == [document.pk]


def lock(collection: Collection) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")


def test_a_document_behind_a_door_is_not_read(opened: list[int], tree: Any) -> None:
    shelf = Collection.get_first_root_node().add_child(name="Kast")
    inner = shelf.add_child(name="Lade")
    lock(shelf)
    document = make_document("a.pdf", b"Geheim", collection=inner)
    page = add_page(tree["nl"], slug="les", body=[body_with(document)])
    assert texts(page.translation_key) == []
    assert opened == []
    reading = Reading.objects.get()
    assert (reading.state, reading.reason, reading.pages) == (State.LEFT, Reason.PRIVATE, [])


def test_a_door_that_is_locked_or_opened_changes_what_is_offered(
    page: Any, document: BrinkDocument
) -> None:
    door = lock(document.collection)
    found = offer(page.translation_key)
    assert found is not None
    assert found.parts == (), "the job did not run yet"
    assert texts(page.translation_key) == []
    assert Reading.objects.get().pages == []
    door.delete()
    assert texts(page.translation_key) == ["Kruidenthee"]


def test_a_collection_that_is_moved_behind_a_door_takes_its_documents_along(
    page: Any, document: BrinkDocument
) -> None:
    root = Collection.get_first_root_node()
    shelf, closed = root.add_child(name="Kast"), root.add_child(name="Kluis")
    lock(closed)
    document.collection = shelf
    document.save()
    assert texts(page.translation_key) == ["Kruidenthee"]
    Collection.objects.get(pk=shelf.pk).save()
    Collection.objects.get(pk=shelf.pk).move(Collection.objects.get(pk=closed.pk), "sorted-child")
    Job.objects.filter(kind="document").update(due="2026-01-01T00:00Z")
    assert texts(page.translation_key) == []
    assert Reading.objects.get().reason == Reason.PRIVATE


def test_a_file_that_is_gone_and_one_of_another_kind(tree: Any) -> None:
    gone = make_document("weg.pdf", files.pdf("Een"))
    gone.file.storage.delete(gone.file.name)
    make_document("film.mp4", b"film")
    run_due()
    found = Reading.objects.order_by("pk").values_list("state", "reason")
    assert list(found) == [(State.UNREADABLE, Reason.MISSING), (State.LEFT, Reason.OTHER_KIND)]
