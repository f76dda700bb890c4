"""By what the list of registrations is narrowed; each offers only events that one may see."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from events.desk.named import named_events
from events.models import Event, Registration, Seat
from events.models.queryset import ZONE
from events.rights import events_of

State = Registration.State
UNDECIDED = (State.PENDING, State.WAITING)


class EventFilter(django_filters.ModelChoiceFilter):
    """Choose one event, by date and title."""

    class field_class(django_filters.fields.ModelChoiceField):  # noqa: N801  (the name is theirs)
        def label_from_instance(self, obj: Event) -> str:
            day = timezone.localtime(obj.start, ZONE)
            return f"{day:%d-%m-%Y} {getattr(obj, 'title', '') or obj.uid[:8]}"


class YesNoFilter(django_filters.ChoiceFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[("yes", _("Yes")), ("no", _("No"))], **kwargs)


def seen_events(request: Any) -> QuerySet[Event]:
    return named_events(events_of(request.user, "see"))


class RegistrationFilterSet(WagtailFilterSet):
    event = EventFilter(label=_("Event"), queryset=seen_events)
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)
    seat = django_filters.ChoiceFilter(label=_("Place"), choices=Seat.choices)
    present = YesNoFilter(label=_("Present"), method="by_presence")
    decision = YesNoFilter(label=_("To be decided"), method="by_decision")
    group = YesNoFilter(label=_("In a group"), method="by_group")
    organisation = django_filters.CharFilter(label=_("Firm or school"), lookup_expr="icontains")
    created = django_filters.DateFromToRangeFilter(
        label=_("Signed up"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Registration
        fields = ("event", "state", "seat", "organisation", "created")

    def by_presence(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        return rows.filter(checked_in__isnull=value == "no")

    def by_decision(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Who waits for an approval, with a place kept or in the queue."""
        open_ones = {"approved": None, "state__in": UNDECIDED, "event__needs_approval": True}
        return rows.filter(**open_ones) if value == "yes" else rows.exclude(**open_ones)

    def by_group(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        in_group = {"booking__isnull": False, "booking__series": None}
        return rows.filter(**in_group) if value == "yes" else rows.exclude(**in_group)
