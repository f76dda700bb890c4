"""The editors' page about searches, under Reports, and its lists as files."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from brink.people.cells import csv_lines
from search.counting import report
from search.counting.models import AskedQuery, ContentWish
from search.counting.report import Line
from search.rules.trying import address_of

MAY_SEE = "search.view_askedquery"
DAYS = 30


class Choice(forms.Form):
    """What the address asks for; anything else is the last `DAYS`, in both languages."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("Period"),
        choices=[
            (7, gettext_lazy("The last 7 days")),
            (30, gettext_lazy("The last 30 days")),
            (90, gettext_lazy("The last 90 days")),
        ],
        coerce=int,
    )
    lang = forms.ChoiceField(
        label=gettext_lazy("Visitors who read"),
        choices=[
            ("", gettext_lazy("Dutch and English")),
            ("nl", gettext_lazy("Dutch")),
            ("en", gettext_lazy("English")),
        ],
        required=False,
    )

    @property
    def asked(self) -> tuple[int, str]:
        self.is_valid()
        return self.cleaned_data.get("days", DAYS), self.cleaned_data.get("lang", "")


class Act(NamedTuple):
    """One step from a query to what is done about it: a form that is filled in."""

    label: str
    href: str


class Listed(NamedTuple):
    code: str
    title: str | Promise
    says: str | Promise
    find: Any


LISTS = (
    Listed(
        "empty",
        gettext_lazy("Without result"),
        gettext_lazy("Nothing had all that was typed."),
        report.without_result,
    ),
    Listed(
        "unopened",
        gettext_lazy("Without click"),
        gettext_lazy("Something was found, and nobody opened it."),
        report.without_click,
    ),
    Listed(
        "all", gettext_lazy("Most asked"), gettext_lazy("All that was looked for."), report.counted
    ),
)


class SearchesReport(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Three lists of queries, each with what can be done about it."""

    permission_policy = ModelPermissionPolicy(AskedQuery)
    permission_required = "view"
    page_title = gettext_lazy("Searches")
    header_icon = "search"
    template_name = "search/admin/report.html"

    @cached_property
    def form(self) -> Choice:
        return Choice({"days": DAYS, **self.request.GET.dict()})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = [
            {"list": listed, "rows": self.rows(listed), "file": self.file_address(listed)}
            for listed in LISTS
        ]
        return super().get_context_data(form=self.form, found=found, **kwargs)

    def rows(self, listed: Listed) -> list[dict[str, Any]]:
        lines = report.lines(listed.find(*self.form.asked)[: report.MOST])
        return [
            {"line": line, "acts": acts(line), "finds": address_of(line.lang, line.query)}
            for line in lines
        ]

    def file_address(self, listed: Listed) -> str:
        days, lang = self.form.asked
        return reverse("searches_file", args=[listed.code], query={"days": days, "lang": lang})

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("searches_report"), "label": _("Searches")}
        return [*self.breadcrumbs_items, here]


class SearchesFile(SearchesReport):
    """A list as a file, whole."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        listed = next((each for each in LISTS if each.code == kwargs["code"]), None)
        if listed is None:
            raise Http404
        lines = report.lines(listed.find(*self.form.asked))
        text = "".join(csv_lines([headings(), *map(cells_of, lines)]))
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="searches-{listed.code}.csv"'
        return response


def acts(line: Line) -> list[Act]:
    query, kinds = line.query, ContentWish.Kind
    return [
        Act(_("Synonym"), add("synonymgroup", line=f"{query}, ")),
        Act(_("Promoted result"), add("promotedresult", queries=query, lang=line.lang)),
        Act(_("Content wish"), add("contentwish", query=query, kind=kinds.WISH)),
        Act(_("Innovation question"), add("contentwish", query=query, kind=kinds.QUESTION)),
    ]


def add(model: str, **values: str) -> str:
    return reverse(f"wagtailsnippets_search_{model}:add", query=values)


def headings() -> Iterable[str]:
    return [_("Query"), _("Language"), _("Searches"), _("Without result"), _("Clicks"), _("Place")]


def cells_of(line: Line) -> Iterable[str]:
    place = "" if line.rank is None else number_format(line.rank, 1, use_l10n=True)
    numbers = (line.searches, line.empty, line.clicks)
    return [line.query, line.lang, *map(str, numbers), place]
