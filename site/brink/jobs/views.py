from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from brink.jobs import report
from brink.jobs.models import Job

SHOWN = 100


class JobsReport(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Counts per state, the oldest due job, and the jobs that need a person."""

    permission_policy = ModelPermissionPolicy(Job)
    any_permission_required = ("view", "change")
    page_title = _("Jobs")
    header_icon = "tasks"
    template_name = "jobs/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {
            "counts": report.counts(),
            "oldest_due": report.oldest_due(),
            "stuck": report.stuck()[:SHOWN],
        }
        return {**super().get_context_data(**kwargs), **found}
