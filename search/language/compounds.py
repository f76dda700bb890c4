"""Dutch words that are made of others: *afvalstroom* is *afval* and *stroom*."""


def parts(word: str) -> tuple[str, ...]:
    """The lemmas of what a word is made of; nothing for what is no compound."""
    return ()


def joined(left: str, right: str) -> str | None:
    """The compound that two neighbours make (*personeels tekort*), if it is a word."""
    return None
