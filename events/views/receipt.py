"""What a browser remembers of a sign-up, so that the next page can say where we mailed, and when.

The page tells only what this browser did itself: when a mail really went out would tell a stranger
whether somebody signed up with the address before. It holds true all the same: we mail a sign-up
once an hour at most, so an hour after any request for it the next one is mailed again.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from events.models import Registration

COOKIE = "signed-up"
#: So long a mail is not sent again.
PAUSE = timedelta(hours=1)
#: So long the page shows the address; the next to sit at this computer should not read it.
SHOWN = timedelta(minutes=10)


@dataclass(frozen=True)
class Receipt:
    """The registration, by a name that is no address, and when it was first asked for."""

    uid: str
    asked: datetime

    @classmethod
    def read(cls, request: HttpRequest, max_age: timedelta = PAUSE) -> "Receipt | None":
        """What the browser brings along; None when it is old, forged or absent."""
        text = request.get_signed_cookie(COOKIE, default="", max_age=max_age) or ""
        uid, _dot, seconds = text.partition(".")
        if not seconds.isdecimal():
            return None
        found = cls(uid, datetime.fromtimestamp(int(seconds), UTC))
        return found if timezone.now() < found.asked + PAUSE else None

    @classmethod
    def of(cls, registration: Registration, request: HttpRequest) -> "Receipt":
        """The receipt of a sign-up: the one from within the hour if it is the same again."""
        known = cls.read(request)
        is_same = known is not None and known.uid == registration.uid.hex
        return known if known and is_same else cls(registration.uid.hex, timezone.now())

    @property
    def again(self) -> datetime:
        """From when the mail is sent again; in whole minutes, as the page says it."""
        return (self.asked + PAUSE + timedelta(minutes=1)).replace(second=0, microsecond=0)

    def give(self, response: HttpResponse, path: str) -> None:
        response.set_signed_cookie(
            COOKIE,
            f"{self.uid}.{int(self.asked.timestamp())}",
            max_age=PAUSE,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
