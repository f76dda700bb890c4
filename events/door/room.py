"""The code on the screen in the room: people who see it say themselves that they are there.

It is another one each half minute, made of a secret of the event, so a photo that is sent home is
worth nothing a minute later. Who scanned it in time has ten minutes to say who they are: a signed
cookie on that phone, which is good for a few tries and for one person; who scans again within that
time keeps it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from brink.mail.limits import take
from events.models import Event

STEP = 30
#: From so long before the start until the end.
BEFORE = timedelta(minutes=30)
#: So long a phone that scanned the code may say whose it is.
TO_SAY = timedelta(minutes=10)
SECONDS = int(TO_SAY.total_seconds())
TRIES = 5
COOKIE = "in-the-room"


def is_open(event: Event, now: datetime) -> bool:
    return not event.is_cancelled and event.start - BEFORE <= now <= event.end


def code_at(event: Event, now: datetime) -> str:
    """80 bits that only this site can make, for this event and this half minute."""
    return code_of_step(event, step_at(now))


def is_shown(event: Event, code: str, now: datetime) -> bool:
    """Whether the screen shows this code, or did until a moment ago: cameras and networks lag."""
    steps = (step_at(now), step_at(now) - 1)
    return any(constant_time_compare(code_of_step(event, step), code) for step in steps)


def seconds_left(now: datetime) -> int:
    """How long the code on the screen is the newest."""
    return STEP - int(now.timestamp()) % STEP


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // STEP


def code_of_step(event: Event, step: int) -> str:
    """Keyed by what only the server knows: an event of an older version may have no secret yet."""
    text = f"{event.key}:{event.room_secret}:{step}"
    return salted_hmac("events.room", text, algorithm="sha256").hexdigest()[:20]


@dataclass(frozen=True)
class Phone:
    """What a phone keeps of its scan: at which event it was, and a name for its tries."""

    event: UUID
    nonce: str

    @classmethod
    def read(cls, request: HttpRequest, event: Event) -> "Phone | None":
        """None when it is of another event, older than ten minutes, forged or absent."""
        text = request.get_signed_cookie(COOKIE, default="", max_age=TO_SAY) or ""
        key, _dot, nonce = text.partition(".")
        return cls(event.key, nonce) if nonce and key == event.key.hex else None

    @classmethod
    def give(cls, response: HttpResponse, event: Event) -> None:
        text = f"{event.key.hex}.{get_random_string(16)}"
        response.set_signed_cookie(COOKIE, text, max_age=TO_SAY, **cookie_rules())

    def take_try(self) -> bool:
        """Whether this phone may name one more code or address; counts it if so."""
        return take("room", self.nonce, TRIES, period=SECONDS)

    def is_for(self, who: str) -> bool:
        """One phone is one person, the first that was named by it: once or several times.

        For all that use one cache; what lies there names nobody.
        """
        key, named = f"room:{self.nonce}", salted_hmac("events.door.room.who", who).hexdigest()
        return cache.add(key, named, timeout=SECONDS) or cache.get(key) == named

    def keep(self, outcome: str) -> None:
        """What came of it, for the page that follows."""
        cache.set(f"room.said:{self.nonce}", outcome, timeout=SECONDS)

    def outcome(self) -> str | None:
        """None where nothing was said, or too long ago."""
        found: str | None = cache.get(f"room.said:{self.nonce}")
        return found


def cookie_rules() -> dict[str, Any]:
    return {"secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Lax"}
