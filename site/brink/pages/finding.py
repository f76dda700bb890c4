"""Between search and the apps below it, which may not know each other.

They find items by the words in them; and search leads to where what it found can be followed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

#: Takes what somebody typed, the reader's language and kinds of cards; gives keys, once each.
#: How many at most, and which then, is for the finder to say.
Finder = Callable[[str, str, Sequence[str]], list[UUID]]
#: Takes what was looked for and the other choices, facet → codes; gives the address of a page that
#: tells how to follow it, or nothing when these choices cannot be followed.
Follow = Callable[[str, Mapping[str, list[str]]], str]

#: Tells whether what is found changes only with `brink.pages.version.found_stamp`.
Vouch = Callable[[], bool]

_finders: list[Finder] = []
_vouches: list[Vouch] = []
_follows: dict[str, Follow] = {}


class FindingFailure(Exception):  # noqa: N818  (what it is, not that it is an error)
    """No engine gave an answer. It is not the answer that there is nothing."""


def find_with(finder: Finder, vouch: Vouch) -> None:
    """Have items found by this function; called in `AppConfig.ready`."""
    _finders[:], _vouches[:] = [finder], [vouch]


def can_find() -> bool:
    return bool(_finders)


def is_versioned() -> bool:
    """Whether `found_stamp` vouches for what is found; else it can change at any moment."""
    return all(vouch() for vouch in _vouches)


def find_keys(text: str, lang: str, kinds: Sequence[str]) -> list[UUID]:
    """The items of these kinds that have the words. Raises `FindingFailure`."""
    if not _finders:
        raise FindingFailure("There is no search.")
    return _finders[0](text, lang, kinds)


def follow_with(kind: str, follow: Follow) -> None:
    """Have what is found of one kind of cards followed this way; called in `AppConfig.ready`."""
    _follows[kind] = follow


def follow_address(kinds: Iterable[str], text: str, codes: Mapping[str, list[str]]) -> str:
    """Where what a search finds of these kinds can be followed; empty where none of it can."""
    ways = (_follows[kind](text, codes) for kind in kinds if kind in _follows)
    return next(filter(None, ways), "")
