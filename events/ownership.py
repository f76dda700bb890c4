"""Whose a registration is: one rule for the sign-up page, "My agenda" and the sign-up itself."""

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, Q, QuerySet, Value, When

from events.models import Booking, Event, Registration

State = Registration.State


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
