"""The page tree: a home per language and the index pages at their fixed addresses."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from brink.home.models import HomePage
from brink.pages.languages import LANGUAGES
from brink.pages.models import BasePage
from casestudies.models import BestPracticeIndexPage, CaseStudyIndexPage
from events.models import EventIndexPage
from masterclasses.models import MasterclassIndexPage


@dataclass(frozen=True)
class Branch:
    """An index page in both languages; its slugs are part of the published addresses."""

    model: type[BasePage]
    slugs: dict[str, str]
    titles: dict[str, str]
    order: int


BRANCHES = (
    Branch(EventIndexPage, {"nl": "agenda", "en": "events"}, {"nl": "Agenda", "en": "Events"}, 1),
    Branch(
        CaseStudyIndexPage,
        {"nl": "praktijkverhalen", "en": "case-studies"},
        {"nl": "Praktijkverhalen", "en": "Case studies"},
        2,
    ),
    Branch(
        BestPracticeIndexPage,
        {"nl": "goede-praktijken", "en": "best-practices"},
        {"nl": "Goede praktijken", "en": "Best practices"},
        3,
    ),
    Branch(
        MasterclassIndexPage,
        {"nl": "masterclasses", "en": "masterclasses"},
        {"nl": "Masterclasses", "en": "Masterclasses"},
        4,
    ),
)


@transaction.atomic
def build_tree() -> dict[str, HomePage]:
    """Make what is missing of the tree and return the home pages by language, read anew.

    Safe to repeat. A home read before it had children must not be saved: it would forget them.
    """
    locales = {lang: Locale.objects.get_or_create(language_code=lang)[0] for lang in LANGUAGES}
    homes = build_homes(locales)
    for branch in BRANCHES:
        build_branch(branch, homes)
    return {lang: HomePage.objects.get(pk=home.pk) for lang, home in homes.items()}


def build_homes(locales: dict[str, Locale]) -> dict[str, HomePage]:
    homes: dict[str, HomePage] = {}
    for lang in LANGUAGES:
        home = HomePage.objects.filter(locale=locales[lang]).first()
        homes[lang] = home or add_home(lang, locales[lang], homes.get("nl"))
    remove_welcome_page(homes["nl"])
    return homes


def add_home(lang: str, locale: Locale, twin: HomePage | None) -> HomePage:
    home = HomePage(title="Brink", slug=lang, locale=locale)
    if twin:
        home.translation_key = twin.translation_key
    root().add_child(instance=home)
    return home


def root() -> Page:
    """The root of all trees; made anew when a test emptied the database."""
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root")


def remove_welcome_page(home: HomePage) -> None:
    """Point the site at our home and drop the page that Wagtail's first migration leaves."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.root_page, site.site_name = home, site.site_name or settings.WAGTAIL_SITE_NAME
    site.hostname = site.hostname or "localhost"
    site.save()
    for page in Page.objects.filter(depth=2).exclude(slug__in=LANGUAGES):
        if page.specific_class is Page:
            page.delete()


def build_branch(branch: Branch, homes: dict[str, HomePage]) -> None:
    key = None
    for lang in LANGUAGES:
        home = HomePage.objects.get(pk=homes[lang].pk)  # a stale parent stores wrong addresses
        page = branch.model.objects.filter(locale=home.locale).first()
        if page is None:
            page = branch.model(
                title=branch.titles[lang],
                slug=branch.slugs[lang],
                locale=home.locale,
                menu=BasePage.Menu.MAIN,
                menu_order=branch.order,
            )
            if key:
                page.translation_key = key
            home.add_child(instance=page)
        key = page.translation_key
