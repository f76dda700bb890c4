"""What happens to the proofs of an address when staff give a login another one."""

from allauth.account.models import EmailAddress
from django.db import transaction

from brink.people.models import Person, User


@transaction.atomic
def replace_address(user: User) -> None:
    """Make the address of the login its only one, to be proven again at the next sign-in.

    The old ones lose all power: they no longer sign in, reset the password or show an agenda.
    """
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    Person.objects.filter(user=user).update(email=user.email)
