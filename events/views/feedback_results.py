"""Wagtail's admin: what people thought of one event, and of all events of a year."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.desk.exports import CSV
from events.desk.named import named_events, titles
from events.feedback.answers import FEWEST, SCORES, today
from events.feedback.file import as_csv
from events.feedback.programme import Line, lines_of, total_of, with_numbers
from events.feedback.results import results_of
from events.models import Event
from events.models.queryset import ZONE
from events.plans import asked_at
from events.rights import has_it_everywhere, may


class FeedbackView(WagtailAdminTemplateMixin, View):
    """Of one event: a chart and a table for each question."""

    #: with its `title`
    event: Any
    template_name = "events/admin/feedback.html"
    header_icon = "form"
    http_method_names = ("get", "head")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.event = get_object_or_404(named_events(), pk=kwargs["event_id"])
        if not may(request.user, self.event, "see"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        when = asked_at(self.event)
        context = {
            "event": self.event,
            "results": results_of(self.event),
            "fewest": FEWEST,
            "asked_at": when,
            "is_asked": when <= timezone.now(),
        }
        return self.render_to_response({**self.get_context_data(), **context})

    def get_page_title(self) -> str:
        return _("What people thought of it")

    def get_page_subtitle(self) -> str:
        return self.event.title or str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        programme = {"url": reverse("feedback_programme"), "label": _("Feedback")}
        desk = reverse("registrations:desk", args=[self.event.pk])
        here = [
            {"url": desk, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]
        may_see_all = has_it_everywhere(self.request.user, "see")
        return [*self.breadcrumbs_items, *([programme] if may_see_all else []), *here]


class FeedbackProgrammeView(WagtailAdminTemplateMixin, View):
    """Of a year: a line for each event that is over, and all of them together; also as a file."""

    template_name = "events/admin/feedback_programme.html"
    header_icon = "form"
    http_method_names = ("get", "head")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_it_everywhere(request.user, "see"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") == "csv":
            return self.file()
        return self.render_to_response(self.get_context_data())

    def file(self) -> HttpResponse:
        content = b"".join(as_csv(self.lines, self.total))
        response = HttpResponse(content, content_type=CSV)
        name = f"feedback-{self.year}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response

    @cached_property
    def year(self) -> int:
        text = self.request.GET.get("year", "")
        if not text:
            return today().year
        if not (text.isascii() and text.isdecimal() and 2000 <= int(text) <= 9000):
            raise Http404
        return int(text)

    @cached_property
    def lines(self) -> list[Line]:
        """Those to which nobody came are left out: there was nobody to ask."""
        over = Event.objects.past().filter(end__year=self.year).exclude(status="cancelled")
        found = with_numbers(over).annotate(title=titles("key"))
        return [line for line in lines_of(found) if line.asked]

    @property
    def total(self) -> Line:
        return total_of(self.lines, _("All events"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "year": self.year,
            "years": years(),
            "questions": list(SCORES.values()),
            "lines": self.lines,
            "total": self.total,
            "fewest": FEWEST,
        }

    def get_page_title(self) -> str:
        return _("Feedback")

    def get_page_subtitle(self) -> str:
        return str(self.year)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


def years() -> list[int]:
    """In which events ended, this one first."""
    dates = Event.objects.past().order_by().datetimes("end", "year", order="DESC", tzinfo=ZONE)
    return sorted({today().year, *(date.year for date in dates)}, reverse=True)
