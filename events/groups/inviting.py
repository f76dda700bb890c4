"""How often a group may make us mail somebody who did not ask: they may be a stranger to it.

Two mails do that: the one that says who keeps a place for them, and the one that proves the address
of who follows a link that was passed on. Counted for the address that is mailed, over all events;
and for the contact who has it mailed.
"""

from collections.abc import Iterable
from datetime import timedelta

from brink.mail.limits import DAY, HOUR, is_used_up, take, take_ticket
from events.confirmations import TooManyError
from events.groups.party import is_asked
from events.models import Registration

INVITED_AN_HOUR = 2
INVITED_A_DAY = 4
#: So many a contact can have mailed in a day, to whomever.
BY_ONE_A_DAY = 40
PURPOSE, BY_ONE = "invited", "invited.by"
PROOF = "claim"
PROOFS_AN_HOUR = 3
PROOFS_A_DAY = 6


def may_invite(row: Registration, email: str) -> bool:
    """Whether this address may be mailed once more about a place in this group; counts it if so."""
    contact = row.booking.email if row.booking else ""
    return take(BY_ONE, contact, BY_ONE_A_DAY, DAY) and may_mail(PURPOSE, email)


def may_mail(purpose: str, email: str) -> bool:
    an_hour, a_day = BOUNDS[purpose]
    return take_ticket(purpose, email, an_hour) and take(f"{purpose}.day", email, a_day, DAY)


#: So many an hour and a day to one address.
BOUNDS = {PURPOSE: (INVITED_AN_HOUR, INVITED_A_DAY), PROOF: (PROOFS_AN_HOUR, PROOFS_A_DAY)}


def refuse_inviting(row: Registration, email: str) -> None:
    """Raise `TooManyError` before something is stored that would be mailed, and cannot be."""
    contact = row.booking.email if row.booking else ""
    if email and is_used_up(BY_ONE, contact, BY_ONE_A_DAY):
        raise TooManyError(timedelta(seconds=DAY))
    if email:
        refuse_flood(PURPOSE, email)


def refuse_flood(purpose: str, email: str) -> None:
    an_hour, a_day = BOUNDS[purpose]
    if is_used_up(f"{purpose}.day", email, a_day):
        raise TooManyError(timedelta(seconds=DAY))
    if is_used_up(purpose, email, an_hour):
        raise TooManyError(timedelta(seconds=HOUR))


def invitable(rows: Iterable[Registration]) -> list[Registration]:
    """Those with an address to which the way to claim their place may be mailed now."""
    return [row for row in rows if is_asked(row) and may_invite(row, row.invited_email)]
