"""Who changes which event in the tests of that action, and what came of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.utils import timezone
from wagtail.models import GroupPagePermission

from brink.jobs.models import Job
from events.models import EventPage
from tests.factories.editor import Editor
from tests.factories.events import event_of, event_page
from tests.factories.pages import add_translation
from tests.factories.people import editor as editor_factory
from tests.pages.test_operations import agenda


@pytest.fixture
def editor() -> Editor:
    return Editor.log_in()


@pytest.fixture
def page() -> EventPage:
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=20)
    return event_page(
        title="Excursie", start=start, capacity=2, online_url="https://live.example/x"
    )


@pytest.fixture
def twin(page: EventPage) -> EventPage:
    facts = {name: getattr(page, name) for name in ("start", "end", "type", "online_url")}
    return add_translation(page, agenda("en"), title="Excursion", **facts)


def typed(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def announcements(page: EventPage) -> int:
    return Job.objects.filter(kind="events.announce", payload__event=event_of(page).pk).count()


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def of_group(page: EventPage, *rights: str) -> Editor:
    user = editor_factory()
    user.groups.clear()
    group = Group.objects.create(name="Schrijvers")
    group.permissions.set(Group.objects.get(name="Editors").permissions.all())
    for right in rights:
        GroupPagePermission.objects.create(
            group=group, page=page.get_parent(), permission=permission(right)
        )
    user.groups.add(group)
    return Editor.log_in(user)


def permission(codename: str) -> Any:
    return Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
