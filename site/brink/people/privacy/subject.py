"""Whose data it is that somebody sees, takes out or has erased."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from allauth.account.models import EmailAddress
from django.db.models import Q

from brink.people.models import Person, User

#: The keys of persons that an app knows to use one of these addresses, elsewhere than on `Person`.
Kin = Callable[[frozenset[str]], Iterable[int]]
KIN: list[Kin] = []


@dataclass(frozen=True)
class Subject:
    """A human as we know them: a login or none, and the addresses that they have proven.

    Who has proven an address speaks for what was signed up with it, as in "My agenda".
    """

    addresses: frozenset[str]
    user: User | None = None

    @cached_property
    def persons(self) -> list[int]:
        """Keys of all persons that are this one: of the login, its guests, and those merged."""
        found = set(Person.objects.filter(self.is_named).values_list("pk", flat=True))
        more = found
        while more:
            merged = Person.objects.filter(merged_into__in=more).exclude(pk__in=found)
            more = set(merged.values_list("pk", flat=True))
            found |= more
        return sorted(found)

    @property
    def is_named(self) -> Q:
        kin = {key for find in KIN for key in find(self.addresses)}
        by_address = Q(email__in=self.addresses) | Q(pk__in=kin)
        guests = by_address & Q(user=None, merged_into=None, erased_at=None)
        return guests | Q(user=self.user) if self.user else guests

    @cached_property
    def names(self) -> list[str]:
        """First and last name together, as they stand in texts; one word alone is anybody's."""
        rows = Person.objects.filter(pk__in=self.persons, erased_at=None)
        found = {row.full_name for row in rows if row.given and row.family}
        return sorted(found | {row.sort_name for row in rows if row.given and row.family})

    @property
    def words(self) -> list[str]:
        """What names them in a text."""
        return sorted([*self.addresses, *self.names], key=len, reverse=True)


def subject_of(user: User) -> Subject:
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return Subject(frozenset(email.lower() for email in proven), user)


def subject_at(email: str) -> Subject:
    """A guest, by an address that a mailed link has proven."""
    return Subject(frozenset([email.lower()]))


def subject_behind(person: Person) -> Subject:
    """Who a person is: their login and its addresses, else the one address."""
    if person.user:
        return subject_of(person.user)
    return Subject(frozenset(filter(None, [person.email])))


def has_account(email: str) -> bool:
    return EmailAddress.objects.filter(email=email.lower(), verified=True).exists()
