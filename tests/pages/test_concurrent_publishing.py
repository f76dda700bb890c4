"""Two people publish at the same moment, on threads with connections of their own."""

from collections.abc import Callable
from contextlib import nullcontext
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from brink.home.tree import build_tree
from brink.pages.models import Card, ContentVersion, OldPath, PlainPage
from events.models import Event, EventPage
from tests.factories.events import event_page, registration_factory
from tests.factories.pages import add_page, add_translation

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


@pytest.fixture
def home() -> Any:
    return build_tree()


def together(*tasks: Callable[[], None]) -> list[Exception]:
    """Run the tasks at once and return what went wrong."""
    start, errors = Barrier(len(tasks)), []

    def run(task: Callable[[], None]) -> None:
        try:
            start.wait(timeout=60)
            task()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads)
    return errors


def publisher(page: Any, title: str) -> Callable[[], None]:
    def publish() -> None:
        draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
        draft.title = title
        draft.save_revision().publish()

    return publish


def test_different_pages_at_once_lose_nothing(home: Any) -> None:
    pages = [add_page(home["nl"], slug=f"pagina-{number}", live=False) for number in range(4)]
    for turn in range(ROUNDS):
        before = ContentVersion.objects.get(pk=1).number
        tasks = [publisher(page, f"Beurt {turn} van {page.pk}") for page in pages]
        assert together(*tasks) == []
        for page in pages:
            title = f"Beurt {turn} van {page.pk}"
            assert PlainPage.objects.get(pk=page.pk).title == title
            assert list(Card.objects.filter(page=page).values_list("title", flat=True)) == [
                title,
                title,
            ]
        assert ContentVersion.objects.get(pk=1).number == before + len(pages)


def test_two_languages_of_one_item_for_the_first_time(home: Any) -> None:
    for turn in range(ROUNDS):
        dutch = event_page(title="Nederlands", slug=f"n-{turn}", live=False)
        english = event_page(
            "en",
            title="English",
            slug=f"e-{turn}",
            live=False,
            translation_key=dutch.translation_key,
        )
        assert together(publisher(dutch, "Nederlands"), publisher(english, "English")) == []
        cards = Card.objects.filter(key=dutch.translation_key)
        assert {card.lang: (card.title, card.body_lang, card.path) for card in cards} == {
            "nl": ("Nederlands", "nl", f"/nl/agenda/n-{turn}/"),
            "en": ("English", "en", f"/en/events/e-{turn}/"),
        }
        assert Event.objects.filter(key=dutch.translation_key).count() == 1


@pytest.mark.postgresql
@pytest.mark.parametrize("is_one_transaction", [False, True])
def test_facts_and_words_of_one_item_at_once(home: Any, is_one_transaction: bool) -> None:
    """The owner shares its facts with the very page that a translator publishes."""
    dutch = event_page(title="Nederlands", slug="samen", capacity=10)
    english = event_page("en", title="English", slug="both", translation_key=dutch.translation_key)

    def publisher_of(page: Any, field: str, value: Any) -> Callable[[], None]:
        def publish() -> None:
            with transaction.atomic() if is_one_transaction else nullcontext():
                draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
                setattr(draft, field, value)
                draft.save_revision().publish()

        return publish

    for turn in range(25):
        facts = publisher_of(dutch, "capacity", 20 + turn)
        assert together(facts, publisher_of(english, "title", f"Turn {turn}")) == []
        page = EventPage.objects.get(pk=english.pk)
        assert (page.title, page.capacity) == (f"Turn {turn}", 20 + turn)
        assert Event.objects.get(key=dutch.translation_key).capacity == 20 + turn


def test_publishing_while_people_register_loses_neither(home: Any) -> None:
    page = event_page(title="Rondje", slug="rondje", capacity=100)
    event = Event.objects.get(key=page.translation_key)

    def register() -> None:
        for _ in range(ROUNDS):
            with transaction.atomic():
                locked = Event.objects.select_for_update().get(pk=event.pk)
                registration_factory(locked)

    tasks = [publisher(page, "Rondje") for _ in range(3)]
    assert together(register, *tasks) == []
    assert Event.objects.get(pk=event.pk).taken == ROUNDS


def test_index_renamed_while_items_are_published(home: Any) -> None:
    parent = add_page(home["nl"], slug="over")
    children = [add_page(parent, slug=f"kind-{number}") for number in range(3)]
    add_translation(parent, home["en"], slug="about")

    def rename() -> None:
        draft = PlainPage.objects.get(pk=parent.pk)
        draft.slug = "over-ons"
        draft.save()

    assert together(rename, *(publisher(child, "Nieuw") for child in children)) == []
    for child in children:
        page = PlainPage.objects.get(pk=child.pk)
        card = Card.objects.get(key=child.translation_key, lang="nl")
        assert (card.title, card.path) == ("Nieuw", page.url_path)
    assert OldPath.objects.filter(path="/nl/over/").exists()
