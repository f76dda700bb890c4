"""The list of registrations that organisers read in Wagtail's admin and take away as a file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import log

from events.desk import export_rows, exports
from events.desk.bulk import ACTIONS
from events.desk.columns import COLUMNS, OF_THE_EVENT
from events.desk.filters import RegistrationFilterSet
from events.desk.named import titles
from events.desk.selected import read_key
from events.models import Event, Registration
from events.models.queryset import ZONE
from events.rights import Right, events_of, has_it_anywhere, may

#: In Wagtail's log.
TOOK_FILE = "events.took_file"
MAY_SEE = "events.view_registration"


class RegistrationsView(ReportView):
    """Filters, searches by name and address, and leads to what is done with who is selected.

    Of the events at which the reader may see who comes. With CSV and XLSX; what people need is in
    those only when it is asked for, by who manages.
    """

    page_title = _("Registrations")
    header_icon = "group"
    model = Registration
    index_url_name = "registrations:index"
    index_results_url_name = "registrations:index_results"
    template_name = "events/admin/registrations_page.html"
    results_template_name = "events/admin/registrations.html"
    filterset_class = RegistrationFilterSet
    is_searchable = True
    search_fields = ("person__given", "person__infix", "person__family", "email", "organisation")
    search_backend_name = None
    # Not empty, so that the buttons are shown; what is in a file is said in `exports`.
    list_export = ("email",)
    default_ordering = "sort"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not has_it_anywhere(request.user, "see"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Registration]:
        """By event, then as Dutch lists sort: the infix does not count."""
        found = Registration.objects.filter(event__in=events_of(self.request.user, "see"))
        found = found.select_related("person", "event", "booking__contact")
        return found.annotate(title=titles("event__key")).order_by(
            "-event__start", "event", "person__family", "person__given", "position"
        )

    def filter_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        """Nobody where a filter cannot be read: Wagtail leaves all filters out then."""
        if not self.filters.is_valid():
            return queryset.none()
        return self.search_queryset(super().filter_queryset(queryset))

    def search_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        """Every word must be found somewhere: "femke zee" finds Femke van der Zee."""
        for word in self.search_query.split():
            any_field = Q()
            for name in self.search_fields:
                any_field |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(any_field)
        return queryset

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Of one event its title and start are said above the list already."""
        return [each for each in COLUMNS if self.event is None or each.name not in OF_THE_EVENT]

    @cached_property
    def rights(self) -> set[Right]:
        """By what the list offers; a file asks for none."""
        asked: set[Right] = {action.right for action in ACTIONS.values()}
        return {right for right in asked if self.has(right)}

    def actions(self) -> list[tuple[str, Any]]:
        return [(one.code, one.label) for one in ACTIONS.values() if one.right in self.rights]

    def may_mail(self) -> bool:
        return "manage" in self.rights

    def has(self, right: Right) -> bool:
        """At the event of the list, or at one of those in it."""
        user = self.request.user
        return may(user, self.event, right) if self.event else has_it_anywhere(user, right)

    @cached_property
    def event(self) -> Event | None:
        """The one that the list is narrowed to."""
        number = read_key(self.request.GET.get("event", ""))
        return events_of(self.request.user, "see").filter(pk=number).first()

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The files, in sight: Wagtail keeps them behind three dots, one of them in English."""
        look = {"icon_name": "download"}
        files = (
            HeaderButton(_("Download XLSX"), self.xlsx_export_url, priority=90, **look),
            HeaderButton(_("Download CSV"), self.csv_export_url, priority=100, **look),
        )
        return [*files, *self.desk_buttons()]

    def desk_buttons(self) -> list[HeaderButton]:
        if self.event is None:
            return []
        address = reverse("registrations:desk", args=[self.event.pk])
        return [HeaderButton(_("Desk"), address, icon_name="group", priority=200)]

    @property
    def header_more_buttons(self) -> list[Button]:
        """Of one event: the file with what people need, for who manages it."""
        if self.event is None or not may(self.request.user, self.event, "manage"):
            return []
        query = {"event": self.event.pk, "export": "xlsx", "needs": "1"}
        address = reverse("registrations:index", query=query)
        label = _("Download XLSX with diet and access")
        return [Button(label, address, icon_name="download", priority=300)]

    def get_filename(self) -> str:
        name = _("registrations")
        return f"{name}-{timezone.localdate(timezone=ZONE):%Y-%m-%d}"

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> HttpResponse:
        """The whole file at once: a stream is read when the editor's language is over already."""
        with_needs = self.may_have_needs()
        if with_needs:
            queryset = queryset.filter(event=self.event)
        self.note_file(with_needs)
        table = export_rows.table(queryset, self.event, with_needs=with_needs)
        if spreadsheet_format == self.FORMAT_CSV:
            response = HttpResponse(b"".join(exports.as_csv(*table)), content_type=exports.CSV)
        else:
            response = HttpResponse(exports.as_xlsx(*table), content_type=exports.XLSX)
        name = f"{self.get_filename()}.{spreadsheet_format}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response

    def note_file(self, with_needs: bool) -> None:
        """Who took a file; of all events it is noted with themselves."""
        about = self.event or self.request.user
        log(about, TOOK_FILE, user=self.request.user, data={"needs": with_needs})

    def may_have_needs(self) -> bool:
        """Asked for, of one event, by who manages it; to others they are refused."""
        if not self.request.GET.get("needs"):
            return False
        if self.event is None or not may(self.request.user, self.event, "manage"):
            raise PermissionDenied
        return True
