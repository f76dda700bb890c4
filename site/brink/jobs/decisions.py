"""The buttons of the report: try again and drop, one job or all of a kind."""

import logging
from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from brink.jobs import report, rescue
from brink.jobs.models import Job

logger = logging.getLogger(__name__)


class ChoiceForm(forms.Form):
    """One job or all of a kind, as the page showed them that the button stood on."""

    job = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    kind = forms.CharField(required=False)
    seen = forms.DateTimeField()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if bool(found.get("job")) == bool(found.get("kind")):
            raise forms.ValidationError("Either a job or a kind.")
        return found

    def jobs(self) -> QuerySet[Job]:
        found = self.cleaned_data
        if found["job"]:
            return rescue.one(found["job"], found["seen"])
        return rescue.all_of(found["kind"], found["seen"])


class Decision(PermissionCheckedMixin, View):
    """Does to the chosen jobs what `act` does, says how many there were, and logs it."""

    http_method_names = ["post"]
    permission_policy = ModelPermissionPolicy(Job)
    permission_required = "change"
    action: str
    act: Callable[[QuerySet[Job]], int]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ChoiceForm(request.POST)
        if not form.is_valid():
            return HttpResponseBadRequest(_("Say which jobs."))
        self.tell(self.decide(form))
        return redirect(self.back())

    @transaction.atomic
    def decide(self, form: ChoiceForm) -> int:
        """Act and log in one transaction; where nothing is left to do, nothing is logged."""
        jobs = form.jobs()
        first = jobs.filter(state__in=report.NEEDY).first()
        count = self.act(jobs)
        if count and first:
            kind = form.cleaned_data["kind"]
            data = {"number": count, "kind": kind}
            log(first, self.action, user=self.request.user, title=kind or first.key, data=data)
            logger.info(
                "User %s: %s, %d (%s)", self.request.user.pk, self.action, count, kind or first.key
            )
        return count

    def tell(self, count: int) -> None:
        if count:
            messages.success(self.request, self.done(count))
        else:
            messages.warning(self.request, _("Nothing was done: this has changed meanwhile."))

    def done(self, count: int) -> str:
        """What was done, in words; each decision has its own."""
        raise NotImplementedError

    def back(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse("jobs_report")


class TryAgain(Decision):
    action = "jobs.try_again"
    act = staticmethod(rescue.try_again)

    def done(self, count: int) -> str:
        text = ngettext("%d job is tried again.", "%d jobs are tried again.", count)
        return text % count


class Drop(Decision):
    """Cannot be undone, so `GET` shows what is at stake and asks."""

    http_method_names = ["get", "post"]
    action = "jobs.drop"
    act = staticmethod(rescue.drop)

    def get(self, request: HttpRequest) -> HttpResponse:
        form = ChoiceForm(request.GET)
        if not form.is_valid():
            return HttpResponseBadRequest(_("Say which jobs."))
        jobs = form.jobs().filter(state__in=report.STUCK)
        found = {"jobs": jobs.order_by("-due")[:20], "number": jobs.count()}
        return render(request, "jobs/drop.html", {**self.page(), **found, "choice": form.data})

    def page(self) -> dict[str, Any]:
        """What the frame of the admin asks for, and where to go back to."""
        title = _("Drop jobs")
        steps = [(reverse("jobs_report"), _("Jobs")), ("", title)]
        return {
            "header_title": title,
            "header_icon": "bin",
            "breadcrumbs_items": [
                *WagtailAdminTemplateMixin.breadcrumbs_items,
                *({"url": url, "label": label} for url, label in steps),
            ],
            "back": self.back(),
        }

    def done(self, count: int) -> str:
        text = ngettext("%d job was dropped.", "%d jobs were dropped.", count)
        return text % count
