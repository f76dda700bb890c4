"""A new event out of one that there is, or out of a template: a draft with the parts one chose.

Wagtail's own copy does it, so the new pages are nobody's history: no registrations, no versions,
another identity in calendars. Days that were set before the start are set as long before it again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page

from brink.people.models import User
from events.models import EventPage
from events.models.queryset import ZONE
from events.models.rules import RULES

#: What one chooses, by its fields and rows on the page.
PARTS: Mapping[str, tuple[str, ...]] = {
    "facts": (
        "place", "presence", "online_url", "capacity", "organiser_name", "organiser_email",
        "themes", "sectors", "tagged_items", *RULES,
    ),
    "body": ("summary", "body", "related", "audience", "cost", "bring", "access_note"),
    "programme": ("programme",),
    "speakers": ("speakers",),
    "questions": ("questions",),
    "reminders": ("reminders",),
}  # fmt: skip
LABELS = {
    "facts": _("where, how many places, who may come"),
    "body": _("text and what is good to know"),
    "programme": _("programme"),
    "speakers": _("speakers"),
    "questions": _("questions"),
    "reminders": _("reminders"),
}
MOMENTS = ("end", "opens", "closes", "cancel_until", "minimum_by")


@dataclass(frozen=True)
class Order:
    """What the new event is to be."""

    titles: Mapping[str, str]
    start: datetime
    parts: Collection[str]
    is_template: bool = False


@transaction.atomic
def copy_event(page: EventPage, order: Order, user: User) -> EventPage:
    """The new page in the language of `page`; raises `PermissionDenied`, then nothing is made.

    The page that owns the facts is copied first, so its copy owns them again.
    """
    keys: dict[UUID, UUID] = {}
    made: dict[int, EventPage] = {}
    for source in sources_of(page):
        first = next(iter(made.values()), None)
        made[source.pk] = copy_page(source, order, user, first, keys)
    return made[page.pk]


def sources_of(page: EventPage) -> list[EventPage]:
    pages = EventPage.objects.filter(translation_key=page.translation_key, alias_of=None)
    owner = page.facts_owner() or page
    return sorted(pages.select_related("locale"), key=lambda each: each.pk != owner.pk)


def copy_page(
    source: EventPage, order: Order, user: User, first: EventPage | None, keys: dict[UUID, UUID]
) -> EventPage:
    """`keys` are of what the translations share: the rows of the programme, the speakers."""
    action = CopyPageAction(
        source,
        to=source.get_parent(),
        update_attrs=attributes(source, order, first),
        exclude_fields=left_out(order),
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    action._uuid_mapping = keys
    return action.execute()


def attributes(source: EventPage, order: Order, first: EventPage | None) -> dict[str, Any]:
    title = order.titles.get(source.locale.language_code) or source.title
    fields = {
        "title": title,
        "draft_title": title,
        "slug": "",
        "start": order.start,
        "is_template": order.is_template,
        **shifted(source, order.start),
    }
    return {**fields, "translation_key": first.translation_key} if first else fields


def shifted(source: EventPage, start: datetime) -> dict[str, datetime | None]:
    """As long before or after the start as they were, by the clock on the wall."""
    was = source.start
    moments = {name: getattr(source, name) for name in MOMENTS}
    return {name: move(moment, was, start) for name, moment in moments.items()}


def move(moment: datetime | None, was: datetime | None, start: datetime) -> datetime | None:
    if moment is None or was is None:
        return None
    then = timezone.make_naive(moment, ZONE) - timezone.make_naive(was, ZONE)
    return timezone.make_aware(timezone.make_naive(start, ZONE) + then, ZONE)


def left_out(order: Order) -> list[str]:
    """What was not chosen; the copy then has what a new page has."""
    dates = set(MOMENTS)
    unwanted = [names for part, names in PARTS.items() if part not in order.parts]
    return [name for names in unwanted for name in names if name not in dates]


def templates() -> list[EventPage]:
    """Pages to copy from, by title, each with the page that it stands under."""
    found = EventPage.objects.filter(is_template=True).select_related("locale").order_by("title")
    pages = list(found.prefetch_workflow_states())
    paths = {page.path[: -Page.steplen] for page in pages}
    parents = {page.path: page for page in Page.objects.filter(path__in=paths).specific()}
    for page in pages:
        page._cached_parent_obj = parents[page.path[: -Page.steplen]]
    return pages
