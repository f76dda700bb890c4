"""An event is copied with chosen parts; a template is copied from and never published."""

from datetime import datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from events.desk.copying import PARTS, templates
from events.models import Event, EventPage, EventQuestion, EventReminder, EventSpeaker
from events.models.queryset import ZONE
from tests.events.desks import holder, log_in, member
from tests.factories.editor import Editor, superuser
from tests.factories.events import add_items, event_page, registration_factory

pytestmark = pytest.mark.usefixtures("tree")

SPRING = datetime(2027, 3, 10, 14, tzinfo=ZONE)
SUMMER = "2027-06-02 10:00"


def a_page(**fields: Any) -> EventPage:
    page = event_page(
        title="Kaas maken", start=SPRING, opens=datetime(2027, 3, 1, 9, tzinfo=ZONE), capacity=12,
        notice="Een uur later", cost="gratis", **fields,
    )  # fmt: skip
    add_items(page, (1, time(14), 30))
    EventSpeaker.objects.create(page=page, name="Femke Zee", locale=page.locale)
    EventQuestion.objects.create(page=page, label_nl="Hoe?", label_en="How?")
    EventReminder.objects.get_or_create(page=page, amount=2)
    page.refresh_from_db()
    return page


def where(page: EventPage) -> str:
    return reverse("registrations:copy", args=[page.pk])


def press(client: Client, page: EventPage, parts: Any = tuple(PARTS), **more: Any) -> HttpResponse:
    data = {"title_nl": "Nog eens kaas", "title_en": "Cheese again", "start": SUMMER, **more}
    return client.post(where(page), {**data, "parts": list(parts)})


def copies(page: EventPage) -> Any:
    return EventPage.objects.exclude(translation_key=page.translation_key).order_by("pk")


def test_copy_is_a_draft_with_all_parts_and_no_people() -> None:
    page = a_page()
    event = Event.objects.get(key=page.translation_key)
    registration_factory(event)
    client = log_in(superuser())
    assert client.get(where(page)).status_code == 200
    assert not copies(page).exists()
    press(client, page)
    copy = copies(page).get()
    assert (copy.title, copy.live, copy.capacity, copy.cost) == (
        "Nog eens kaas",
        False,
        12,
        "gratis",
    )
    assert (copy.notice, copy.slug) == ("", "nog-eens-kaas")
    assert copy.start == datetime(2027, 6, 2, 10, tzinfo=ZONE)
    assert copy.end == datetime(2027, 6, 2, 13, tzinfo=ZONE)
    assert copy.opens == datetime(2027, 5, 24, 5, tzinfo=ZONE)
    assert [copy.programme.count(), copy.speakers.count(), copy.questions.count()] == [1, 1, 1]
    assert copy.reminders.count() == page.reminders.count()
    assert Event.objects.count() == 1
    copy.save_revision().publish()
    made = Event.objects.get(key=copy.translation_key)
    assert made.uid != event.uid
    assert made.invitation_code != event.invitation_code
    assert (made.taken, made.registrations.count(), made.sequence) == (0, 0, 0)


def test_copy_without_parts_has_none_of_them() -> None:
    page = a_page()
    press(log_in(superuser()), page, parts=())
    copy = copies(page).get()
    assert (copy.capacity, copy.place, copy.cost) == (None, None, "")
    assert not any(getattr(copy, name).exists() for name in ("programme", "speakers", "questions"))
    assert not copy.reminders.exists()
    assert copy.type == page.type


def test_translation_is_copied_along_and_belongs_together() -> None:
    page = a_page()
    other = Editor.log_in().translate(page, "en")
    press(log_in(superuser()), page)
    first, second = copies(page)
    assert first.translation_key == second.translation_key
    assert (first.locale.language_code, second.title) == ("nl", "Cheese again")
    keys = [{item.translation_key for item in each.programme.all()} for each in (first, second)]
    assert keys[0] == keys[1]
    assert keys[0].isdisjoint({item.translation_key for item in other.programme.all()})
    assert first.facts_owner() == first


def test_two_presses_make_one_copy() -> None:
    page = a_page()
    client = log_in(superuser())
    answers = {press(client, page).headers["Location"] for _twice in range(2)}
    assert len(answers) == 1
    assert copies(page).count() == 1


@pytest.mark.parametrize("field", [{"start": "2020-01-01 10:00"}, {"start": "x"}, {"title_nl": ""}])
def test_copy_of_what_is_wrong_is_refused(field: dict[str, str]) -> None:
    page = a_page()
    assert press(log_in(superuser()), page, **field).status_code == 422
    assert press(log_in(superuser()), page, parts=["registrations"]).status_code == 422
    assert not copies(page).exists()


def test_copy_is_for_who_may_make_pages() -> None:
    page = a_page()
    event = Event.objects.get(key=page.translation_key)
    for client in (Client(), log_in(member(event)), log_in(holder("change_registration"))):
        assert press(client, page).status_code == 302
        assert client.get(where(page)).status_code == 302
    assert not copies(page).exists()
    assert log_in(superuser()).get(
        reverse("registrations:copy", args=[0]), follow=True
    ).status_code == 404  # fmt: skip


def a_template() -> EventPage:
    page = a_page()
    press(log_in(superuser()), page, is_template="on")
    return copies(page).get()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_template_is_offered_and_events_are_made_of_it(lang: str) -> None:
    template = a_template()
    client = log_in(superuser())
    headers = {"Accept-Language": lang}
    listed = client.get(reverse("registrations:templates"), headers=headers).content.decode()
    assert where(template) in listed
    press(client, template, title_nl="Uit het sjabloon")
    made = EventPage.objects.get(title="Uit het sjabloon")
    assert (made.is_template, made.live, made.programme.count()) == (False, False, 1)


def test_list_of_templates_may_be_empty_and_holds_what_one_may_copy() -> None:
    page = a_page()
    for client in (log_in(superuser()), log_in(holder())):
        assert client.get(reverse("registrations:templates")).status_code == 200
    press(log_in(superuser()), page, is_template="on")
    template = copies(page).get()
    stranger = log_in(holder()).get(reverse("registrations:templates"))
    assert where(template) not in stranger.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_templates_takes_as_many_queries_for_three(
    number: int, django_assert_num_queries: Any
) -> None:
    page = a_page()
    client = log_in(holder("add_page"))
    for n in range(number):
        press(log_in(superuser()), page, is_template="on", title_nl=f"Sjabloon {n}")
    assert len(templates()) == number
    address = reverse("registrations:templates")
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)


@pytest.fixture
def editor(tree: dict) -> Editor:
    return Editor.log_in()


def test_template_is_never_published(editor: Editor) -> None:
    template = a_template()
    shown = editor.client.get(editor.url("edit", template.pk)).content.decode()
    assert where(template) in shown
    assert "action-publish" not in shown
    editor.edit(template, publish=True)
    editor.bulk("publish", template)
    with pytest.raises(ValidationError):
        template.save_revision().publish()
    template.refresh_from_db()
    assert not template.live
    assert not Event.objects.filter(key=template.translation_key).exists()


def test_page_that_becomes_a_template_is_not_published_with_it(editor: Editor) -> None:
    page = a_page()
    response = editor.edit(page, publish=True, is_template="on", title="Sjabloon")
    assert response.status_code == 200
    page.refresh_from_db()
    assert (page.title, page.is_template) == ("Kaas maken", False)


def test_template_that_is_no_template_any_more_is_published() -> None:
    template = a_template()
    template.is_template = False
    template.save_revision().publish()
    assert Event.objects.get(key=template.translation_key).visible


@pytest.mark.parametrize(("capacity", "is_warned"), [("2", True), ("3", False), ("", False)])
def test_editor_is_warned_of_more_people_than_places(
    editor: Editor, capacity: str, is_warned: bool
) -> None:
    page = a_page()
    event = Event.objects.get(key=page.translation_key)
    for _n in range(3):
        registration_factory(event)
    editor.edit(page, capacity=capacity)
    html = editor.client.get(editor.url("edit", page.pk)).content.decode()
    assert ("by itself, and nobody moves up" in html or "schuift" in html) == is_warned
    assert event.registrations.filter(state="confirmed").count() == 3
