"""Make pages of items: first all addresses, then the words, so that links find their target."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail.models import Locale

from brink.home.demo.register import Register, item_key
from brink.home.demo.source import Item
from brink.pages.languages import other_language
from brink.pages.models import BasePage

#: Puts the words and facts of an item into its page in one language.
Fill = Callable[[BasePage, Item, str, Register], None]


@dataclass(frozen=True)
class Kind:
    """How items of one folder become pages."""

    folder: str
    model: type[BasePage]
    parent: type[BasePage]
    fill: Fill


@dataclass(frozen=True)
class Stub:
    """A page that has an address and nothing else yet."""

    page: BasePage
    item: Item
    lang: str
    fill: Fill


def make_stubs(kind: Kind, items: Iterable[Item], register: Register) -> list[Stub]:
    """Add a draft for every item and language that has no page; note down all of them."""
    stubs = []
    for item in items:
        for lang in item.languages:
            page = kind.model.objects.filter(
                translation_key=item_key(item.id), locale__language_code=lang
            ).first()
            if page is None:
                page = add_draft(kind, item, lang)
                stubs.append(Stub(page, item, lang, kind.fill))
            register.add(item.id, lang, page)
    return stubs


def add_draft(kind: Kind, item: Item, lang: str) -> BasePage:
    locale = Locale.objects.get(language_code=lang)
    parent = kind.parent.objects.get(locale=locale)
    title = item.text("title", lang)
    page = kind.model(
        title=title,
        slug=slug_of(item, lang, title),
        locale=locale,
        translation_key=item_key(item.id),
        live=False,
    )
    with told(item):
        return parent.add_child(instance=page)


@contextmanager
def told(item: Item) -> Iterator[None]:
    """Say which field of the item a page refuses."""
    try:
        yield
    except ValidationError as error:
        name, problems = next(iter(error.message_dict.items()))
        raise item.error(name, " ".join(problems)) from error


def slug_of(item: Item, lang: str, title: str) -> str:
    return item.maybe("slug", lang) or slugify(title)


def publish(stub: Stub, register: Register, published: datetime | None = None) -> None:
    """Fill a draft and publish it, in the past if `published` says so."""
    page, item, lang = stub.page, stub.item, stub.lang
    write_base(page, item, lang, register)
    stub.fill(page, item, lang, register)
    page.first_published_at = published or page.first_published_at
    with told(item):
        page.save_revision().publish()


def write_base(page: BasePage, item: Item, lang: str, register: Register) -> None:
    other = other_language(lang)
    page.summary = item.text("summary", lang)
    if other not in item.languages:
        page.other_title = item.text("title", other)
        page.other_summary = item.text("summary", other)
    page.related = register.related(item, lang)
    if hasattr(page, "tags"):
        page.tags.set(tags_of(item, lang))


def tags_of(item: Item, lang: str) -> list[str]:
    """Those in the language of the page; the only page of an item has those in the other as well,
    for whoever looks for it in that."""
    tags = item.data.get("tags") or {}
    other = other_language(lang)
    told = [lang] if other in item.languages else [lang, other]
    return list(dict.fromkeys(tag for each in told for tag in tags.get(each, [])))
