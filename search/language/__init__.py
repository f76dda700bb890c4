"""The words of Dutch and English, once for every engine. Nothing of Django in here.

Engines get ready-made words, split at spaces, and a plan of what to look for; none of them
analyses text itself, so all of them find the same.
"""

from search.language.concepts import Concept
from search.language.forms import Form, Forms, analyse
from search.language.plan import Plan, Tier, make_plan
from search.language.ways import Way
from search.language.words import LANGUAGES, Token, tokens, words

__all__ = [
    "LANGUAGES",
    "Concept",
    "Form",
    "Forms",
    "Plan",
    "Tier",
    "Token",
    "Way",
    "analyse",
    "make_plan",
    "tokens",
    "words",
]
