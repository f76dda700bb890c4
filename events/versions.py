"""Versions of a page that get other facts without being published or thrown away.

Wagtail's own publish of what is live would make it the newest version, over a draft, cancel a
schedule and end a review. Here the live words become a new published version beneath the draft, and
each version that may still be published gets the facts that changed; nothing else of it does.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from modelcluster.models import get_field_value
from wagtail.models import Revision, TaskState
from wagtail.signals import page_published

from brink.pages.models import BasePage
from brink.people.models import User
from events.models.event import Event
from events.projection import CALENDAR_FACTS

TICK = timedelta(microseconds=1)
POINTERS = ("live_revision", "last_published_at", "latest_revision", "latest_revision_created_at")


def rewrite(page: BasePage, changes: dict[str, Any], *, user: User) -> Revision | None:
    """Store other values of fields (a foreign key by its number); the caller locks and projects.

    Gives the new published version, None for a page that is not live.
    """
    drafts = list(unpublished_versions(page))
    for name, value in changes.items():
        setattr(page, page._meta.get_field(name).attname, value)
    content = page.serializable_data()
    version = new_version(page, content, user) if page.live else None
    moment = version.created_at if version else timezone.now()
    amend(drafts, {name: content[name] for name in changes}, after=moment)
    point_to(page, version, drafts)
    page.save(update_fields=[*changes, *POINTERS], clean=False)
    if version:
        tell = partial(page_published.send, type(page), instance=page, revision=version)
        transaction.on_commit(tell)
    return version


def unpublished_versions(page: BasePage) -> QuerySet[Revision]:
    """What may still be published: the draft on top, what is scheduled, what is being reviewed."""
    wanted = Q(approved_go_live_at__isnull=False)
    wanted |= Q(task_states__status=TaskState.STATUS_IN_PROGRESS)
    if page.has_unpublished_changes:
        wanted |= Q(pk=page.latest_revision_id)
    found = page.revisions.filter(wanted).exclude(pk=page.live_revision_id)
    return found.distinct().order_by("created_at", "pk")


def new_version(page: BasePage, content: dict[str, Any], user: User) -> Revision:
    kind = page.get_base_content_type()
    words = {"content": content, "object_str": str(page)}
    return Revision.objects.create(content_object=page, base_content_type=kind, user=user, **words)


def amend(drafts: list[Revision], facts: dict[str, Any], *, after: datetime) -> None:
    """Change facts in versions, and date them anew, in their order.

    The date tells an editor who has the form open that there is another version by now.
    """
    for number, draft in enumerate(drafts, start=1):
        draft.content = {**draft.content, **facts}
        draft.created_at = after + number * TICK
        draft.save(update_fields=["content", "created_at"])


def point_to(page: BasePage, version: Revision | None, drafts: list[Revision]) -> None:
    """A draft stays the newest version; without one, what is published is."""
    if version:
        page.live_revision, page.last_published_at = version, version.created_at
    drafted = [draft for draft in drafts if draft.pk == page.latest_revision_id]
    if newest := drafted[0] if drafted else version:
        page.latest_revision, page.latest_revision_created_at = newest, newest.created_at


def renew(version: Revision, key: UUID) -> None:
    """Read a version anew that is to be published; the caller locks the pages.

    Who asked for it may have read it before a change. One that is older than the last change of a
    published event gets what is published, also where a change did not reach it: an old version.
    One that nobody touched stays as it is in memory: to the microsecond, which storage drops.
    """
    stored = Revision.objects.get(pk=version.pk)
    if stored.created_at != version.created_at:
        version.content, version.created_at = stored.content, stored.created_at
    version.content_object = stored.content_object
    event = Event.objects.visible().filter(key=key, stamped__gt=version.created_at).first()
    if event:
        fields = [Event._meta.get_field(name) for name in CALENDAR_FACTS]
        facts = {field.name: get_field_value(field, event) for field in fields}
        version.content = {**version.content, **facts}
        version.save(update_fields=["content"])
