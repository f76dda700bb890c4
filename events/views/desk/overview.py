"""Wagtail's admin: one event at a glance, and the way to all that one does for it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.desk.occupancy import occupancy
from events.models import EventPage
from events.rights import may
from events.views.desk.page import DeskPage

Way = dict[str, str]


class OverviewPage(DeskPage):
    page_title = gettext_lazy("Desk")
    template_name = "events/admin/desk.html"
    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = occupancy(self.event)
        return self.show(
            rows=rows,
            undecided=sum(row.pending for row in rows),
            over=sum(row.over for row in rows),
            ways=self.ways(),
            edit=self.edit_address(),
        )

    def ways(self) -> list[tuple[str, list[Way]]]:
        """Under a heading each; what one may not do is not there."""
        found = [(_("People"), self.people()), (_("On the day"), self.day())]
        return [*found, (_("Afterwards"), self.afterwards())]

    def people(self) -> list[Way]:
        pk = self.event.pk
        listed = reverse("registrations:index", query={"event": pk})
        ways = [way(_("List of registrations"), listed), self.to("add", _("Add somebody"))]
        if self.may_manage:
            ways += [
                self.to("import", _("Import a list")),
                self.to("mail", _("Mail people"), {"state": "confirmed"}),
                self.to("mailings", _("Mails that were sent")),
                self.to("team", _("Team")),
                self.to("invitees", _("Who is invited")),
                *self.minimum(),
            ]
        return ways

    def minimum(self) -> list[Way]:
        """Where one decides, of an event that needs so many people."""
        if not (self.event.minimum and self.event.visible):
            return []
        return [way(_("Does it go on?"), reverse("event_minimum", args=[self.event.pk]))]

    def day(self) -> list[Way]:
        pk = self.event.pk
        return [
            *self.door(),
            way(_("Sign-in sheet"), reverse("event_sign_in_sheet", args=[pk])),
            way(_("Badges"), reverse("event_badges", args=[pk])),
        ]

    def door(self) -> list[Way]:
        """For who may check people in; who may only see them is not led there."""
        if not (self.may_manage or may(self.request.user, self.event, "check-in")):
            return []
        key = self.event.key
        return [
            way(_("Check people in"), reverse("events:check-in", args=[key])),
            way(_("Code on the screen"), reverse("events:room-screen", args=[key])),
        ]

    def afterwards(self) -> list[Way]:
        pk = self.event.pk
        return [
            way(_("What people thought of it"), reverse("event_feedback", args=[pk])),
            way(_("Certificates"), reverse("event_certificates", args=[pk])),
        ]

    def to(self, name: str, label: str, query: dict[str, str] | None = None) -> Way:
        address = reverse(f"registrations:{name}", args=[self.event.pk], query=query)
        return way(label, address)

    def edit_address(self) -> str:
        """Of the page with the facts, for who may edit it."""
        pages = EventPage.objects.filter(translation_key=self.event.key)
        page = pages.filter(locale__language_code=self.event.facts_lang).first()
        if page is None or not page.permissions_for_user(self.request.user).can_edit():
            return ""
        return reverse("wagtailadmin_pages:edit", args=[page.pk])

    def get_breadcrumbs_items(self) -> list[Way]:
        return super().get_breadcrumbs_items()[:-1]


def way(label: str, address: str) -> Way:
    return {"label": label, "url": address}
