import uuid
from typing import Any

import pytest

from brink.jobs.models import Job
from brink.pages.offer import offer
from brink.pages.version import content_version
from events.models import Event
from tests.factories.events import event_page
from tests.factories.pages import add_page, add_translation, publish

pytestmark = pytest.mark.django_db


def test_offer_of_an_item_holds_all_its_languages(tree: Any) -> None:
    page = add_page(
        tree["nl"], slug="over", body=[("paragraph", "<p>Wij <b>bakken</b> brood.</p>")]
    )
    add_translation(page, tree["en"], slug="about", body=[("heading", "We bake")])
    found = offer(page.translation_key)
    assert found is not None
    assert (found.kind, found.version) == ("page", content_version())
    assert {lang: card.path for lang, card in found.cards.items()} == {
        "nl": "/nl/over/",
        "en": "/en/about/",
    }
    assert "bakken" in found.texts["nl"]
    assert "<b>" not in found.texts["nl"]
    assert found.texts["en"] == "We bake"
    assert (found.start, found.end) == (None, None)
    assert found.published == min(card.published for card in found.cards.values())


def test_offer_of_an_untranslated_item_has_its_text_once(tree: Any) -> None:
    page = add_page(tree["nl"], slug="over", other_title="About")
    found = offer(page.translation_key)
    assert found is not None
    assert list(found.texts) == ["nl"]
    assert {lang: card.title for lang, card in found.cards.items()} == {
        "nl": page.title,
        "en": "About",
    }


def test_offer_of_an_event_has_its_facts(tree: Any) -> None:
    page = event_page(title="Rondje")
    found = offer(page.translation_key)
    assert found is not None
    assert found.kind == "event"
    assert found.facets["type"] == ["workshop"]
    event = Event.objects.get(key=page.translation_key)
    assert (found.start, found.end) == (event.start, event.end)


def test_nothing_is_offered_of_what_is_not_published(tree: Any) -> None:
    page = add_page(tree["nl"], slug="over")
    page.unpublish()
    assert offer(page.translation_key) is None
    assert offer(uuid.uuid4()) is None


def test_each_publish_leaves_a_job_under_a_higher_version(tree: Any) -> None:
    page = add_page(tree["nl"], slug="over")
    before = content_version()
    publish(page, title="Anders")
    jobs = Job.objects.filter(kind="index", payload={"key": str(page.translation_key)})
    versions = [int(job.key.rpartition(":")[2]) for job in jobs.order_by("pk")]
    assert versions == sorted(set(versions))
    assert versions[-1] == content_version() > before


@pytest.mark.parametrize("number", [1, 3])
def test_offer_takes_the_same_queries_whatever_its_words(
    tree: Any, number: int, django_assert_num_queries: Any
) -> None:
    page = add_page(tree["nl"], slug="over", body=[("heading", "Kop")] * number)
    add_translation(page, tree["en"], slug="about")
    with django_assert_num_queries(5):
        offer(page.translation_key)
