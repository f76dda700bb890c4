"""The demo accounts: one of each kind of user, all with one password that is no secret."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from brink.people.models import Membership, Organisation, Person, User

PASSWORD = "kom-erbij-op-de-brink"  # noqa: S105  (printed on purpose, and only under DEBUG)


@dataclass(frozen=True)
class Account:
    email: str
    name: tuple[str, str, str]
    what: str
    groups: tuple[str, ...] = ()
    organisation: str = ""
    role: str = Membership.Role.OTHER


ACCOUNTS = (
    Account("editor@brink.example", ("Ilse", "", "Feddema"), "editor", ("Editors", "Moderators")),
    Account(
        "staff@brink.example", ("Wietske", "", "Hamstra"), "programme staff", ("Programme staff",)
    ),
    Account(
        "trainee@brink.example",
        ("Silke", "", "Meijeringh"),
        "trainee",
        (),
        "koperhaas",
        Membership.Role.TRAINEE,
    ),
    Account(
        "sme@brink.example",
        ("Femke", "van der", "Zee"),
        "SME staff",
        (),
        "zeevonk",
        Membership.Role.EMPLOYEE,
    ),
)


def load_accounts() -> None:
    """Make the accounts that are missing; their groups are there (`brink.home.set_up`)."""
    for account in ACCOUNTS:
        if not User.objects.filter(email=account.email).exists():
            make_account(account)


def make_account(account: Account) -> None:
    user = User.objects.create_user(account.email, PASSWORD)
    user.groups.set(Group.objects.filter(name__in=account.groups))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    given, infix, family = account.name
    organisation = Organisation.objects.filter(code=account.organisation).first()
    person = Person.objects.create(
        user=user,
        given=given,
        infix=infix,
        family=family,
        email=user.email,
        organisation=organisation,
    )
    if organisation:
        Membership.objects.create(person=person, organisation=organisation, role=account.role)
