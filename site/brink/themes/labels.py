"""Labels of codes, from memory: what lists, filters and feeds show for `theme=export`.

The vocabularies are small and hardly change, so each process keeps them. A change in this process
shows at once; another process sees it within `KEEP_SECONDS`.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from brink.themes.models import (
    Barrier,
    CollaborationForm,
    EventType,
    Region,
    Sector,
    Theme,
    Vocabulary,
)

KEEP_SECONDS = 60

VOCABULARIES: dict[str, type[Vocabulary]] = {
    "theme": Theme,
    "sector": Sector,
    "region": Region,
    "form": CollaborationForm,
    "type": EventType,
    "barrier": Barrier,
}


class Term(Protocol):
    """A row of a vocabulary, or a choice that a content app named with `name_choices`."""

    code: str

    def label(self, language: str | None = None) -> str: ...


@dataclass
class Choice:
    """A term that lives in code, such as presence `online`."""

    code: str
    words: str | Promise

    def label(self, language: str | None = None) -> str:
        if language is None:
            return str(self.words)
        with translation.override(language):
            return str(self.words)


_choices: dict[str, dict[str, Term]] = {}
_readers: dict[str, Callable[[], Iterable[tuple[str, str]]]] = {}
_kept: dict[str, tuple[float, dict[str, Term]]] = {}
_lock = Lock()


def name_choices(facet: str, choices: Iterable[tuple[str, str | Promise]]) -> None:
    """Give a facet whose codes are choices of a model its labels; call it in `AppConfig.ready`."""
    _choices[facet] = {code: Choice(code, words) for code, words in choices}


def read_choices(facet: str, read: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """Give a facet whose codes stand in rows of another app its labels; call it in `ready`.

    `read` asks the database for all codes, each with its label, which is the same in all languages.
    What it gave is kept as a vocabulary is, so a new code may be unknown for a while: `forget`.
    """
    _readers[facet] = read


def labels(facet: str) -> Mapping[str, Term]:
    """The terms of a facet by code, in their own order; empty for a facet nobody knows."""
    if facet in _choices:
        return _choices[facet]
    if facet not in VOCABULARIES and facet not in _readers:
        return {}
    until, terms = _kept.get(facet, (0.0, {}))
    if time.monotonic() < until:
        return terms
    return _read(facet)


def label(facet: str, code: str, lang: str | None = None) -> str:
    """The label of a code in `lang` or the reader's language; the code itself if it is unknown."""
    term = labels(facet).get(code)
    return term.label(lang) if term else code


def forget(facet: str | None = None) -> None:
    """Read anew at the next call. Tests call it because they roll back what was read."""
    with _lock:
        if facet is None:
            _kept.clear()
        else:
            _kept.pop(facet, None)


def facet_of(model: type[models.Model]) -> str | None:
    """The facet of which `model` is the vocabulary."""
    return next((facet for facet, known in VOCABULARIES.items() if known is model), None)


def _read(facet: str) -> dict[str, Term]:
    terms = {term.code: term for term in _terms(facet)}
    with _lock:
        _kept[facet] = (time.monotonic() + KEEP_SECONDS, terms)
    return terms


def _terms(facet: str) -> Iterable[Term]:
    if facet in _readers:
        return [Choice(code, words) for code, words in _readers[facet]()]
    return VOCABULARIES[facet].objects.all()
