"""One form for the forms of a word. Never for both languages at once: *stage* is not *stage*.

Snowball decides, except where it goes wrong on words of this domain; those are listed. Its rules
change between versions, so an upgrade means a rebuild of the index.
"""

from functools import lru_cache
from threading import local
from typing import Any

import snowballstemmer

ALGORITHMS = {"nl": "dutch", "en": "english"}

#: A form → its root. Domain.md 5.1: forms that Snowball keeps apart, or throws together with
#: another word (*begeleiding* with *beleid*, *gezond* with *zon*, *markt* with *mark*).
OVERRIDES = {
    "nl": {
        form: root
        for root, forms in {
            "alumni": "alumnus",
            "bedrijf": "bedrijven",
            "coach": "coaches",
            "duurzaam": "duurzame duurzaamheid verduurzamen verduurzaming verduurzaamd",
            "gemeente": "gemeenten gemeentes",
            "idee": "ideeën ideeen",
            "innovatie": "innovaties innovatief innovatieve innoveren",
            "lector": "lectoren",
            "lectoraat": "lectoraten",
            "logistiek": "logistieke",
            "mark": "",
            "markt": "markten",
            "organisatie": "organisaties",
            "scan": "scans",
            "sector": "sectoren",
            "stage": "stages",
            "subsidie": "subsidies",
            "trainee": "trainees",
            "verslag": "verslagen",
        }.items()
        # The root is listed too: else the plural would be kept and the root itself stemmed.
        for form in (root, *forms.split())
    },
    "en": {"alumnus": "alumni", "alumni": "alumni", "innovation": "innovation"},
}
OVERRIDES["en"] |= dict.fromkeys(("innovations", "innovative", "innovate"), "innovation")

#: All words that begin like this are one word.
BEGINNINGS = {"nl": {"begeleid": "begeleiding", "gezond": "gezondheid"}, "en": {}}

_thread = local()


@lru_cache(maxsize=50_000)
def lemma(word: str, lang: str) -> str:
    """The lemma of a normalised word; those of two languages are never compared."""
    if root := OVERRIDES[lang].get(word):
        return root
    for beginning, root in BEGINNINGS[lang].items():
        if word.startswith(beginning):
            return root
    return stemmer(lang).stemWord(word) or word


def stemmer(lang: str) -> Any:
    """A stemmer of this thread: it keeps the word it works on, so threads may not share one."""
    if not hasattr(_thread, lang):
        setattr(_thread, lang, snowballstemmer.stemmer(ALGORITHMS[lang]))
    return getattr(_thread, lang)
