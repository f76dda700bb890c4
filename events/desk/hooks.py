"""Where Wagtail's admin has the desk: its addresses, its menu, and the way there from a page."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from brink.people.models import User
from events.desk.registrations import TOOK_FILE, RegistrationsView
from events.models import EventPage
from events.rights import events_of, has_it_anywhere
from events.views.desk.act import ActPage
from events.views.desk.add import AddPage
from events.views.desk.copy import CopyPage, TemplatesPage
from events.views.desk.history import HistoryPage
from events.views.desk.invitees import InviteesPage
from events.views.desk.mail import MailingsPage, MailPage
from events.views.desk.overview import OverviewPage
from events.views.desk.take_in import TakeInPage
from events.views.desk.team import TeamPage


@hooks.register("register_log_actions")
def log_of_files(actions: LogActionRegistry) -> None:
    @actions.register_action(TOOK_FILE)
    class TookFileFormatter(LogFormatter):
        label = gettext_lazy("Take a file of registrations")

        def format_message(self, log_entry: Any) -> str:
            if log_entry.data.get("needs"):
                return _("Took a file of registrations, with diet and access")
            return _("Took a file of registrations")


class RegistrationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return has_it_anywhere(request.user, "see")


@hooks.register("register_admin_menu_item")
def registrations_menu_item() -> MenuItem:
    address, label = reverse("registrations:index"), gettext_lazy("Registrations")
    return RegistrationsMenuItem(label, address, icon_name="group", order=250)


@hooks.register("register_admin_urls")
def registration_urls() -> list[URLResolver]:
    views = [
        path("", RegistrationsView.as_view(), name="index"),
        path("results/", RegistrationsView.as_view(results_only=True), name="index_results"),
        path("templates/", TemplatesPage.as_view(), name="templates"),
        path("copy/<int:page_id>/", CopyPage.as_view(), name="copy"),
        path("act/", ActPage.as_view(), name="act"),
        path("event/<int:event_id>/", include(pages_of_one_event())),
    ]
    return [path("registrations/", include((views, "registrations")))]


def pages_of_one_event() -> list[URLPattern]:
    return [
        path("", OverviewPage.as_view(), name="desk"),
        path("add/", AddPage.as_view(), name="add"),
        path("import/", TakeInPage.as_view(), name="import"),
        path("mail/", MailPage.as_view(), name="mail"),
        path("mailings/", MailingsPage.as_view(), name="mailings"),
        path("team/", TeamPage.as_view(), name="team"),
        path("invitees/", InviteesPage.as_view(), name="invitees"),
        path("<int:number>/history/", HistoryPage.as_view(), name="history"),
    ]


@hooks.register("register_page_header_buttons")
def desk_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    """With the page of an event that was published, for who may see who comes."""
    if page.specific_class is EventPage:
        known = events_of(user, "see").filter(key=page.translation_key)
        for pk in known.values_list("pk", flat=True):
            address = reverse("registrations:desk", args=[pk])
            yield Button(_("Desk"), address, icon_name="group", priority=59)
