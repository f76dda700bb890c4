"""Who works at an event: members of its team, by the address of their account."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from brink.people.models import User
from events.models import Event, TeamMember

Role = TeamMember.Role

#: Its members get into the admin, and see there the events of which they are in the team.
GROUP = "Event team"
#: Who checks people in does so on a page of the site; the admin has nothing for them.
AT_THE_DESK = (Role.ORGANISER, Role.STAFF)


def find_account(email: str) -> User | None:
    """The active account whose address, proven to be theirs, is this one."""
    proven = {"emailaddress__email__iexact": email.strip(), "emailaddress__verified": True}
    return User.objects.filter(is_active=True, **proven).first()


@transaction.atomic
def put_in_team(event: Event, user: User, role: str) -> TeamMember:
    """Add somebody, or give them another role; the door of the admin follows."""
    found = TeamMember.objects.update_or_create(event=event, user=user, defaults={"role": role})
    open_door(user)
    return found[0]


@transaction.atomic
def take_from_team(member: TeamMember) -> None:
    """Their rights at this event end at once; those at other events stay."""
    member.delete()


def member_goes(instance: TeamMember, **kwargs: object) -> None:
    """The door of the admin follows, also when the event is deleted or long over."""
    open_door(instance.user)


def open_door(user: User) -> None:
    """Have somebody in the group as long as they work at the desk of an event."""
    if user.event_roles.filter(role__in=AT_THE_DESK).exists():
        user.groups.add(team_group())
    else:
        user.groups.remove(*Group.objects.filter(name=GROUP))


def team_group() -> Group:
    """The group, made where it is missing; it may open the admin and nothing more."""
    group, is_new = Group.objects.get_or_create(name=GROUP)
    if is_new:
        door = Permission.objects.get(
            content_type__app_label="wagtailadmin", codename="access_admin"
        )
        group.permissions.add(door)
    return group
