"""How often a sign-up without proof makes us mail an address: it may be a stranger's.

A sign-up is mailed at once, and once more when somebody asks for it again: the first mail can get
lost. Both wait for ever for a third. What repeats an earlier mail is counted for the address over
all events, also a new sign-up at the same event within a day; so nobody gets around the bound.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from brink.mail.limits import DAY, HOUR, is_used_up, take, take_ticket
from events.groups.party import address_of, asked_together, is_led
from events.messages import CONFIRM, is_told, tell, tell_all, turn_of
from events.models import Registration
from events.places import locked

#: So many mails an hour and a day for sign-ups that prove nothing; more is bombing a stranger.
UNCONFIRMED_AN_HOUR = 5
UNCONFIRMED_A_DAY = 10
#: So many of those may repeat an earlier one.
REPEATED_A_DAY = 2
PURPOSE = "registration"


class TooManyError(Exception):
    """We send this address no more mail now; `wait` says when it may be asked again."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


def mail_again(registration: Registration) -> None:
    """Somebody asks for the mail of a sign-up again; nothing for what is no sign-up any more.

    Raises `TooManyError` or `BusyError`; then nothing is stored.
    """
    with locked(registration.event_id):
        current = Registration.objects.active().filter(pk=registration.pk).first()
        if current:
            refuse_bombing(current)
            if current.state == Registration.State.UNCONFIRMED:
                tell_all(asked_together(current), CONFIRM)
            else:
                tell(current)


def refuse_bombing(registration: Registration) -> None:
    """Bound the mails that sign-ups without proof send to one address, whatever they say.

    Who is refused for a day uses up nothing, and is not told to come back in an hour.
    """
    if is_told(registration):
        return
    address, daily = address_of(registration), daily_bounds(registration)
    if any(is_used_up(purpose, address, number) for purpose, number in daily.items()):
        raise TooManyError(timedelta(seconds=DAY))
    if not take_ticket(PURPOSE, address, UNCONFIRMED_AN_HOUR):
        raise TooManyError(timedelta(seconds=HOUR))
    if not all(take(purpose, address, number, DAY) for purpose, number in daily.items()):
        raise TooManyError(timedelta(seconds=DAY))


def daily_bounds(registration: Registration) -> dict[str, int]:
    repeated = {f"{PURPOSE}.again": REPEATED_A_DAY} if is_repeated(registration) else {}
    return {f"{PURPOSE}.day": UNCONFIRMED_A_DAY, **repeated}


def is_repeated(registration: Registration) -> bool:
    """Whether this address was mailed about this event before, as far as a day ago."""
    is_first = registration.state == Registration.State.UNCONFIRMED and not turn_of(registration)
    since = timezone.now() - timedelta(seconds=DAY)
    address = address_of(registration)
    is_same = Q(email=address) | Q(booking__email=address, booking__series=None)
    same = registration.event.registrations.filter(is_same, created__gt=since)
    if is_led(registration):
        same = same.exclude(booking=registration.booking)
    return not is_first or same.exclude(pk=registration.pk).exists()
