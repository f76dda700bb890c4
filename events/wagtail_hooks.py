"""Wagtail's admin: its first page, and registrations with the lists to print."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from events import (  # noqa: F401  (they register what they hold)
    after_hooks,
    change_hooks,
    paper_hooks,
    snippets,
)
from events.dashboard import ComingEvents, NeedsAttention
from events.desk import MAY_SEE, RegistrationsView


class RegistrationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)


@hooks.register("register_admin_menu_item")
def registrations_menu_item() -> MenuItem:
    address = reverse("registrations:index")
    return RegistrationsMenuItem(_("Registrations"), address, icon_name="group", order=250)


@hooks.register("register_admin_urls")
def registration_urls() -> list[URLResolver]:
    views = [
        path("", RegistrationsView.as_view(), name="index"),
        path("results/", RegistrationsView.as_view(results_only=True), name="index_results"),
    ]
    return [path("registrations/", include((views, "registrations")))]


@hooks.register("register_permissions")
def registration_permissions() -> QuerySet[Permission]:
    """Who may see registrations is chosen per group."""
    return Permission.objects.filter(content_type__app_label="events", codename="view_registration")


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list[Component]) -> None:
    panels.extend([NeedsAttention(), ComingEvents()])
