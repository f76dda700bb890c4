"""Mark what was found, and cut a passage around it. Escape first, mark after."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.language import Plan, Token, stem, tokens
from search.language.words import compose

#: Words of a passage, of them before the first hit, and how far into a text one is looked for.
PASSAGE_WORDS = 34
WORDS_BEFORE = 6
WORDS_READ = 4000


@dataclass(frozen=True)
class Marker:
    """Knows which words of a text are wanted; in quotes, only words exactly as they were put."""

    words: frozenset[str]
    stems: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, plan: Plan) -> "Marker":
        forms = [form for concept in plan.concepts for form in concept.forms]
        stems = [pair for concept in plan.concepts for pair in concept.stems]
        return cls(frozenset(word for form in forms for word in form), frozenset(stems))

    def wants(self, token: Token, lang: str) -> bool:
        return any(
            form in self.words or (lang, stem(form, lang)) in self.stems for form in token.forms
        )

    def mark(self, text: str, lang: str) -> SafeString:
        """The text as safe HTML, with each wanted word in `<mark>`."""
        text = compose(text)
        wanted = [token for token in tokens(text) if self.wants(token, lang)]
        return mark_safe("".join(self.pieces(text, wanted)))  # noqa: S308  (each piece is escaped)

    def pieces(self, text: str, wanted: list[Token]) -> Iterator[str]:
        end = 0
        for token in wanted:
            yield escape(text[end : token.start])
            yield f"<mark>{escape(text[token.start : token.end])}</mark>"
            end = token.end
        yield escape(text[end:])

    def has_hit(self, text: str, lang: str) -> bool:
        return any(self.wants(token, lang) for token in tokens(compose(text)))

    def passage(self, text: str, lang: str) -> SafeString | None:
        """The words around the first hit, marked; None when the text has no hit."""
        text = compose(text)
        found = list(islice(tokens(text), WORDS_READ))
        first = next((i for i, token in enumerate(found) if self.wants(token, lang)), None)
        if first is None:
            return None
        begin = max(0, first - WORDS_BEFORE)
        end = min(len(found), begin + PASSAGE_WORDS)
        cut = text[found[begin].start : found[end - 1].end]
        before = "… " if begin else ""
        after = " …" if end < len(found) else text[found[end - 1].end :][:1].strip()
        return mark_safe(before + self.mark(cut, lang) + escape(after))  # noqa: S308  (see mark)
