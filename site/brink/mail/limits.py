"""Bounds on the mail that a visitor without proof can cause: nobody is bombed by way of this site.

Counted in the cache, so in all processes together. Tickets are named by a keyed hash: who reads the
cache does not learn who gets mail. Each lies there for an hour or a day; to take one is atomic in
every cache, also when two ask at once. In a table of the database it is part of the transaction: a
cause that is rolled back gives its ticket back.
"""

import logging

from django.core.cache import cache
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

HOUR = 3600
DAY = 24 * HOUR
#: All such mail to one address together, whatever the purposes.
OVERALL_AN_HOUR = 10


def take_ticket(purpose: str, address: str, per_hour: int) -> bool:
    """Whether this address may get one more mail of this purpose now; counts it if so."""
    return take(purpose, address, per_hour) and take("", address, OVERALL_AN_HOUR)


def take(purpose: str, address: str, number: int, period: int = HOUR) -> bool:
    """One of so many tickets in a period."""
    tickets = tickets_of(purpose, address, number)
    return any(cache.add(each, 1, timeout=period) for each in tickets) or not are_gone(tickets)


def is_used_up(purpose: str, address: str, number: int) -> bool:
    """Whether `take` would refuse just now; takes nothing."""
    return len(cache.get_many(tickets_of(purpose, address, number))) == number


def tickets_of(purpose: str, address: str, number: int) -> list[str]:
    name = salted_hmac(f"brink.mail.limits.{purpose}", address.lower()).hexdigest()
    return [f"mail:{name}:{n}" for n in range(number)]


def are_gone(tickets: list[str]) -> bool:
    """Whether somebody has each. A cache in a table refuses one also when it cannot write just now;
    who comes at such a moment did nothing wrong.
    """
    number = len(cache.get_many(tickets))
    if number < len(tickets):
        logger.warning("A mail was not counted: the cache wrote no ticket.")
    return number == len(tickets)
