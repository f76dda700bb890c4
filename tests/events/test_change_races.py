"""Changes posted in parallel to a running server, on whichever database the tests run."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, build_opener

import pytest
from django.core import mail
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from brink.home.tree import build_tree
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events import change_hooks
from events.models import EventPage
from events.page_form import EventPageForm
from tests.events.at_once import PATIENCE, TOKEN, NoRedirect, at_once
from tests.events.changing import typed
from tests.factories.change import change_address, confirmed, look_over, opened
from tests.factories.editor import Editor, superuser
from tests.factories.events import event_of, event_page, registration_factory
from tests.factories.pages import add_translation
from tests.pages.test_operations import agenda

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(live_server: Any) -> Editor:
    build_tree()
    return Editor.log_in()


@pytest.fixture
def page(editor: Editor) -> EventPage:
    """In two languages, with one who comes and one who waits."""
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=20)
    page = event_page(title="Excursie", start=start, capacity=1)
    facts = {name: getattr(page, name) for name in ("start", "end", "type", "place", "capacity")}
    add_translation(page, agenda("en"), title="Excursion", **facts)
    for email, state in (("comes@b.example", "confirmed"), ("waits@b.example", "waiting")):
        registration_factory(event_of(page), state, email=email)
    Job.objects.all().delete()
    return page


def summary(editor: Editor, page: EventPage, **fields: str) -> QueryDict:
    """The second step, ready to be sent."""
    return confirmed(look_over(editor, page, opened(editor, page), **fields))


def sender(live_server: Any, address: str, form: QueryDict) -> Callable[[], int]:
    """A browser of its own, in which the same editor is logged in; gives the status."""
    client = Client()
    client.force_login(superuser(), "django.contrib.auth.backends.ModelBackend")
    form = form.copy()
    form["csrfmiddlewaretoken"] = TOKEN
    cookies = f"csrftoken={TOKEN}; sessionid={client.cookies['sessionid'].value}"
    url, data = live_server.url + address, form.urlencode().encode()

    def send() -> int:
        try:
            return build_opener(NoRedirect).open(Request(url, data, {"Cookie": cookies})).status
        except HTTPError as error:
            return error.code

    return send


def told() -> list[str]:
    run_due()
    return sorted(message.to[0] for message in mail.outbox)


def test_the_same_form_sent_six_times_at_once_is_one_change(
    live_server: Any, editor: Editor, page: EventPage
) -> None:
    form = summary(editor, page, status="cancelled")
    calls = [sender(live_server, change_address(page), form) for _n in range(6)]

    assert at_once(calls) == [302] * 6

    event = event_of(page)
    assert (event.status, event.sequence) == ("cancelled", 1)
    assert Job.objects.filter(kind="events.announce").count() == 1
    page.refresh_from_db()
    assert page.revisions.count() == 1
    assert told() == ["comes@b.example", "waits@b.example"]


def test_of_two_changes_at_once_one_is_made_and_the_other_shown_again(
    live_server: Any, editor: Editor, page: EventPage
) -> None:
    start, end = page.start + timedelta(days=1), page.end + timedelta(days=1)
    moved = summary(editor, page, status="moved", start=typed(start), end=typed(end))
    off = summary(editor, page, status="cancelled")
    calls = [sender(live_server, change_address(page), form) for form in (moved, off)]

    assert sorted(at_once(calls)) == [200, 302]

    event = event_of(page)
    assert event.sequence == 1
    assert (event.status, event.start) in {("moved", start), ("cancelled", page.start)}
    for each in EventPage.objects.filter(translation_key=page.translation_key):
        assert (each.status, each.start) == (event.status, event.start)
    assert told() == ["comes@b.example", "waits@b.example"]


@pytest.mark.parametrize("is_locked", [True, False], ids=["locked", "control"])
def test_words_published_meanwhile_undo_no_change(
    live_server: Any,
    editor: Editor,
    page: EventPage,
    monkeypatch: pytest.MonkeyPatch,
    is_locked: bool,
) -> None:
    """A change is sent while a page is being published: its form has read the facts already.

    The control: without the lock the publish must put the old facts back.
    """
    is_read, is_sent, clean = threading.Event(), threading.Event(), EventPageForm.clean

    def clean_slowly(form: EventPageForm) -> Any:
        is_read.set()
        is_sent.wait(2 if is_locked else PATIENCE)  # a lock keeps the change until we are done
        return clean(form)

    address, start = editor.url("edit", page.pk), page.start + timedelta(hours=1)
    words = editor.form(address)
    words["title"], words["action-publish"] = "Anders", "1"
    form = summary(editor, page, start=typed(start))
    publish = sender(live_server, address, words)
    send = sender(live_server, change_address(page), form)
    monkeypatch.setattr(EventPageForm, "clean", clean_slowly)
    if not is_locked:
        monkeypatch.setattr(change_hooks, "is_held", lambda request: True)

    def change_meanwhile() -> int:
        is_read.wait(PATIENCE)
        status = send()
        is_sent.set()
        return status

    assert at_once([publish, change_meanwhile]) == [302, 302]

    assert EventPage.objects.get(pk=page.pk).title == "Anders"
    assert (event_of(page).start == start) is is_locked
    assert event_of(page).sequence == (1 if is_locked else 2)
