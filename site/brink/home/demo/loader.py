"""Load the demo content: all of it or nothing, and what is there already stays as it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from brink.home.demo.accounts import load_accounts
from brink.home.demo.events import fill_event, with_first_dates
from brink.home.demo.guests import load_guests
from brink.home.demo.masterclasses import fill_masterclass
from brink.home.demo.opinions import load_opinions
from brink.home.demo.organisations import load_organisations, load_research_groups
from brink.home.demo.pages import Kind, Stub, make_stubs, publish
from brink.home.demo.plain import fill_home, fill_plain
from brink.home.demo.register import Register
from brink.home.demo.shape import SHAPES, check_item
from brink.home.demo.source import Item, read_items
from brink.home.demo.studies import fill_case, fill_practice
from brink.home.demo.team import load_team
from brink.home.models import HomePage
from brink.home.set_up import set_up
from brink.pages.models import PlainPage
from casestudies.models import (
    BestPracticeIndexPage,
    BestPracticePage,
    CaseStudyIndexPage,
    CaseStudyPage,
)
from events.models import EventIndexPage, EventPage
from masterclasses.models import MasterclassIndexPage, MasterclassPage

EVENTS = Kind("events", EventPage, EventIndexPage, fill_event)
HOME = "home"
KINDS = (
    Kind("pages", PlainPage, HomePage, fill_plain),
    Kind("casestudies", CaseStudyPage, CaseStudyIndexPage, fill_case),
    Kind("bestpractices", BestPracticePage, BestPracticeIndexPage, fill_practice),
    EVENTS,
    Kind("masterclasses", MasterclassPage, MasterclassIndexPage, fill_masterclass),
)

#: Shows how far a long step is: takes the steps and a word, gives them back one by one.
Progress = Callable[[Iterable[Stub], str], Iterable[Stub]]


@dataclass
class Outcome:
    """What a load made."""

    pages: int = 0
    registrations: int = 0


@transaction.atomic
def load_content(folder: Path, progress: Progress) -> Outcome:
    """Load the folder; a wrong file raises ContentError and leaves the database as it was.

    Demo accounts, whose password is no secret, are made under DEBUG only.
    """
    register = Register()
    items = {kind.folder: read_kind(folder, kind) for kind in KINDS}
    homes = set_up().homes
    load_organisations(folder, register)
    load_research_groups(folder, register)
    stubs = [stub for kind in KINDS for stub in make_stubs(kind, items[kind.folder], register)]
    stubs += home_stubs(folder, homes)
    for stub in progress(stubs, "Pages"):
        publish(stub, register, published_on(stub.item))
    if settings.DEBUG:
        load_accounts()
    guests = load_guests(items[EVENTS.folder])
    load_opinions(items[EVENTS.folder])
    load_team()
    return Outcome(pages=len(stubs), registrations=guests)


def home_stubs(folder: Path, homes: dict[str, HomePage]) -> list[Stub]:
    """The home pages that nobody has given words yet."""
    item = next(item for item in read_items(folder / "pages") if item.id == HOME)
    homes = {lang: HomePage.objects.get(pk=home.pk) for lang, home in homes.items()}
    return [
        Stub(home, item, lang, fill_home)
        for lang, home in homes.items()
        if not home.latest_revision_id
    ]


def read_kind(folder: Path, kind: Kind) -> list[Item]:
    items = [item for item in read_items(folder / kind.folder) if item.id != HOME]
    for item in items:
        check_item(item, SHAPES[kind.folder])
    return list(with_first_dates(items)) if kind is EVENTS else items


def published_on(item: Item) -> datetime | None:
    """Studies appeared when the firm approved; everything else appears now."""
    day = item.data.get("firm_approval_date")
    return datetime.combine(day, time(9), timezone.get_current_timezone()) if day else None
