"""Which queries are counted, and as which words. Who asks stays out of it, so far as words tell."""

import re

from search.language.words import compose, tokens

LONGEST = 100
#: So many digits, together or with spaces and dashes between, are a number of somebody.
LONG_NUMBER = re.compile(r"(?:\d[\s().+/-]*){6,}")
ADDRESS = re.compile(r"\S@\S|https?://|\bwww\.", re.IGNORECASE)


def counted_as(text: str) -> str:
    """A query as it is counted, the same however it was typed; empty for what is not.

    Not counted are those that look like an e-mail address, a telephone number or another long
    number, and those longer than `LONGEST`: that is a letter, not a query.
    """
    words = " ".join(compose(text).casefold().split())
    is_personal = ADDRESS.search(words) or LONG_NUMBER.search(words)
    has_word = next(tokens(words), None) is not None
    return words if has_word and len(words) <= LONGEST and not is_personal else ""
