"""Wagtail's admin: its first page, and registrations with the lists to print."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from events import (  # noqa: F401  (they register what they hold)
    after_hooks,
    change_hooks,
    desk_hooks,
    paper_hooks,
    snippets,
    template_hooks,
)
from events.dashboard import ComingEvents, NeedsAttention


@hooks.register("register_permissions")
def registration_permissions() -> QuerySet[Permission]:
    """Who may see registrations, and who may change them, is chosen per group."""
    names = ("view_registration", "change_registration")
    return Permission.objects.filter(content_type__app_label="events", codename__in=names)


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list[Component]) -> None:
    panels.extend([NeedsAttention(), ComingEvents()])
