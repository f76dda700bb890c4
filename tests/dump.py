"""All that a database holds, as text in which a word can be looked for (reliability.md, test 33).

What stands there in another spelling is spelled out: base64 in JSON, hexadecimal bytes, escapes,
sessions. A word that is not found is not there.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from urllib.parse import unquote

from django.contrib.sessions.models import Session
from django.db import connection

BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
HEX = re.compile(r"(?:X'|\\x)([0-9a-fA-F]{16,})")


def dump() -> str:
    """Rows of all tables as the server writes them, with what is coded in them."""
    rows = sqlite_rows() if connection.vendor == "sqlite" else postgresql_rows()
    sessions = "\n".join(str(session.get_decoded()) for session in Session.objects.iterator())
    text = f"{rows}\n{sessions}"
    return "\n".join([text, *decoded(text), unescaped(text), unquote(text)])


def sqlite_rows() -> str:
    connection.ensure_connection()
    return "\n".join(connection.connection.iterdump())


def postgresql_rows() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        return "\n".join(copied(cursor, name) for name in names)


def copied(cursor: object, name: str) -> str:
    with cursor.copy(f'COPY "{name}" TO STDOUT') as rows:
        return name + "\n" + b"".join(bytes(row) for row in rows).decode()


def decoded(text: str) -> list[str]:
    found = [unbase(match) for match in BASE64.findall(text)]
    return found + [bytes.fromhex(match).decode(errors="replace") for match in HEX.findall(text)]


def unbase(text: str) -> str:
    padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
    try:
        return base64.b64decode(padded, altchars=b"-_" if set(text) & set("-_") else None).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def unescaped(text: str) -> str:
    return re.sub(r"\\+u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)


def places(words: Iterable[str]) -> dict[str, list[str]]:
    """Where each word stands, whatever its case: the text around it. Nothing of what is nowhere."""
    text = dump()
    found = {word: re.finditer(re.escape(word), text, re.IGNORECASE) for word in words}
    around = {
        word: [text[max(0, at.start() - 90) : at.end() + 40] for at in found[word]]
        for word in found
    }
    return {word: texts for word, texts in around.items() if texts}
