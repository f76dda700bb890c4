"""All words of the index, each with how many items have it: for words that were typed wrong.

Kept in the transaction that writes the words, so it never holds one of what is published no longer.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q

from search.language.spelling import Speller, offer_edits
from search.models import Word

#: What a reader may be led to: no numbers and codes, nothing so short that all is near to it.
TELLING = re.compile(r"[^\W\d_]{4,30}")
ADD = """INSERT INTO search_word (word, beginning, length, items) VALUES (%s, %s, %s, %s)
    ON CONFLICT (word) DO UPDATE SET items = search_word.items + excluded.items"""
#: Two writers would else wait for each other's words.
LOCK = "LOCK TABLE search_word IN SHARE ROW EXCLUSIVE MODE"


def lock() -> None:
    """Let nobody else count until the end of this transaction; SQLite has one writer anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(LOCK)


def count(old: Iterable[set[str]], new: Iterable[set[str]]) -> None:
    """Items had the words of `old`, and now have those of `new`."""
    change: Counter[str] = Counter()
    for words in new:
        change.update(words)
    for words in old:
        change.subtract(words)
    rows = [
        (word, word[0], len(word), items)
        for word, items in sorted(change.items())
        if items and TELLING.fullmatch(word)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(ADD, rows)


def speller_for(words: Sequence[str]) -> Speller:
    """Knows all words that any of these may stand for; one query, none for no words."""
    near = [near_to(word) for word in words if offer_edits(word)]
    if not near:
        return Speller([])
    found = Word.objects.filter(reduce(or_, near), items__gt=0)
    return Speller(found.values_list("word", "items"))


def items_with(words: Iterable[str]) -> dict[str, int]:
    """How many items have each of these words; one query."""
    return dict(Word.objects.filter(word__in=set(words)).values_list("word", "items"))


def near_to(word: str) -> Q:
    edits = offer_edits(word)
    return Q(beginning=word[0], length__range=(len(word) - edits, len(word) + edits))
