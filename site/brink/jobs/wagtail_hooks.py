from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from brink.jobs.views import JobsReport


class JobsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("jobs.view_job")


@hooks.register("register_admin_urls")
def jobs_urls() -> list[URLPattern]:
    return [path("reports/jobs/", JobsReport.as_view(), name="jobs_report")]


@hooks.register("register_reports_menu_item")
def jobs_menu_item() -> MenuItem:
    return JobsMenuItem(_("Jobs"), reverse("jobs_report"), icon_name="tasks", order=1200)
