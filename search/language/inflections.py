"""What a Dutch word may be a form of, by its ending. Only what the lexicon has counts."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from search.language.lexicon import is_word, part_counts
from search.language.syllables import closed, opened

#: Before the *-s* of plurals: *trainees, ondernemers, modems*; what never is one: *kas, kennis*.
BEFORE_S = ("a", "e", "i", "o", "u", "y", "el", "em", "en", "er", "eur", "ing", "or")
NEVER_PLURAL = ("ss", "us", "is", "as", "os")
#: What adjectives end in, before the *-e* that they get.
ADJECTIVE = re.compile(
    r"(aal|air|ant|baar|eel|ent|eus|ief|iek|iem|ig|isch|lijk|loos|rijk|vol|vrij|zaam)$"
)
#: Of verbs that have no *ge-* before their participle.
PREFIXES = ("be", "ge", "her", "ont", "ver", "mis", "over", "onder", "voor", "om", "door")
#: Of verbs that have it after one of these: *uitgewerkt*.
AFTER = """
aan achter af bij binnen door in mee na om onder op over samen tegen terug toe uit vast vol voor
voort weg weer
"""
SEPARABLE = tuple(AFTER.split())
SEPARATED = re.compile(f"({'|'.join(SEPARABLE)})(?=ge.{{3}})")
SHORTEST, SHORTEST_BASE, SHORTEST_ACTIVE = 4, 3, 6
FEWEST_AFTER = 5


def base_of(word: str) -> str | None:
    """The word that this is a form of, or another form of it; None for what is no form."""
    if len(word) < SHORTEST:
        return None
    return next(
        (base for base in bases(word) if len(base) >= SHORTEST_BASE and is_word(base)), None
    )


def bases(word: str) -> Iterable[str]:
    """What rules make of a word, the likeliest first."""
    if word.endswith("je"):
        return diminutives(word)
    if word.endswith("jes"):
        return chain(plurals_in_s(word), diminutives(word[:-1]))
    return RULES[word[-1]](word) if word[-1] in RULES else ()


def diminutives(word: str) -> Iterator[str]:
    """*kaartje, stoeltje, filmpje, dingetje, fotootje*."""
    yield word[:-2]
    if word.endswith(("aatje", "ootje", "uutje")):
        yield word[:-4]
    if word[-3] in "tp":
        yield word[:-3]
    if word.endswith("etje"):
        yield from closed(word[:-4])


def plurals_in_n(word: str) -> Iterator[str]:
    if word.endswith(("ieen", "eeen")):
        yield word[:-2]
    elif word.endswith("heden"):
        yield f"{word[:-5]}heid"
    elif word.endswith("en") and not word.endswith("een") and not is_singular(word):
        if word.endswith("oren"):
            yield word[:-2]
        yield from closed(word[:-2])
        yield word[:-1]
        if word.endswith(("den", "ten")):
            yield from past(word[:-1])


def is_singular(word: str) -> bool:
    """A word in -en that has a plural of its own: *haven, havens; reden, redenen*.

    Unless others are made of what is left without it: of *muur*, not of *muren*.
    """
    if not (is_word(f"{word}s") or is_word(f"{word}en")):
        return False
    return not any(uses(base) > uses(word) for base in closed(word[:-2]))


def uses(word: str) -> int:
    return sum(part_counts().get(word, ()))


def plurals_in_s(word: str) -> Iterator[str]:
    if word.endswith(("sses", "ches", "shes")):
        yield word[:-2]
    elif not word.endswith(NEVER_PLURAL):
        single = word[:-1]
        if is_plural(word) or (len(single) >= SHORTEST and single.endswith(BEFORE_S)):
            yield single


def is_plural(word: str) -> bool:
    """More words end in *robot* than in *robots*, but in *plaats* than in *plaat*."""
    tails = (word[place:] for place in range(len(word) - SHORTEST + 1))
    tail = next((tail for tail in tails if tail in part_counts()), word)
    return ends(tail[:-1]) >= ends(tail)


def ends(word: str) -> int:
    """How many others end in it."""
    counts = part_counts().get(word)
    return counts.last if counts else 0


def adjectives(word: str) -> Iterator[str]:
    """*duurzame, snelle, geleverde, werkende*; not a noun of its own: *centrale, ziekte*."""
    if is_word(f"{word}s"):
        return
    yield from (each for each in closed(word[:-1]) if is_word(f"{each}st") and is_word(f"{word}r"))
    if any(is_word(base) for base in (*comparatives(word[:-1]), *superlatives(word[:-1]))):
        yield word[:-1]
    if not is_noun(word):
        yield from participles(word)
        yield from filter(ADJECTIVE.search, closed(word[:-1]))


def comparatives(word: str) -> Iterator[str]:
    """*Goedkoper*, which there is with *-e* too and beside *goedkoopst*; *bakker* is none.

    Nor is what verbs are made of: *verwijderen*.
    """
    if word.endswith("er") and is_word(f"{word}e") and not is_word(f"{word}en"):
        yield from (base for base in closed(word[:-2]) if is_word(f"{base}st"))


def superlatives(word: str) -> Iterator[str]:
    """*Goedkoopst*, beside *goedkopere*; *dienst* is none."""
    if word.endswith("st") and any(is_word(f"{piece}ere") for piece in opened(word[:-2])):
        yield word[:-2]


def forms_in_t(word: str) -> Iterator[str]:
    yield from superlatives(word)
    yield from verbs(word)


def participles(word: str) -> Iterator[str]:
    """Before *-e*: of *werkende* *werkend*, of *geteste* *getest*; of *werkte* the infinitive."""
    if word.endswith(("de", "te")):
        if is_word(word[:-1]) and any(map(is_word, verbs(word[:-1]))):
            yield word[:-1]
        yield from past(word)


def past(word: str) -> Iterator[str]:
    """The infinitive of *werkte*, *leverde*."""
    if not is_noun(word) and not is_word(f"{word}s") and is_word(word[:-2]):
        yield from infinitives(word[:-2])


def is_noun(word: str) -> bool:
    """What other words begin with: *kracht*, *warmte*; few begin with a form of a verb."""
    counts = part_counts().get(word)
    return counts is not None and counts.first >= FEWEST_AFTER


def verbs(word: str) -> Iterator[str]:
    """The infinitive of *geleverd, uitgewerkt, ontwikkeld, werkt, werkend*."""
    if found := SEPARATED.match(word):
        yield from (found.group() + each for each in verbs(word[found.end() :]))
    if is_noun(word):
        return
    has_stem = is_word(word[:-1]) and (word.endswith("t") or word.startswith(PREFIXES))
    if has_stem and not is_noun(word[:-1]):
        yield from infinitives(word[:-1])
    if word.startswith("ge") and is_noun(word[2:]):
        yield from infinitives(word[2:])
    if word.startswith("ge") and (is_word(f"{word}e") or not is_word(f"{word}en")):
        yield from chain(infinitives(word[2:-1]), infinitives(word[2:]))
    if word.endswith("end") and len(word) >= SHORTEST_ACTIVE:
        yield word[:-1]
    if has_stem:
        yield from infinitives(word[:-1])


def infinitives(stem: str) -> Iterator[str]:
    """What a stem may be of; of *ga* *gaan*, of *zie* *zien*."""
    if stem.endswith(("a", "ie", "oe")):
        yield f"{stem}an" if stem.endswith("a") else f"{stem}n"
    elif len(stem) > 2:
        yield from (f"{piece}en" for piece in opened(stem))


#: By the last letter.
RULES = {
    "n": plurals_in_n,
    "s": plurals_in_s,
    "e": adjectives,
    "r": comparatives,
    "d": verbs,
    "t": forms_in_t,
}
