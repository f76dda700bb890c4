"""What an editor finds at the door of Wagtail's admin: what is coming, and what is stuck."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from brink.jobs.report import stuck
from brink.pages.models import Card
from events.desk.named import named_events
from events.desk.occupancy import too_many
from events.models import Event
from events.rights import events_of

SHOWN = 5
MAY_SEE_JOBS = "jobs.view_job"


class ComingEvents(Component):
    """The next events with their places, and the ways to page and list that this user has."""

    name = "coming_events"
    template_name = "events/admin/coming_events.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        events = list(coming_events())
        may_edit = editable_pages(user, [event.page for event in events])
        seen = seen_events(user, events)
        rows = [
            {
                "event": event,
                "title": event.title or _("Event"),
                "over": too_many(event),
                "edit": edit_path(event) if event.page in may_edit else "",
                "desk": desk_path(event) if event.pk in seen else "",
            }
            for event in events
        ]
        return {"rows": rows}


class NeedsAttention(Component):
    """How much work of the site is stuck; nothing is shown as long as all goes well."""

    name = "needs_attention"
    template_name = "events/admin/needs_attention.html"
    order = 90

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        may_see = parent_context["request"].user.has_perm(MAY_SEE_JOBS)
        return {"stuck": stuck().count(), "jobs": reverse("jobs_report") if may_see else ""}


def coming_events() -> Any:
    """The next visible ones; each knows its title and the page behind it for this reader."""
    cards = Card.objects.filter(key=OuterRef("key"), lang=get_language() or "nl")
    named = named_events().filter(visible=True).upcoming()  # type: ignore[attr-defined]
    return named.annotate(page=Subquery(cards.values("page")[:1]))[:SHOWN]


def seen_events(user: AbstractBaseUser, events: list[Event]) -> set[int]:
    """Those at which a user may see who comes."""
    found = events_of(user, "see").filter(pk__in=[event.pk for event in events])
    return set(found.values_list("pk", flat=True))


def editable_pages(user: AbstractBaseUser, pages: list[int]) -> set[int]:
    """Those of the pages that a user may edit, by one query."""
    policy = PagePermissionPolicy()
    found = policy.instances_user_has_permission_for(user, "change")
    return set(found.filter(pk__in=pages).values_list("pk", flat=True))


def edit_path(event: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[event.page])


def desk_path(event: Event) -> str:
    return reverse("registrations:desk", args=[event.pk])
