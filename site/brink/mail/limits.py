"""Bounds on the mail that a visitor without proof can cause: nobody is bombed by way of this site.

Counted in the cache, so in all processes together. Tickets are named by a keyed hash: who reads the
cache does not learn who gets mail. Each lies there for an hour; to take one is atomic in every
cache, also when two ask at once. In a table of the database it is part of the transaction: a cause
that is rolled back gives its ticket back.
"""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

HOUR = 3600
#: All such mail to one address together, whatever the purposes.
OVERALL_AN_HOUR = 10


def take_ticket(purpose: str, address: str, per_hour: int) -> bool:
    """Whether this address may get one more mail of this purpose now; counts it if so."""
    return take(purpose, address, per_hour) and take("", address, OVERALL_AN_HOUR)


def take(purpose: str, address: str, per_hour: int) -> bool:
    name = salted_hmac(f"brink.mail.limits.{purpose}", address.lower()).hexdigest()
    return any(cache.add(f"mail:{name}:{n}", 1, timeout=HOUR) for n in range(per_hour))
