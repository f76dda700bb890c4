"""Whose saved searches: of an account, or of an address that a mailed link has proven."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Q

from brink.people.models import User
from search.models import SavedSearch
from search.saved.model import SavedSearchQuerySet

#: More than anybody reads mail about; a list of them stays one that can be read.
MOST = 20


class TooManyError(Exception):
    """The owner has as many saved searches as anybody may have."""


@dataclass(frozen=True)
class Owner:
    user: User | None = None
    email: str = ""

    def searches(self) -> SavedSearchQuerySet:
        """An account also has those that were confirmed at its proven addresses, as a guest."""
        found = SavedSearch.objects.exclude(confirmed=None).order_by("pk")
        if self.user is None:
            return found.filter(user=None, email=self.email)
        proven = EmailAddress.objects.filter(user=self.user, verified=True).values("email")
        return found.filter(Q(user=self.user) | Q(user=None, email__in=proven))

    def lock(self) -> None:
        """Two that are saved at once are counted one after the other.

        A guest has no row of their own: those wait at what was asked for with the address.
        """
        if self.user is not None:
            rows = User.objects.filter(pk=self.user.pk)
            list(rows.select_for_update(no_key=True).values_list("pk"))
            return
        asked = SavedSearch.objects.filter(user=None, email=self.email).order_by("pk")
        list(asked.select_for_update(no_key=True).values_list("pk"))

    def refuse_more(self) -> None:
        if self.searches().count() >= MOST:
            raise TooManyError
