"""The links in mail about saved searches: sealed, so that no log holds an address."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from brink.mail.seal import seal, unseal
from search.models import SavedSearch
from search.saved.model import Frequency

CONFIRM, LIST, STOP = (f"search.saved.{name}" for name in ("confirm", "list", "stop"))
#: As long as what was not confirmed is kept (`search.saved.privacy`).
TO_CONFIRM = timedelta(days=7)
#: The list can be looked at from the mail of a season; each mail has a new link.
TO_LOOK = timedelta(days=90)


def address(name: str, token: str, language: str) -> str:
    with translation.override(language):
        return settings.BASE_URL + reverse(name, kwargs={"token": token} if token else {})


def confirm_address(saved: SavedSearch, frequency: str) -> str:
    """The choice stands in the link: who asked again may have chosen otherwise."""
    token = seal(CONFIRM, f"{saved.uid} {frequency}")
    return address("search:confirm-saved", token, saved.language)


def stop_address(saved: SavedSearch) -> str:
    """Holds for ever, as does the wish to be rid of mail."""
    return address("search:stop-saved", stop_token(saved), saved.language)


def list_address(saved: SavedSearch) -> str:
    """Of an account the page that asks to log in."""
    token = "" if saved.user_id else list_token(saved.email)
    return address("search:saved", token, saved.language)


def stop_token(saved: SavedSearch) -> str:
    return seal(STOP, str(saved.uid))


def list_token(email: str) -> str:
    return seal(LIST, email.lower())


def read_list(token: str) -> str | None:
    """The address a link is for; None when it is not ours or too old."""
    return unseal(LIST, token, TO_LOOK)


def read_confirm(token: str) -> tuple[UUID, Frequency] | None:
    opened = unseal(CONFIRM, token, TO_CONFIRM)
    if opened is None:
        return None
    uid, _space, frequency = opened.partition(" ")
    return UUID(uid), Frequency(frequency)


def read_stop(token: str) -> UUID | None:
    opened = unseal(STOP, token)
    return UUID(opened) if opened else None
