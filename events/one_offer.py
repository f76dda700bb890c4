"""One person holds one offer: also an account that waits under two addresses at one event."""

from collections.abc import Iterable
from functools import cached_property

from allauth.account.models import EmailAddress

from events.groups.party import is_led
from events.models import Event, Registration

State = Registration.State


class OneOffer:
    """Which accounts have an offer at an event; asked only when there is a place to offer.

    The contact of a group answers for all of it, so its people are not counted.
    """

    def __init__(self, event: Event) -> None:
        self.event = event

    def has_one(self, row: Registration) -> bool:
        return not is_led(row) and self.accounts.get(row.pk) in self.served

    def note(self, rows: Iterable[Registration]) -> None:
        """These are offered a place as well."""
        self.served.update(self.accounts[row.pk] for row in rows if row.pk in self.accounts)

    @cached_property
    def accounts(self) -> dict[int, int]:
        """Whose each registration is, as far as it is of an account or an address it has proven."""
        emails = {row.email for row in self.rows}
        addresses = EmailAddress.objects.filter(verified=True, email__in=emails)
        proven = dict(addresses.values_list("email", "user"))
        owners = {row.pk: row.person.user_id or proven.get(row.email) for row in self.rows}
        return {pk: user for pk, user in owners.items() if user}

    @cached_property
    def served(self) -> set[int]:
        offered = {row.pk for row in self.rows if row.state == State.OFFERED}
        return {user for pk, user in self.accounts.items() if pk in offered}

    @cached_property
    def rows(self) -> list[Registration]:
        asked = self.event.registrations.filter(state__in=(State.WAITING, State.OFFERED))
        return list(asked.select_related("person"))
