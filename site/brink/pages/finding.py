"""Find items by the words in them, for apps that stand below search and may not know it."""

from collections.abc import Callable, Sequence
from uuid import UUID

#: Takes what somebody typed, the reader's language and kinds of cards; gives keys, once each.
#: How many at most, and which then, is for the finder to say.
Finder = Callable[[str, str, Sequence[str]], list[UUID]]

_finders: list[Finder] = []


class FindingFailure(Exception):  # noqa: N818  (what it is, not that it is an error)
    """No engine gave an answer. It is not the answer that there is nothing."""


def find_with(finder: Finder) -> None:
    """Have items found by this function; called in `AppConfig.ready`."""
    _finders[:] = [finder]


def can_find() -> bool:
    return bool(_finders)


def find_keys(text: str, lang: str, kinds: Sequence[str]) -> list[UUID]:
    """The items of these kinds that have the words. Raises `FindingFailure`."""
    if not _finders:
        raise FindingFailure("There is no search.")
    return _finders[0](text, lang, kinds)
