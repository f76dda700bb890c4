"""Wagtail's own API of the admin: its scripts read pages there, and nobody changes one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.admin.api.views import PagesAdminAPIViewSet

from events.models import Event, EventPage
from tests.factories.change import change
from tests.factories.editor import Editor
from tests.factories.events import event_page
from tests.factories.pages import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
PAGES = "/admin/api/main/pages/"


@pytest.fixture
def editor() -> Editor:
    return Editor.log_in()


@pytest.fixture
def page() -> EventPage:
    return publish(event_page(title="Excursie", start=timezone.now() + timedelta(days=20)))


def test_pages_can_be_read(editor: Editor, page: EventPage) -> None:
    answer = editor.client.get(f"{PAGES}{page.pk}/")
    assert (answer.status_code, answer.json()["title"]) == (200, "Excursie")
    assert editor.client.get(PAGES).status_code == 200


@pytest.mark.parametrize("action", sorted(PagesAdminAPIViewSet.actions))
def test_no_action_changes_a_page(editor: Editor, page: EventPage, action: str) -> None:
    editor.edit(page, title="Nog niet af")
    data = {"revision_id": page.revisions.first().pk, "recursive": False}

    address = f"{PAGES}{page.pk}/action/{action}/"
    answer = editor.client.post(address, data, follow=True)  # to the same in a language

    assert answer.status_code == 404
    after = EventPage.objects.get()
    assert (after.title, after.live, after.has_unpublished_changes) == ("Excursie", True, True)


def test_old_version_moves_no_event_by_way_of_the_api(editor: Editor, page: EventPage) -> None:
    """Reverted and published, it would be newer than the change."""
    old = page.revisions.first()
    change(editor, page, status="cancelled")

    for action in ("revert_to_page_revision", "publish"):
        editor.client.post(f"{PAGES}{page.pk}/action/{action}/", {"revision_id": old.pk})

    event = Event.objects.get()
    assert (event.status, event.sequence) == ("cancelled", 1)
