"""Who comes to an address: nine people, of whom each may see something else."""

from collections.abc import Callable

from django.contrib.auth.models import Group, Permission
from django.test import Client

from brink.people.models import Membership, User
from events.desk.team import put_in_team
from events.models import TeamMember
from tests.access.things import Things
from tests.factories import people
from tests.factories.people import organisation_factory, user_factory

Role = TeamMember.Role


def entrepreneur() -> User:
    user = user_factory()
    Membership.objects.create(
        person=user.person, organisation=organisation_factory(), role=Membership.Role.ENTREPRENEUR
    )
    return user


def with_permissions(*names: str) -> User:
    user = user_factory()
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def programme_staff() -> User:
    """Sees and changes all registrations, and publishes."""
    user = with_permissions("view_registration", "change_registration")
    user.groups.add(Group.objects.get(name="Moderators"))
    return user


#: As the columns of `codes.txt`; what is somebody's own is in `things.mine`.
PEOPLE: dict[str, Callable[[], User] | None] = {
    "anonymous": None,
    "trainee-a": people.trainee,
    "trainee-b": people.trainee,
    "sme": entrepreneur,
    "editor": people.editor,
    "staff": programme_staff,
    "organiser": people.user_factory,
    "volunteer": people.user_factory,
    "admin": people.staff,
}
TEAM = {"organiser": Role.ORGANISER, "volunteer": Role.CHECK_IN}


def cast() -> dict[str, User]:
    return {name: make() for name, make in PEOPLE.items() if make}


def give_roles(users: dict[str, User], mine: Things) -> None:
    for name, role in TEAM.items():
        put_in_team(mine.event, users[name], role)


def browser_of(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client
