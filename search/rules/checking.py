"""What is wrong with a rule, in words for who wrote it."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.pages.models.card import Card
from search.documents import NO_RESULTS
from search.language.glossary import Pair, translations
from search.language.lemmas import lemma
from search.language.stop_words import is_stop_word
from search.language.synonyms import RuleError, parse_rule, spellings
from search.language.words import compose, tokens

NOT_ONE_WORD = gettext_lazy("Write one word here, with letters or digits in it.")
DAY_HAS_BEEN = gettext_lazy("This day has been. Choose today or a later day, or leave this empty.")

#: Words of a query as two languages have them, without those that say nothing.
Asked = tuple[frozenset[str], frozenset[str]]


def fault_of(line: str) -> str:
    """Why a line is no rule; empty if it is one."""
    if "\n" in line or "\r" in line:
        return _("Write one group here, on one line.")
    try:
        parse_rule(line)
    except RuleError as error:
        return _(error.message) % error.values
    return ""


def faults_of_pair(dutch: str, english: str) -> dict[str, str | Promise]:
    """By field. A pair that the glossary does not have has nothing to strike."""
    faults: dict[str, str | Promise] = {
        name: NOT_ONE_WORD
        for name, word in (("dutch", dutch), ("english", english))
        if word and not one_word(word)
    }
    pair = pair_of(dutch, english)
    if not faults and dutch and english and pair[1] not in translations(pair[0], "nl"):
        known = ", ".join(translations(pair[0], "nl"))
        faults["english"] = about_pair(dutch, known)
    return faults


def about_pair(dutch: str, known: str) -> str:
    if not known:
        return _("Search knows no translation of “%(word)s”, so there is nothing to strike.") % {
            "word": dutch
        }
    return _("Search does not take this for “%(word)s”. It does take: %(known)s.") % {
        "word": dutch,
        "known": known,
    }


def pair_of(dutch: str, english: str) -> Pair:
    """Their lemmas, by which the glossary has them."""
    return lemma(one_word(dutch), "nl"), lemma(one_word(english), "en")


def one_word(text: str) -> str:
    """The word as an index has it; empty for what is none, or several."""
    found = list(tokens(compose(text)))
    return spellings(found[0])[0][0] if len(found) == 1 else ""


def fault_of_word(text: str) -> str | Promise:
    """Why a word cannot be protected; empty if it can, or nothing was written."""
    word = one_word(text)
    if text and not word:
        return NOT_ONE_WORD
    if set("<>") & set(text):
        return _("Write the word alone, without “<” and “>”.")
    if is_stop_word(word):
        return _("“%(term)s” says too little: almost every text has it.") % {"term": text}
    return ""


def fault_of_queries(text: str) -> str:
    empty = [line for line in lines_of(text) if not any(asked_of(line))]
    if empty:
        return _("There is no word in “%(line)s” to look for.") % {"line": empty[0]}
    return "" if lines_of(text) else _("Write at least one query.")


def fault_of_page(key: UUID) -> str:
    """A page that is not published yet may be chosen; it comes first as soon as it is."""
    if Card.objects.filter(key=key, kind__in=NO_RESULTS).exists():
        return _("This page only leads to others, so search does not show it. Choose another one.")
    return ""


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def asked_of(text: str) -> Asked:
    """What two queries have in common that ask the same: order and forms of words do not count."""
    words = [part for token in tokens(compose(text)) for part in spellings(token)[0]]
    telling = [word for word in words if not is_stop_word(word)] or words
    dutch, english = (frozenset(lemma(word, lang) for word in telling) for lang in ("nl", "en"))
    return dutch, english
