"""Masterclasses that are published in the tree."""

from itertools import count
from typing import Any

from masterclasses.models import MasterclassIndexPage, MasterclassPage, Module
from tests.factories.pages import add_page

NUMBERS = count(1)


def masterclass_index(lang: str = "nl") -> MasterclassIndexPage:
    return MasterclassIndexPage.objects.get(locale__language_code=lang)


def masterclass_page(lang: str = "nl", **fields: Any) -> MasterclassPage:
    """A live masterclass under the list of `lang`, with one goal and one module; needs `tree`."""
    parent = masterclass_index(lang)
    module = Module(title="Oefenen", minutes=30, text="<p>Doe dit.</p>", locale=parent.locale)
    goals = [("goal", "Je rekent het na.")]
    words = {"title": f"Rekenen {next(NUMBERS)}", "learning_goals": goals}
    fields = {**words, "modules": [module], **fields}
    return add_page(parent, MasterclassPage, **fields)
