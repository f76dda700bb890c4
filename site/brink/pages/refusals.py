"""Say in the admin why a page cannot be deleted, unpublished or moved.

Wagtail asks our permission tester and then says only that permission is missing.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from brink.pages.deletion import reason_not_to_move, reason_to_stay
from brink.pages.models.base import BasePage

QUESTIONS: dict[str, Callable[[BasePage], str]] = {
    "wagtailadmin_pages:delete": reason_to_stay,
    "wagtailadmin_pages:unpublish": reason_to_stay,
    "wagtailadmin_pages:move": reason_not_to_move,
}


class RefusalMiddleware:
    """Stands last, so that the user is known and the message is stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        question = QUESTIONS.get(match.view_name) if match else None
        if question is None or not request.user.has_perm("wagtailadmin.access_admin"):
            return None
        number = next((value for value in (*args, *kwargs.values())), None)
        page = Page.objects.filter(pk=number).first()
        page = page.specific if page else None
        if not isinstance(page, BasePage) or not (reason := question(page)):
            return None
        messages.error(request, reason)
        return redirect("wagtailadmin_explore", page.get_parent().pk)
