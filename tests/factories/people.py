"""People of all kinds; each call makes one more, with its own address."""

from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from brink.people.models import Membership, Organisation, Person, User

PASSWORD = "koolzaad-molen-42"

_numbers = count(1)


def user_factory(*, password: str = PASSWORD, verified: bool = True, **fields: Any) -> User:
    """A login with its person (Dutch) and an address, verified unless told otherwise."""
    email = fields.pop("email", None) or f"persoon{next(_numbers)}@voorbeeld.example"
    language = fields.pop("language", "nl")
    user = User.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    person_factory(user=user, email=email, language=language)
    return user


def person_factory(**fields: Any) -> Person:
    number = next(_numbers)
    defaults = {
        "given": "Roelf",
        "infix": "van der",
        "family": f"Veen {number}",
        "email": f"persoon{number}@voorbeeld.example",
    }
    return Person.objects.create(**{**defaults, **fields})


def organisation_factory(**fields: Any) -> Organisation:
    number = next(_numbers)
    defaults = {"code": f"koperhaas-{number}", "name": f"Metaalwerkplaats Koperhaas {number}"}
    return Organisation.objects.create(**{**defaults, **fields})


def editor(**fields: Any) -> User:
    """May write pages in the admin, with the rights of Wagtail's own group."""
    user = user_factory(**fields)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def staff(**fields: Any) -> User:
    """Programme staff: may do everything in the admin."""
    return user_factory(**{"is_staff": True, "is_superuser": True, **fields})


def trainee(**fields: Any) -> User:
    user = user_factory(**fields)
    Membership.objects.create(
        person=user.person, organisation=organisation_factory(), role=Membership.Role.TRAINEE
    )
    return user
