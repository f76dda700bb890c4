"""Wagtail's admin: what all pages of the desk of one event share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.desk.named import named_events
from events.messages import last_title
from events.rights import Right, events_of, may


class DeskPage(WagtailAdminTemplateMixin, View):
    """About one event. Who has not the right to it finds nothing, as if there were none."""

    right: Right = "see"
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        known = named_events(events_of(request.user, self.right).select_related("series"))
        self.event = get_object_or_404(known, pk=kwargs["event_id"])
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    @cached_property
    def may_manage(self) -> bool:
        return self.right == "manage" or may(self.request.user, self.event, "manage")

    @cached_property
    def title(self) -> str:
        known = getattr(self.event, "title", "")
        return known or last_title(self.event, self.event.facts_lang) or _("Event")

    @property
    def home(self) -> str:
        return reverse("registrations:desk", args=[self.event.pk])

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        facts = {"event": self.event, "may_manage": self.may_manage, "home": self.home}
        whole = {**self.get_context_data(), **facts, **context}
        return self.render_to_response(whole, status=status)

    def say_busy(self) -> None:
        messages.error(self.request, _("It is busy. Nothing was stored. Try it again."))

    def get_page_subtitle(self) -> str:
        return self.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("registrations:index"), "label": _("Registrations")},
            {"url": self.home, "label": self.title},
            {"url": "", "label": self.get_page_title()},
        ]
