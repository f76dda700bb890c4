"""People who signed up without an account, and how an account takes over what is theirs.

Only by hand and after the address was verified: colleagues and families share a mailbox.
"""

from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.db import IntegrityError, models, transaction

from brink.people.models import Person, User

#: Moves what an app keeps of a guest to a person, by its own rules: `take_over(guest, person)`.
TakeOver = Callable[[Person, Person], None]
#: Apps that have such rules add theirs when they are ready; all else is pointed to the person.
TAKE_OVERS: list[TakeOver] = []
#: Locks what an app keeps of somebody, until the end of the transaction; may raise `BusyError`.
HOLDERS: list[Callable[[Person], None]] = []


class BusyError(Exception):
    """Something of the guest was in use for too long; nothing has changed."""


def claimable_by(user: User) -> models.QuerySet[Person]:
    """Persons without a login who gave an address that this user has verified."""
    verified = EmailAddress.objects.filter(user=user, verified=True).values("email")
    return Person.objects.filter(
        user=None, merged_into=None, erased_at=None, email__in=verified
    ).order_by("pk")


def hold(person: Person) -> None:
    """To be called before the row of a person is locked or written: persons come last."""
    for holder in HOLDERS:
        holder(person)


@transaction.atomic
def claim(guest: Person, *, user: User) -> bool:
    """Point everything of `guest` to the user's person. What that person has already stays put.

    Sent twice it happens once, and for who was erased meanwhile not at all. False when it is not
    theirs in the end. Raises `BusyError`; then nothing is stored.
    """
    hold(guest)
    guest = Person.objects.select_for_update(no_key=True).get(pk=guest.pk)
    person, _created = Person.objects.get_or_create(
        user=user, defaults={"email": user.email, "language": guest.language}
    )
    if guest.merged_into_id or guest.erased_at:
        return guest.merged_into_id == person.pk
    for take_over in TAKE_OVERS:
        take_over(guest, person)
    for relation in Person._meta.related_objects:
        if isinstance(relation, models.ManyToOneRel) and relation.related_model is not Person:
            _repoint(relation, guest, person)
    guest.merged_into = person
    guest.save(update_fields=["merged_into"])
    return True


def _repoint(relation: models.ManyToOneRel, guest: Person, person: Person) -> None:
    name = relation.field.name
    for row in relation.related_model._default_manager.filter(**{name: guest}):
        setattr(row, name, person)
        try:
            with transaction.atomic():
                row.save(update_fields=[name])
        except IntegrityError:
            continue  # the person has the same, such as the same role at the same firm
