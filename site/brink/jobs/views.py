from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from brink.jobs import dependencies, report
from brink.jobs.models import Job

DROPPED = "dropped"


def known_kinds() -> list[tuple[str, str]]:
    kinds = Job.objects.order_by("kind").values_list("kind", flat=True).distinct()
    return [(kind, kind) for kind in kinds]


class JobsFilterSet(WagtailFilterSet):
    """Without a state: what needs attention."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="filter_state",
        empty_label=_("What needs attention"),
        choices=[*Job.State.choices, (DROPPED, _("dropped"))],
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=known_kinds)

    class Meta:
        model = Job
        fields = ["state", "kind"]

    def filter_queryset(self, queryset: QuerySet[Job]) -> QuerySet[Job]:
        if not self.form.cleaned_data["state"]:
            queryset = queryset.filter(state__in=report.NEEDY)
        return super().filter_queryset(queryset)

    def filter_state(self, queryset: QuerySet[Job], _name: str, state: str) -> QuerySet[Job]:
        is_run = Q(last_error="")
        if state == DROPPED:
            return queryset.filter(~is_run, state=Job.State.DONE)
        found = queryset.filter(state=state)
        return found.filter(is_run) if state == Job.State.DONE else found


class JobsReport(PermissionCheckedMixin, BaseListingView):
    """Counts per state, the oldest due job, and the jobs of a state and a kind."""

    model = Job
    permission_policy = ModelPermissionPolicy(Job)
    any_permission_required = ("view", "change")
    page_title = _("Jobs")
    header_icon = "tasks"
    template_name = "jobs/report.html"
    results_template_name = "jobs/results.html"
    index_url_name = "jobs_report"
    index_results_url_name = "jobs_report_results"
    filterset_class = JobsFilterSet
    default_ordering = ("-due", "-pk")
    paginate_by = 50

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = self.request.GET.urlencode()
        found = {
            "counts": [(s.label, n) for s, n in report.number_per_state().items()],
            "oldest_due": report.oldest_due(),
            "away": dependencies.away(),
            "needy_kinds": report.needy_kinds(),
            "may_decide": self.may_decide,
            "here": f"{self.index_url}?{query}" if query else self.index_url,
            "now": timezone.now(),
        }
        return {**context, **found}

    @cached_property
    def may_decide(self) -> bool:
        return self.user_has_permission("change")
