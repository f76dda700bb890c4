"""The languages of the site, and which of two the reader does not read."""

from django.conf import settings
from django.utils.translation import get_language

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def other_language(lang: str | None = None) -> str:
    """The language beside `lang`, which is the reader's unless said."""
    return next(code for code in LANGUAGES if code != (lang or get_language()))


def is_foreign(lang: str | None) -> bool:
    """Whether words in `lang` are in another language than the reader's."""
    return bool(lang) and lang != get_language()
