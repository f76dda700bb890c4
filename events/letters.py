"""Write a mail about a registration, and with it what the calendar of its reader must do.

The words say what was true when the cause was. The calendar is told how somebody stands now: two
mails that are written in another order than their causes still leave it right. Each request or
cancellation to one address about one event has a higher number than the one before (RFC 5546,
SEQUENCE), also over a new sign-up; number and mail are stored together, or neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from brink.jobs.models import Job
from brink.mail.outgoing import Mail, queue_mail
from events import itip
from events.door.codes import code_pictures
from events.groups import links as booking_links
from events.groups.mail import contact_words
from events.messages import LINK, TO_ASKED, describe
from events.models import Booking, Registration
from events.online_link import link_for
from events.queries import EventRow
from events.series import numbered_row

State = Registration.State

WITH = ("person", "event__place__municipality", "event__series", "booking__contact")
#: What a mail of an occasion may ask of a calendar; all others ask nothing.
REQUESTS = ("confirmed", "promoted", "changed", "switched", "link")
CANCELS = ("cancelled", "called-off", "taken-off", "pending", "refused")


@dataclass(frozen=True)
class Letter:
    """A mail to be written. The same `subject` twice is one mail, and one number."""

    registration: int
    occasion: str
    subject: str
    #: how somebody stood at the cause: fields of the registration
    stood: dict[str, Any] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    #: whether it goes to the contact of a group, for all who claimed no place of their own
    contact: bool = False
    #: the change of the event that it tells; nothing is written once there is a later one
    sequence: int | None = None
    #: what one may refuse; it goes to who has a place
    topic: str = ""
    expires: datetime | None = None


def post_all(letters: Iterable[Letter]) -> None:
    """Write each; one that cannot be written keeps nobody from theirs, and is raised at the end."""
    failed: Exception | None = None
    for letter in letters:
        try:
            post(letter)
        except Exception as error:  # whatever it is, the next may be well
            failed = error
    if failed:
        raise failed


@transaction.atomic
def post(letter: Letter) -> None:
    """Write it and store it in the outbox; nothing for who is gone, or for what was overtaken.

    And nothing for who has no address: whom an organiser put on the list without one.
    """
    kin, key = lock_kin(letter.registration), f"mail:{letter.subject}"
    if not kin or Job.objects.filter(key=key).exists():
        return
    found = Registration.objects.select_related(*WITH)
    registration = found.get(pk=letter.registration)
    if is_idle(letter, registration):
        return
    reader = reader_of(letter, registration)
    row = numbered_row(registration.event, reader.language)
    invitation = None if letter.contact else invite(letter.occasion, registration, row, kin)
    for name, value in letter.stood.items():
        setattr(registration, name, value)
    queue_mail(
        Mail(
            key=key,
            occasion=f"events/{letter.occasion}",
            to=mailbox(letter, registration),
            language=reader.language,
            context=words_of(letter, registration, row),
            pictures=code_pictures(registration.code),
            invitation=invitation,
            topic=letter.topic,
            expires=letter.expires,
        )
    )


def reader_of(letter: Letter, registration: Registration) -> Registration | Booking:
    return (letter.contact and registration.booking) or registration


def mailbox(letter: Letter, registration: Registration) -> str:
    """Where it goes; only what is about being asked goes to an address that a contact gave."""
    if letter.occasion in TO_ASKED:
        return registration.invited_email
    return reader_of(letter, registration).email


def words_of(letter: Letter, registration: Registration, row: EventRow | None) -> dict[str, Any]:
    """What the mail can say; to a contact of a group it is about the group."""
    words = describe(registration, row)
    if letter.contact:
        words |= contact_words(registration, row, letter.words)
    if letter.occasion in TO_ASKED:
        words["claim_url"] = booking_links.proof_address(registration, registration.invited_email)
    return words | letter.words


def lock_kin(pk: int) -> list[Registration]:
    """All registrations of one address at one event, locked, so that two mails never number alike.

    Read before the event is: what it says then is not older than any mail before.
    """
    known = Registration.objects.filter(pk=pk).values_list("event_id", "email").first()
    if known is None:
        return []
    event_id, email = known
    is_same = Q(event_id=event_id, email=email) if email else Q(pk=pk)  # of a group, not claimed
    return list(Registration.objects.select_for_update().filter(is_same).order_by("pk"))


def is_idle(letter: Letter, registration: Registration) -> bool:
    """Whether it need not be written any more."""
    is_overtaken = letter.sequence not in (None, registration.event.sequence)
    is_other = registration.invited_email != letter.words.get("invited", registration.invited_email)
    is_refused = bool(letter.topic and registration.state != State.CONFIRMED)
    is_of_nobody = registration.person.erased_at is not None
    is_nowhere = not mailbox(letter, registration)
    has_no_link = letter.occasion == LINK and not link_for(registration)
    return any((is_overtaken, is_other, is_refused, is_of_nobody, is_nowhere, has_no_link))


def invite(
    occasion: str, registration: Registration, row: EventRow | None, kin: list[Registration]
) -> bytes | None:
    """The calendar's part of a mail, numbered; None where a calendar has nothing to do."""
    is_held = not registration.event.is_cancelled
    if occasion in REQUESTS and row and is_held and registration.state == State.CONFIRMED:
        number(registration, kin)
        return itip.request(registration, row, timezone.now())
    is_expected = is_held and any(other.state == State.CONFIRMED for other in kin)
    if occasion in CANCELS and registration.sequence and not is_expected:
        number(registration, kin)
        return itip.cancel(registration, row, timezone.now())
    return None


def number(registration: Registration, kin: list[Registration]) -> None:
    last = max(other.sequence for other in kin)
    registration.sequence = max(last + 1, registration.event.sequence)
    Registration.objects.filter(pk=registration.pk).update(sequence=registration.sequence)
