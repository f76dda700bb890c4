"""One change, all channels: when, where or whether a published event is held.

An editor makes it by one action, with a notice in both languages. One transaction gives each page
a new published version, raises SEQUENCE, renders the calendar entry, queues the mails and marks
what search knows as stale. Drafts, schedules and reviews stay as they are, but know the new facts.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from wagtail.locks import BasicLock
from wagtail.log_actions import log
from wagtail.models import Revision

from brink.pages.languages import LANGUAGES, other_language
from brink.pages.projection import lock_cards, lock_pages, project
from brink.people.models import User
from events.announcement import TOLD
from events.models import Event, EventPage, Registration
from events.projection import CALENDAR_FACTS, announce_change, raise_sequence
from events.versions import rewrite

#: What the action offers. Also when registration closes: it must not do so after the end.
CHANGEABLE = ("status", "start", "end", "presence", "place", "online_url", "closes")
ACTION = "events.change"


class OvertakenError(Exception):
    """What is published is no longer what the editor saw; nothing was stored."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


@dataclass(frozen=True)
class Standing:
    """What is published of an event; a place is its key, a notice stands by language."""

    sequence: int
    facts: dict[str, Any]
    notices: dict[str, str]

    def differences(self, other: "Standing") -> list[str]:
        """Which facts are not the same, in the order of the form."""
        return [name for name in CHANGEABLE if self.facts[name] != other.facts[name]]


@dataclass(frozen=True)
class Change:
    """What an editor wants: only the facts that are to change, and the notices as they will be."""

    facts: dict[str, Any] = field(default_factory=dict)
    notices: dict[str, str] = field(default_factory=dict)
    #: mail people also when calendars have nothing new
    tells: bool = False

    def is_for_calendars(self) -> bool:
        return any(attname(name) in CALENDAR_FACTS for name in self.facts)

    def is_made(self, now: Standing) -> bool:
        facts = {name: now.facts[name] for name in self.facts}
        return (facts, self.notices) == (self.facts, now.notices)


def fact_field(name: str) -> Any:
    """The field of the page in which a fact is entered."""
    return EventPage._meta.get_field(name)


def attname(name: str) -> str:
    return fact_field(name).attname


def standing(event: Event) -> Standing:
    facts = {name: getattr(event, attname(name)) for name in CHANGEABLE}
    return Standing(event.sequence, facts, dict(event.notices))


@transaction.atomic
def change_event(key: UUID, change: Change, *, seen: Standing, user: User) -> bool:
    """Make the change on the event as the editor saw it; False when exactly that was done already.

    Raises `OvertakenError` when it is another event by now. Of two at once the second waits at the
    rows of the pages, and then reads what the first one left. The cards come before the event, as
    in a publish: the two would else wait for each other.
    """
    lock_pages(key)
    lock_cards(key)
    event = Event.objects.visible().get(key=key)
    now = standing(event)
    if now != seen:
        if change.is_made(now):
            return False
        raise OvertakenError(now.differences(seen))
    write(key, change, user)
    if change.is_for_calendars() or not change.tells:
        project(key, EventPage)
    else:
        project_and_tell(event)
    return True


def write(key: UUID, change: Change, user: User) -> None:
    """Give the pages of all languages the facts and their notice; those live a log entry too.

    A page that is not live and that this editor may not publish stays as it is; it gets the facts
    when it is published. One that went live meanwhile raises `PermissionDenied`.
    """
    pages = pages_of(key)
    is_alone = sum(page.live for page in pages.values()) < len(LANGUAGES)
    for lang, page in pages.items():
        if not may_write(page, user):
            if page.live:
                raise PermissionDenied
            continue
        words = {"notice": change.notices.get(lang, ""), "other_notice": ""}
        if page.live and is_alone:
            words["other_notice"] = change.notices.get(other_language(lang), "")
        if version := rewrite(page, {**change.facts, **words}, user=user):
            record(page, version, change, user)


def may_write(page: EventPage, user: User) -> bool:
    return page.permissions_for_user(user).can_publish() and lock_against(page, user) is None


def lock_against(page: EventPage, user: User) -> BasicLock | None:
    """The lock by which somebody else keeps a page; a schedule or review is none, it goes on."""
    lock = page.get_lock()
    return lock if isinstance(lock, BasicLock) and lock.for_user(user) else None


def record(page: EventPage, version: Revision, change: Change, user: User) -> None:
    """Enter it in the history of a page.

    Under a number of its own: of entries of one request and kind Wagtail shows the last only, be
    they of other pages.
    """
    details = {"facts": sorted(change.facts), "notices": change.notices}
    marks = {"uuid": uuid4(), "revision": version, "content_changed": True}
    log(page, ACTION, user=user, data=details, **marks)


def project_and_tell(event: Event) -> None:
    """A notice that people are told of has a number of its own, so that it is told once.

    The number comes first: the calendar entry is rendered with it. Its moment is taken under the
    lock: who signed up just before could not see the notice yet.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    raise_sequence(event)
    event.save(update_fields=["sequence", "stamped"])
    project(event.key, EventPage)
    announce_change(event)


def pages_of(key: UUID) -> dict[str, EventPage]:
    """The pages of an item by language, live or not."""
    found = EventPage.objects.filter(translation_key=key, alias_of=None).order_by("pk")
    return {page.locale.language_code: page for page in found.select_related("locale")}


def audience(event: Event) -> dict[tuple[str, str], int]:
    """How many will be told, by state and language."""
    found = event.registrations.filter(state__in=TOLD).order_by()
    counts = found.values_list("state", "language").annotate(number=Count("pk"))
    return {(Registration.State(state), lang): number for state, lang, number in counts}
