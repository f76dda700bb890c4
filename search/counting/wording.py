"""Which queries are counted, and as which words. Who asks stays out of it, so far as words tell."""

import re

from search.language.words import compose, tokens

LONGEST = 100
#: So many digits, together or with spaces and dashes between, are a number of somebody.
LONG_NUMBER = re.compile(r"(?:\d[\s().+/-]*){6,}")
#: A postcode with the number of a house after it or before it, which no year is.
HOUSE = re.compile(
    r"\b[1-9]\d{3}\s?[a-z]{2}[\s,-]*(?!(?:19|20)\d\d\b)\d{1,4}\b"
    r"|\b\d{1,4}[\s-]?[a-z]{0,2}[\s,]+[1-9]\d{3}\s?[a-z]{2}\b"
)
ADDRESS = re.compile(r"\S@\S|https?://|\bwww\.", re.IGNORECASE)


def counted_as(text: str) -> str:
    """A query as it is counted, the same however it was typed; empty for what is not.

    Not counted are those that look like an e-mail address, a telephone number or another long
    number, or the postcode of a house; and those longer than `LONGEST`: that is a letter, not a
    query.
    """
    words = " ".join(compose(text).casefold().split())
    is_personal = any(sign.search(words) for sign in (ADDRESS, LONG_NUMBER, HOUSE))
    has_word = next(tokens(words), None) is not None
    return words if has_word and len(words) <= LONGEST and not is_personal else ""
