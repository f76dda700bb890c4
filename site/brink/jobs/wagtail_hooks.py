from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter

from brink.jobs.decisions import Drop, TryAgain
from brink.jobs.views import JobsReport


class JobsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("jobs.view_job")


@hooks.register("register_admin_urls")
def jobs_urls() -> list[URLPattern]:
    results = JobsReport.as_view(results_only=True)
    return [
        path("reports/jobs/", JobsReport.as_view(), name="jobs_report"),
        path("reports/jobs/results/", results, name="jobs_report_results"),
        path("reports/jobs/try-again/", TryAgain.as_view(), name="jobs_try_again"),
        path("reports/jobs/drop/", Drop.as_view(), name="jobs_drop"),
    ]


@hooks.register("register_reports_menu_item")
def jobs_menu_item() -> MenuItem:
    return JobsMenuItem(_("Jobs"), reverse("jobs_report"), icon_name="tasks", order=1200)


@hooks.register("register_log_actions")
def jobs_log_actions(actions: LogActionRegistry) -> None:
    """So that the site history tells who decided what."""

    @actions.register_action("jobs.try_again")
    class TryAgainFormatter(LogFormatter):
        label = _("Try job again")

        def format_message(self, entry: Any) -> str:
            count = entry.data.get("number", 1)
            return ngettext("Let a job try again", "Let %(n)d jobs try again", count) % {"n": count}

    @actions.register_action("jobs.drop")
    class DropFormatter(LogFormatter):
        label = _("Drop job")

        def format_message(self, entry: Any) -> str:
            count = entry.data.get("number", 1)
            return ngettext("Dropped a job", "Dropped %(n)d jobs", count) % {"n": count}
