"""What a browser remembers of a sign-up, so that the next page can say where we mailed, and when.

The page tells only what this browser did itself: when a mail really went out would tell a stranger
whether somebody signed up with the address before. It holds true all the same: the mail of a
sign-up is sent again once, to who asks for it a while after any request.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from events.messages import PAUSE
from events.models import Registration

COOKIE = "signed-up"
#: So long the browser remembers it.
KEPT = timedelta(hours=1)
#: So long the page shows the address; the next to sit at this computer should not read it.
SHOWN = timedelta(minutes=10)


@dataclass(frozen=True)
class Receipt:
    """The registration, by a name that is no address; when it was first asked for, and again."""

    uid: str
    asked: datetime
    repeated: datetime | None = None

    @classmethod
    def read(cls, request: HttpRequest) -> "Receipt | None":
        """What the browser brings along; None when it is old, forged or absent."""
        text = request.get_signed_cookie(COOKIE, default="", max_age=KEPT) or ""
        uid, *moments = text.split(".")
        if not moments or not all(moment.isdecimal() for moment in moments):
            return None
        found = cls(uid, *(datetime.fromtimestamp(int(each), UTC) for each in moments[:2]))
        return found if found.is_younger(KEPT) else None

    @classmethod
    def of(cls, registration: Registration, request: HttpRequest) -> "Receipt":
        """The receipt of a sign-up: the one from within the hour if it is the same again."""
        known = cls.read(request)
        if known is None or known.uid != registration.uid.hex:
            return cls(registration.uid.hex, timezone.now())
        return replace(known, repeated=timezone.now()) if known.is_due else known

    @property
    def is_fresh(self) -> bool:
        """Whether the page still shows the address."""
        return self.is_younger(SHOWN) or bool(self.repeated and is_within(self.repeated, SHOWN))

    @property
    def is_due(self) -> bool:
        """Whether the mail is sent again to who asks for it now."""
        return self.repeated is None and timezone.now() >= self.again

    @property
    def again(self) -> datetime:
        """From when the mail is sent again; in whole minutes, as the page says it."""
        return (self.asked + PAUSE + timedelta(minutes=1)).replace(second=0, microsecond=0)

    def is_younger(self, age: timedelta) -> bool:
        return is_within(self.asked, age)

    def give(self, response: HttpResponse, path: str) -> None:
        moments = [self.asked, self.repeated] if self.repeated else [self.asked]
        response.set_signed_cookie(
            COOKIE,
            ".".join([self.uid, *(str(int(each.timestamp())) for each in moments)]),
            max_age=KEPT,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def is_within(moment: datetime, age: timedelta) -> bool:
    return timezone.now() < moment + age
