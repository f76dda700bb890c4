"""Wagtail's admin: what happened to one registration."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from events.desk.answer_words import in_words
from events.desk.history_words import lines_of
from events.models import Registration
from events.views.desk.page import DeskPage


class HistoryPage(DeskPage):
    page_title = gettext_lazy("History")
    template_name = "events/admin/history.html"
    header_icon = "history"
    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lines, answers = lines_of(self.registration), answers_of(self.registration)
        return self.show(registration=self.registration, lines=lines, answers=answers)

    @cached_property
    def registration(self) -> Registration:
        """One of this event, not any."""
        found = self.event.registrations.select_related("person", "booking__contact")
        return get_object_or_404(found, pk=self.kwargs["number"])

    def get_page_subtitle(self) -> str:
        return self.registration.person.full_name


def answers_of(registration: Registration) -> list[tuple[str, str]]:
    """Question and answer in words. One query."""
    found = registration.answers.select_related("question")
    return in_words(found.order_by("question__order", "pk"))
