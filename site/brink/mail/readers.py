"""By what we know a reader who refused mail, without keeping the address."""

from django.conf import settings
from django.utils.crypto import salted_hmac


def hash_of(email: str) -> str:
    """What is stored of an address: without our key nobody can try addresses against it."""
    return names_of(email)[0]


def names_of(email: str) -> list[str]:
    """All that may be stored of it: by the key of now, by those before, and from before any."""
    address = email.lower()
    return [*(digest(address, key) for key in keys()), address]


def keys() -> list[str]:
    """The first is written with. A wish outlives the secret of a site, so it may have its own."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [settings.MAIL_REFUSAL_KEY, *secrets] if settings.MAIL_REFUSAL_KEY else secrets


def digest(address: str, key: str) -> str:
    return salted_hmac("brink.mail.readers", address, secret=key, algorithm="sha256").hexdigest()
