"""A change that the rules of the page refuse: where that is said, and that nothing else is."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst

from events.models import EventPage
from tests.events.changing import editor, page, typed
from tests.factories.change import change_address, look_over, opened
from tests.factories.editor import Editor
from tests.factories.events import event_of

__all__ = ["editor", "page"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


def test_what_only_the_page_has_is_refused_above_the_form(editor: Editor, page: EventPage) -> None:
    """Moved to before the day by which people are needed: that day is not in this form."""
    page.minimum, page.minimum_by = 1, page.start - timedelta(days=2)
    page.organiser_email = "desk@b.example"
    page.save_revision().publish()
    form, earlier = opened(editor, page), page.start - timedelta(days=5)

    response = look_over(editor, page, form, start=typed(earlier), confirmed="1")

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["__all__"]
    (text,) = response.context["form"].non_field_errors()
    with translation.override("nl"):
        assert capfirst(str(EventPage._meta.get_field("minimum_by").verbose_name)) in text
    assert event_of(page).sequence == 0


def test_a_start_in_the_past_says_nothing_of_the_end(editor: Editor, page: EventPage) -> None:
    past = timezone.now() - timedelta(days=3)
    moments = {"start": typed(past), "end": typed(past + timedelta(hours=2))}

    response = look_over(editor, page, opened(editor, page), **moments)

    assert list(response.context["form"].errors) == ["start"]


def test_an_end_before_the_start_is_refused_at_the_end(editor: Editor, page: EventPage) -> None:
    ends = typed(page.start - timedelta(hours=1))

    response = look_over(editor, page, opened(editor, page), end=ends)

    assert list(response.context["form"].errors) == ["end"]


def test_form_leads_to_the_page_for_the_number_of_places(editor: Editor, page: EventPage) -> None:
    """Who makes it hybrid sets there how many can take part online."""
    html = editor.client.get(change_address(page)).content.decode()
    form = BeautifulSoup(html, "html.parser").main

    assert form.select(f'p > a[href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"]')
