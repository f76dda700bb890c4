"""The demo accounts: one of each kind of user, all with one password that is no secret."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

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

#: What editors may do beside pages, images and documents, which Wagtail gives them itself.
EDITED_MODELS = {
    "themes": ("theme", "sector", "region", "collaborationform", "eventtype", "barrier"),
    "people": ("organisation", "researchgroup"),
    "events": ("place",),
}


def load_accounts() -> None:
    """Make the accounts and groups that are missing."""
    make_groups()
    for account in ACCOUNTS:
        if not User.objects.filter(email=account.email).exists():
            make_account(account)


def make_groups() -> None:
    editors, _ = Group.objects.get_or_create(name="Editors")
    moderators, _ = Group.objects.get_or_create(name="Moderators")
    staff, _ = Group.objects.get_or_create(name="Programme staff")
    for app, models in EDITED_MODELS.items():
        editors.permissions.add(*model_permissions(app, models))
    see = [*model_permissions("events", ("registration",), ("view",)), admin_door()]
    for group in (editors, staff):
        group.permissions.add(*see)
    for codename in ("publish_page", "change_page", "add_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.get_or_create(
            group=moderators, page=Page.get_first_root_node(), permission=permission
        )


def model_permissions(
    app: str,
    models: tuple[str, ...],
    actions: tuple[str, ...] = ("add", "change", "delete", "view"),
) -> list[Permission]:
    names = [f"{action}_{model}" for model in models for action in actions]
    return list(Permission.objects.filter(content_type__app_label=app, codename__in=names))


def admin_door() -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")


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
