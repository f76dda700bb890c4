"""Whole feeds that were read lately, by their ETag: what is the same is not put together twice.

An ETag tells everything that a body depends on, so nothing here can be out of date. Each process
has its own; the oldest make room.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MOST_BODIES = 64
MOST_BYTES = 32 * 1024 * 1024

bodies: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def remember(etag: str, make: Callable[[], bytes]) -> bytes:
    """The body of an ETag, not made again while it is remembered.

    Any thread may ask; those that ask at once for what is not there each make it, all the same.
    """
    with _lock:
        if (body := bodies.get(etag)) is not None:
            bodies.move_to_end(etag)
            return body
    body = make()
    with _lock:
        bodies[etag] = body
        while len(bodies) > MOST_BODIES or sum(map(len, bodies.values())) > MOST_BYTES:
            bodies.popitem(last=False)
    return body
