"""Who may do what with the registrations of an event: the one rule for page, admin and job.

Somebody of the team of an event has their role there only. A permission of Django counts for all
events: to see registrations, or to change them, which is to manage.
"""

from typing import Literal

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from events.models import Event, TeamMember
from events.models.queryset import EventQuerySet

Right = Literal["check-in", "see", "manage"]
Role = TeamMember.Role

ROLES: dict[Right, tuple[Role, ...]] = {
    "check-in": (Role.ORGANISER, Role.STAFF, Role.CHECK_IN),
    "see": (Role.ORGANISER, Role.STAFF),
    "manage": (Role.ORGANISER,),
}
PERMISSIONS: dict[Right, tuple[str, ...]] = {
    "check-in": ("events.change_registration",),
    "see": ("events.view_registration", "events.change_registration"),
    "manage": ("events.change_registration",),
}


def may(user: AbstractBaseUser | AnonymousUser, event: Event, right: Right) -> bool:
    return events_of(user, right).filter(pk=event.pk).exists()


def events_of(user: AbstractBaseUser | AnonymousUser, right: Right) -> EventQuerySet:
    """The events at which somebody has a right; none for who is not logged in."""
    if has_it_everywhere(user, right):
        return Event.objects.all()
    if not user.is_active:
        return Event.objects.none()
    return Event.objects.filter(
        pk__in=TeamMember.objects.filter(user=user.pk, role__in=ROLES[right]).values("event")
    )


def has_it_anywhere(user: AbstractBaseUser | AnonymousUser, right: Right) -> bool:
    """Also where there is no event yet, for who has it at all."""
    return has_it_everywhere(user, right) or events_of(user, right).exists()


def has_it_everywhere(user: AbstractBaseUser | AnonymousUser, right: Right) -> bool:
    """Those of Django: superusers have each, inactive users none."""
    return any(user.has_perm(name) for name in PERMISSIONS[right])  # type: ignore[union-attr]
