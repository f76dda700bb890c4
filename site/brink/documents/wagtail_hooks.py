"""What editors do to many documents at once, and what they are told about those on a page."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from brink.documents.attaching import documents_in, is_document
from brink.documents.jobs import ask_for
from brink.documents.listing import DocumentList
from brink.documents.models import Reading
from brink.documents.notices import notice_on_page


@hooks.register("register_admin_urls", order=-1)
def documents_urls() -> list[URLPattern]:
    """Before Wagtail's own, at the same addresses, so that its names lead here."""
    return [
        path("documents/", DocumentList.as_view()),
        path("documents/results/", DocumentList.as_view(results_only=True)),
    ]


@hooks.register("before_edit_page")
def tell_unread_documents(request: HttpRequest, page: Any) -> None:
    """Beside the draft that is opened; whatever is saved is published all the same."""
    if request.method != "GET":
        return
    readings = Reading.objects.exclude(reason="").filter(document__in=documents_in(page))
    for reading in readings.select_related("document").order_by("document__title"):
        if words := notice_on_page(reading):
            address = reverse("wagtaildocs:edit", args=[reading.document_id])
            messages.warning(request, words, [messages.button(address, _("Open document"))])


@hooks.register("after_bulk_action")
def look_at_moved_documents(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Wagtail moves many to another collection without a word, perhaps behind a door."""
    if action_type == "add_to_collection" and is_document(action.model):
        ask_for([document.pk for document in objects])
