"""Text in a link that nobody can read or make: addresses do not stand in logs and histories."""

import base64
import hashlib
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(purpose: str, text: str) -> str:
    return cipher(purpose).encrypt(text.encode()).decode().rstrip("=")


def unseal(purpose: str, sealed: str, age: timedelta | None = None) -> str | None:
    """What was sealed for this purpose; None when it is not ours, or older than `age`."""
    padded = sealed + "=" * (-len(sealed) % 4)
    try:
        return cipher(purpose).decrypt(padded, int(age.total_seconds()) if age else None).decode()
    except (InvalidToken, ValueError):
        return None


def cipher(purpose: str) -> MultiFernet:
    """Keys of this purpose alone, from the secret of the site and those before it."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(key(purpose, secret)) for secret in secrets])


def key(purpose: str, secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"{purpose}\0{secret}".encode()).digest())
