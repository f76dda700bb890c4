"""Save a search: at once for an account, by a mailed link for an address without proof.

Whoever asks for mail asks for all of this kind again, also who refused it before.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from brink.mail import topics
from brink.mail.limits import DAY, take, take_ticket
from brink.mail.outgoing import queue_mail
from brink.people.models import User
from search.models import SavedSearch
from search.saved.letters import TOPIC, ask_to_confirm
from search.saved.owner import Owner
from search.saved.wish import Wish

#: So many links an hour and a day to an address that did not prove it asked.
LINKS_AN_HOUR, LINKS_A_DAY = 5, 10
PURPOSE = "saved-search"
#: So soon the same again is a double click or a reload, and no second wish.
TWICE = timedelta(seconds=30)


class TooMuchMailError(Exception):
    """We send this address no more links now; nothing was stored."""


@transaction.atomic
def save_for(user: User, wish: Wish, frequency: str) -> SavedSearch:
    """Mail the account what is new; a search it has already gets this frequency.

    Raises `TooManyError`; then nothing is stored.
    """
    owner = Owner(user=user)
    owner.lock()
    same = {"query": wish.query, "language": wish.asked.lang}
    saved = owner.searches().filter(**same).select_for_update(no_key=True).first()
    if saved is None:
        owner.refuse_more()
        now = timezone.now()
        return start(SavedSearch(user=user, confirmed=now, frequency=frequency, **same))
    saved.frequency = frequency
    return start(saved, "frequency")


def start(saved: SavedSearch, *changed: str) -> SavedSearch:
    """Store a new search, or what changed of a known one: what it was told is of who tells it."""
    saved.save(update_fields=changed or None)
    topics.take_back(saved.address, TOPIC)
    return saved


@transaction.atomic
def ask(email: str, wish: Wish, frequency: str) -> None:
    """Mail the address a link to confirm it, once for a double click.

    What it has confirmed before is left as it is: whoever asks may be a stranger. Raises
    `TooMuchMailError`.
    """
    now = timezone.now()
    saved, is_new = SavedSearch.objects.get_or_create(
        user=None,
        email=email.lower(),
        query=wish.query,
        language=wish.asked.lang,
        defaults={"frequency": frequency, "asked": now},
    )
    before = SavedSearch.objects.filter(pk=saved.pk, asked__lt=now - TWICE)
    if is_new or before.update(asked=now):
        refuse_bombing(saved.email)
        queue_mail(ask_to_confirm(saved, frequency, now))


def refuse_bombing(email: str) -> None:
    may_hour = take_ticket(PURPOSE, email, LINKS_AN_HOUR)
    if not (may_hour and take(f"{PURPOSE}.day", email, LINKS_A_DAY, DAY)):
        raise TooMuchMailError


@transaction.atomic
def confirm(saved: SavedSearch, frequency: str) -> SavedSearch | None:
    """The reader of the mail says yes; a second time it is the same. None where it is gone.

    Raises `TooManyError`.
    """
    owner = Owner(email=saved.email)
    owner.lock()
    current = SavedSearch.objects.filter(pk=saved.pk).select_for_update(no_key=True).first()
    if current is None:
        return None
    if current.confirmed is None:
        owner.refuse_more()
        current.confirmed = timezone.now()
    current.frequency = frequency
    return start(current, "frequency", "confirmed")
