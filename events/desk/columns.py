"""The columns of the list of registrations: who, how they stand, and a box to select them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from brink.pages.moments import day_and_clock
from events.models import Registration


class SelectColumn(BaseColumn):
    """A box beside each, with its name for who does not see the row."""

    header_template_name = "events/admin/select_header.html"
    cell_template_name = "events/admin/select_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "registration": instance}


def start_of(registration: Registration) -> str:
    """As the rest of the site writes it: Wagtail's "just now" is wrong of something to come."""
    return day_and_clock(registration.event.start)


def group_of(registration: Registration) -> str:
    """The contact who signed them up; nobody for who came alone."""
    booking = registration.booking
    if booking is None or not booking.is_group:
        return ""
    return booking.contact.full_name


def state_of(registration: Registration) -> str:
    words = str(registration.get_state_display())
    is_first = registration.state == Registration.State.WAITING and registration.priority
    return _("%(state)s (put first)") % {"state": words} if is_first else words


def presence_of(registration: Registration) -> str:
    came = registration.checked_in
    return day_and_clock(came) if came else ""


def sign_up_of(registration: Registration) -> str:
    return day_and_clock(registration.created)


def history_path(registration: Registration) -> str:
    return reverse("registrations:history", args=[registration.event_id, registration.pk])


COLUMNS = (
    SelectColumn("select", label=gettext_lazy("Select")),
    TitleColumn(
        "sort_name",
        label=gettext_lazy("Name"),
        accessor="person.sort_name",
        get_url=history_path,
    ),
    Column("email", label=gettext_lazy("E-mail address"), classname="desk-list__email"),
    Column("organisation", label=gettext_lazy("Firm or school")),
    Column("role", label=gettext_lazy("Role"), accessor="get_role_display"),
    Column("title", label=gettext_lazy("Event"), classname="desk-list__event"),
    Column("start", label=gettext_lazy("Start"), accessor=start_of),
    Column("state", label=gettext_lazy("State"), accessor=state_of),
    Column("seat", label=gettext_lazy("Place"), accessor="get_seat_display"),
    Column("present", label=gettext_lazy("Present"), accessor=presence_of),
    Column("group", label=gettext_lazy("Signed up by"), accessor=group_of),
    Column("created", label=gettext_lazy("Signed up"), accessor=sign_up_of),
)
#: The columns that are the same for all people of one event.
OF_THE_EVENT = ("title", "start")
