"""The list of registrations that organisers read in Wagtail's admin and take away as a file."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button, HeaderButton

from brink.pages.models import Card
from events import exports
from events.models import Event, Registration
from events.models.queryset import ZONE

MAY_SEE = "events.view_registration"
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def named_events() -> QuerySet[Event]:
    """Events with their title in the active language, newest first."""
    cards = Card.objects.filter(key=OuterRef("key"), lang=get_language() or "nl")
    return Event.objects.annotate(title=Subquery(cards.values("title")[:1])).order_by("-start")


class EventFilter(django_filters.ModelChoiceFilter):
    """Choose one event, by date and title."""

    class field_class(django_filters.fields.ModelChoiceField):  # noqa: N801  (the name is theirs)
        def label_from_instance(self, obj: Event) -> str:
            day = timezone.localtime(obj.start, ZONE)
            return f"{day:%d-%m-%Y} {getattr(obj, 'title', '') or obj.uid[:8]}"


class RegistrationFilterSet(WagtailFilterSet):
    event = EventFilter(label=_("Event"), queryset=lambda request: named_events())
    state = django_filters.ChoiceFilter(label=_("State"), choices=Registration.State.choices)
    created = django_filters.DateFromToRangeFilter(
        label=_("Signed up"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Registration
        fields = ("event", "state", "created")


def start_of(registration: Registration) -> str:
    """As a date: "just now", as Wagtail writes it, is wrong of something to come."""
    return date_format(timezone.localtime(registration.event.start, ZONE), "SHORT_DATETIME_FORMAT")


class RegistrationsView(ReportView):
    """Filters by event, state and date; searches by name and address; CSV and XLSX."""

    page_title = _("Registrations")
    header_icon = "group"
    model = Registration
    index_url_name = "registrations:index"
    index_results_url_name = "registrations:index_results"
    filterset_class = RegistrationFilterSet
    is_searchable = True
    search_fields = ("person__given", "person__infix", "person__family", "email", "organisation")
    search_backend_name = None
    # Not empty, so that the buttons are shown; what is in a file is said in `exports`.
    list_export = ("email",)
    default_ordering = "sort"
    columns = (
        Column("sort_name", label=_("Name"), accessor="person.sort_name"),
        Column("email", label=_("E-mail address")),
        Column("organisation", label=_("Firm or school")),
        Column("role", label=_("Role"), accessor="get_role_display"),
        Column("title", label=_("Event")),
        Column("start", label=_("Start"), accessor=start_of),
        Column("state", label=_("State"), accessor="get_state_display"),
        DateColumn("created", label=_("Signed up")),
    )

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.has_perm(MAY_SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Registration]:
        """By event, then as Dutch lists sort: the infix does not count."""
        cards = Card.objects.filter(key=OuterRef("event__key"), lang=get_language() or "nl")
        found = Registration.objects.select_related("person", "event")
        return found.annotate(title=Subquery(cards.values("title")[:1])).order_by(
            "-event__start", "event", "person__family", "person__given", "position"
        )

    def filter_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
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
    def header_buttons(self) -> list[HeaderButton]:
        """The files, in sight: Wagtail keeps them behind three dots."""
        return [
            HeaderButton(hidden.label, hidden.url, icon_name="download", priority=hidden.priority)
            for hidden in super().header_more_buttons
        ]

    @property
    def header_more_buttons(self) -> list[Button]:
        return []

    def get_filename(self) -> str:
        name = _("registrations")
        return f"{name}-{timezone.localdate(timezone=ZONE):%Y-%m-%d}"

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> HttpResponse:
        """The whole file at once: a stream is read when the editor's language is over already."""
        lines = exports.rows(queryset)
        if spreadsheet_format == self.FORMAT_CSV:
            response = HttpResponse(b"".join(exports.as_csv(lines)), content_type=CSV)
        else:
            response = HttpResponse(exports.as_xlsx(lines), content_type=XLSX)
        name = f"{self.get_filename()}.{spreadsheet_format}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response
