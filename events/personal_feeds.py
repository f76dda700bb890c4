"""Personal calendar addresses: who has which, told once, dead at once.

A calendar programme sends no password, so the address itself is the key: the one exception to
"no secrets in addresses" (ASVS 14.2.1). Therefore it has 256 random bits of which only a hash is
stored, lets nobody do anything but read, and each device has its own, to be withdrawn alone.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from brink.people.models import User
from events.models import PersonalFeed, Registration
from events.ownership import registrations_of

#: More than anybody has devices; a list of them stays one that can be read.
MOST = 10
#: So soon the same words again are a double click, and no second wish, of a form without a key.
TWICE = timedelta(seconds=30)
#: So long a read is not written down again.
NOTED = timedelta(hours=1)
#: So many reads of one address in so many seconds: enough for a household that shares it.
READS, WINDOW = 30, 300


class NameTakenError(Exception):
    """The owner has an address of that name."""


class TooManyError(Exception):
    """The owner has as many addresses as anybody may have."""


@dataclass(frozen=True)
class Owner:
    """An account, or an address that a guest has proven by a mailed link."""

    user: User | None = None
    email: str = ""

    def feeds(self) -> QuerySet[PersonalFeed]:
        """An account also has those that were made for its proven addresses, as a guest."""
        if self.user is None:
            return PersonalFeed.objects.filter(user=None, email=self.email)
        proven = EmailAddress.objects.filter(user=self.user, verified=True).values("email")
        return PersonalFeed.objects.filter(Q(user=self.user) | Q(user=None, email__in=proven))

    def holder(self) -> "Owner":
        """Among whose addresses a new one counts: of a guest those of the account, if there is one.

        Who has the mail of an account has both forms at hand.
        """
        proven = EmailAddress.objects.filter(email=self.email, verified=True)
        found = None if self.user else proven.select_related("user").first()
        return Owner(user=found.user) if found else self

    def lock(self) -> None:
        """Two forms sent at once are counted one after the other, also of account and guest.

        The account first, then of each proven address the row at which its guest waits.
        """
        emails = [self.email]
        if self.user is not None:
            hold(User.objects.filter(pk=self.user.pk))
            proven = EmailAddress.objects.filter(user=self.user, verified=True)
            emails = sorted(proven.values_list("email", flat=True))
        for email in emails:
            hold(Registration.objects.filter(email=email).order_by("pk"))


def hold(rows: QuerySet) -> None:
    """Lock the first of them until the transaction ends."""
    rows.select_for_update(no_key=True).values_list("pk").first()


@transaction.atomic
def make_feed(
    owner: Owner, *, name: str, alarm: int | None, language: str, key: UUID | None = None
) -> str:
    """A new address; gives its token, which is stored nowhere.

    The same form sent again, told by its `key`, gives the same token until that is withdrawn: a
    reload neither makes another nor ends what was copied. Of a form without one the last page
    has what works. Raises `NameTakenError` or `TooManyError`; then nothing is stored.
    """
    holder = owner.holder()
    holder.lock()
    twins = feeds_made_by(owner).filter(name=name, alarm=alarm, language=language)
    if key and (token := told_before(twins, key)):
        return token
    if not key:
        unseen(twins).delete()
    refuse(holder, name)
    salt = secrets.token_urlsafe(32)
    token = token_of(salt, key) if key else salt
    PersonalFeed.objects.create(
        user=owner.user,
        email=owner.email,
        name=name,
        alarm=alarm,
        language=language,
        token_hash=hash_of(token),
        form_salt=salt if key else "",
    )
    return token


def refuse(holder: Owner, name: str) -> None:
    names = [known.casefold() for known in holder.feeds().values_list("name", flat=True)]
    if name.casefold() in names:
        raise NameTakenError
    if len(names) >= MOST:
        raise TooManyError


def feeds_made_by(owner: Owner) -> QuerySet[PersonalFeed]:
    return PersonalFeed.objects.filter(user=owner.user, email=owner.email)


def unseen(feeds: QuerySet[PersonalFeed]) -> QuerySet[PersonalFeed]:
    """What was made just now and no calendar has read: perhaps nobody saw it."""
    return feeds.filter(last_used=None, created__gt=timezone.now() - TWICE)


def told_before(feeds: QuerySet[PersonalFeed], key: UUID) -> str:
    """The token that the form of this key led to; empty where it led to none that lives."""
    made = {hash_of(token): token for token in (token_of(feed.form_salt, key) for feed in feeds)}
    return next((made[feed.token_hash] for feed in feeds if feed.token_hash in made), "")


def token_of(salt: str, key: UUID) -> str:
    """256 bits of which we keep one half and the form the other."""
    digest = salted_hmac("events.personal_feeds", salt + key.hex, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """Of 256 random bits a plain hash is enough, and it is found by an index in constant time."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def find_feed(token: str) -> PersonalFeed | None:
    return living_feeds().filter(token_hash=hash_of(token)).select_related("user").first()


def living_feeds() -> QuerySet[PersonalFeed]:
    """Those whose owner is still with us, asked at each read, so that closing ends them at once.

    That of a guest lives as long as somebody of its address is known, and no account to which the
    address belongs is closed.
    """
    known = Registration.objects.filter(email=OuterRef("email"), person__erased_at=None)
    closed = EmailAddress.objects.filter(
        email=OuterRef("email"), verified=True, user__is_active=False
    )
    of_account = Q(user__is_active=True, user__person__erased_at=None)
    return PersonalFeed.objects.filter(of_account | Q(Exists(known), ~Exists(closed), user=None))


def account_goes(sender: type[User], instance: User, **kwargs: Any) -> None:
    """An account takes along what was made for its addresses before it was there."""
    Owner(user=instance).feeds().delete()


def registrations_in(feed: PersonalFeed) -> QuerySet[Registration]:
    """Whatever the address may show: of its account all, of a guest that of the one address."""
    if feed.user is not None:
        return registrations_of(feed.user)
    return Registration.objects.filter(email=feed.email)


def note_use(feed: PersonalFeed) -> None:
    """Write down that it is in use, once an hour at most: the only thing that a read changes."""
    now = timezone.now()
    if feed.last_used is None or feed.last_used < now - NOTED:
        PersonalFeed.objects.filter(pk=feed.pk).update(last_used=now)


def seconds_to_wait(feed: PersonalFeed) -> int:
    """How long until it may be read again; 0 for now. All processes count together.

    A cache in the database may lose a count when two reads coincide: it bounds, it does not bill.
    """
    number, gone = divmod(int(timezone.now().timestamp()), WINDOW)
    name = f"personal-feed:{feed.pk}:{number}"
    cache.add(name, 0, timeout=WINDOW)
    try:
        reads = cache.incr(name)
    except ValueError:  # thrown out in between, to make room
        return 0
    return WINDOW - gone if reads > READS else 0
