"""Wagtail's admin: its first page, and registrations with the lists to print."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from events import after_hooks, change_hooks, paper_hooks, snippets  # noqa: F401  (they register what they hold)
from events.dashboard import ComingEvents, NeedsAttention
from events.desk import hooks as desk_hooks  # noqa: F401  (they register what they hold)
from events.desk import template_hooks  # noqa: F401  (they register what they hold)


@hooks.register("register_permissions")
def registration_permissions() -> QuerySet[Permission]:
    """Who may see registrations, and who may change them, is chosen per group."""
    names = ("view_registration", "change_registration")
    return Permission.objects.filter(content_type__app_label="events", codename__in=names)


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list[Component]) -> None:
    panels.extend([NeedsAttention(), ComingEvents()])
