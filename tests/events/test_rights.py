"""Who may do what with the registrations of an event."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from pytest_django import DjangoAssertNumQueries

from brink.home.models import HomePage
from brink.people.models import User
from events.models import Event, TeamMember
from events.rights import events_of, may
from tests.factories.events import event_factory

Tree = dict[str, HomePage]
RIGHTS = ("check-in", "see", "manage")
#: What each is allowed at the event where they are of the team.
TEAM = {
    "organiser": {"check-in", "see", "manage"},
    "staff": {"check-in", "see"},
    "check-in": {"check-in"},
}
#: What each is allowed everywhere.
PERMISSIONS = {
    "view_registration": {"see"},
    "change_registration": {"check-in", "see", "manage"},
    "add_registration": set(),
}


def somebody(**fields: bool) -> User:
    return User.objects.create_user("jikke@brink.example", "x", **fields)


def rights(user: User | AnonymousUser, event: Event) -> set[str]:
    """By both questions, which must agree."""
    found = {right for right in RIGHTS if may(user, event, right)}
    assert found == {right for right in RIGHTS if event in events_of(user, right)}
    return found


@pytest.mark.parametrize("role", TEAM)
def test_team_has_the_rights_of_its_role_at_its_event_only(tree: Tree, role: str) -> None:
    user, own, other = somebody(), event_factory(), event_factory()
    TeamMember.objects.create(event=own, user=user, role=role)
    TeamMember.objects.create(
        event=other, user=User.objects.create_user("w@b.example"), role="organiser"
    )

    assert rights(user, own) == TEAM[role]
    assert rights(user, other) == set()


@pytest.mark.parametrize("name", PERMISSIONS)
def test_permission_counts_for_all_events(tree: Tree, name: str) -> None:
    user, event = somebody(), event_factory()
    user.user_permissions.add(Permission.objects.get(codename=name))

    assert rights(user, event) == PERMISSIONS[name]


def test_superuser_may_do_everything(tree: Tree) -> None:
    assert rights(somebody(is_superuser=True), event_factory()) == set(RIGHTS)


def test_staff_flag_alone_gives_nothing(tree: Tree) -> None:
    assert rights(somebody(is_staff=True), event_factory()) == set()


def test_stranger_may_do_nothing(tree: Tree) -> None:
    event = event_factory()
    TeamMember.objects.create(event=event, user=somebody(), role="organiser")

    assert rights(AnonymousUser(), event) == set()
    assert rights(User.objects.create_user("wytse@brink.example"), event) == set()


@pytest.mark.parametrize("is_superuser", [False, True])
def test_account_that_is_closed_has_lost_its_rights(tree: Tree, is_superuser: bool) -> None:
    user, event = somebody(is_active=False, is_superuser=is_superuser), event_factory()
    TeamMember.objects.create(event=event, user=user, role="organiser")

    assert rights(user, event) == set()


def test_unknown_right_is_an_error_and_no_yes(tree: Tree) -> None:
    with pytest.raises(KeyError):
        may(somebody(is_superuser=True), event_factory(), "everything")  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [1, 3])
def test_events_of_a_team_are_found_in_one_query(
    tree: Tree, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = somebody()
    for _n in range(number):
        TeamMember.objects.create(event=event_factory(), user=user, role="check-in")
    user.get_all_permissions()

    with django_assert_num_queries(1):
        assert len(events_of(user, "check-in")) == number
