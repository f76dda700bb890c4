"""Where Wagtail's admin shows what people thought, and asks whether an event goes on."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter

from events.rights import has_it_everywhere
from events.views.feedback_results import FeedbackProgrammeView, FeedbackView
from events.views.minimum import ACTION, MinimumView


class FeedbackMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return has_it_everywhere(request.user, "see")


@hooks.register("register_admin_urls")
def after_urls() -> list[URLPattern]:
    return [
        path("events/<int:event_id>/minimum/", MinimumView.as_view(), name="event_minimum"),
        path("events/<int:event_id>/feedback/", FeedbackView.as_view(), name="event_feedback"),
        path("reports/feedback/", FeedbackProgrammeView.as_view(), name="feedback_programme"),
    ]


@hooks.register("register_reports_menu_item")
def feedback_menu_item() -> MenuItem:
    address = reverse("feedback_programme")
    return FeedbackMenuItem(_("Feedback"), address, icon_name="form", order=1100)


@hooks.register("register_log_actions")
def log_goes_on(actions: LogActionRegistry) -> None:
    @actions.register_action(ACTION)
    class GoesOnFormatter(LogFormatter):
        label = _("Let it go on with few people")

        def format_message(self, log_entry: Any) -> Any:
            return self.label
