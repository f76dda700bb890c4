"""What a site needs before anybody can write: page tree, vocabularies, groups, the review."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page

from brink.home.groups import make_groups
from brink.home.models import HomePage
from brink.home.tree import build_tree
from brink.home.workflow import name_workflow
from brink.pages.bodies.projection import project_missing
from brink.themes.vocabularies import load_vocabularies


@dataclass(frozen=True)
class SetUp:
    """The home pages by language, and what was made."""

    homes: dict[str, HomePage]
    pages: int
    terms: int
    groups: list[str]
    bodies: int


@transaction.atomic
def set_up() -> SetUp:
    """Make what is missing and leave what is there: editors may have changed it.

    Safe to repeat, hence a step of every update.
    """
    known = set(Page.objects.values_list("pk", flat=True))
    homes = build_tree()
    terms = load_vocabularies(only_new=True)
    groups = make_groups()
    name_workflow()
    pages = set(Page.objects.values_list("pk", flat=True)) - known
    return SetUp(homes, len(pages), len(terms.created), groups, project_missing())
