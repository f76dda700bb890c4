"""Whose a registration is: one rule for the sign-up page, "My agenda" and the sign-up itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, F, Q, QuerySet, Value, When

from brink.people.models import Person
from events.access import plain
from events.models import Booking, Event, Registration

State = Registration.State
#: An account, an address with a name, or a person, as text: who is behind one or more persons.
Owner = str


def registrations_of(user: AbstractBaseUser) -> QuerySet[Registration]:
    """Those of the account's person, and those of addresses the account has proven."""
    proven = EmailAddress.objects.filter(user=user, verified=True).values("email")
    return Registration.objects.filter(Q(person__user=user) | Q(email__in=proven))


def groups_of(user: AbstractBaseUser) -> QuerySet[Booking]:
    """Those that the account's person signed up, or an address that the account has proven."""
    proven = EmailAddress.objects.filter(user=user, verified=True).values("email")
    return Booking.objects.filter(Q(contact__user=user) | Q(email__in=proven), series=None)


def registration_at(event: Event, user: AbstractBaseUser) -> Registration | None:
    """The active one that counts at an event: proven before not, own before that of a guest."""
    mine = registrations_of(user).filter(event=event, state__in=Registration.ACTIVE)
    rank = Case(
        When(state=State.UNCONFIRMED, then=Value(2)),
        When(person__user=user, then=Value(0)),
        default=Value(1),
    )
    return mine.select_related("person").order_by(rank, "position").first()


def owners_of(people: Iterable[Person]) -> dict[int, Owner]:
    """Who is behind each person, by its key: a guest is another person at each sign-up.

    That is their account, else the address of who has a place and their name, else only that
    person. Several may share a mailbox, also one that an account has proven: then the name tells
    them apart. Two queries.
    """
    known = {person.pk: person for person in people}
    emails = dict(with_a_place(known).order_by("pk").values_list("person", "email"))
    accounts = accounts_of(set(emails.values()))
    return {key: owner(person, emails.get(key, ""), accounts) for key, person in known.items()}


def with_a_place(people: Iterable[int]) -> QuerySet[Registration]:
    """Theirs whose address is proven, or vouched for by an organiser."""
    rows = Registration.objects.filter(person__in=list(people), state=State.CONFIRMED)
    return rows.exclude(email="")


def accounts_of(emails: Collection[str]) -> dict[tuple[str, str], int]:
    """The accounts that have proven these addresses, by address and the name of their person."""
    proven = {"user__emailaddress__email__in": emails, "user__emailaddress__verified": True}
    found = Person.objects.filter(**proven).annotate(proven=F("user__emailaddress__email"))
    return {(row.proven, plain(row.full_name)): row.user_id for row in found if row.user_id}


def owner(person: Person, email: str, accounts: dict[tuple[str, str], int]) -> Owner:
    if person.user_id:
        return f"account:{person.user_id}"
    return owner_at(email, person.full_name, accounts) if email else f"person:{person.pk}"


def owner_at(email: str, full_name: str, accounts: dict[tuple[str, str], int]) -> Owner:
    name = plain(full_name)
    user = accounts.get((email, name))
    return f"account:{user}" if user else f"address:{email}:{name}"


def owners_by_name(named: Iterable[tuple[Person, str]]) -> list[set[Owner]]:
    """Who was behind each person when they had that name, at each of their addresses.

    Whoever corrects a name does so at one sign-up; the others still have the old one. In the same
    order; nobody for a name that was erased. Three queries.
    """
    those = list(named)
    emails = addresses_of(person for person, _name in those)
    accounts = accounts_of(set().union(*emails.values()))
    return [
        {owner_at(email, name, accounts) for email in emails[person.pk] if name}
        for person, name in those
    ]


def addresses_of(people: Iterable[Person]) -> dict[int, set[str]]:
    """All they have a place with, and those that their accounts have proven."""
    keys = {person.pk for person in people}
    proven = EmailAddress.objects.filter(user__person__in=keys, verified=True)
    found: dict[int, set[str]] = defaultdict(set)
    for pairs in (
        with_a_place(keys).values_list("person", "email"),
        proven.values_list("user__person", "email"),
    ):
        for key, email in pairs:
            found[key].add(email)
    return found
