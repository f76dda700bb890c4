"""An editor who changes when, where or whether an event is held, in the two steps of the action."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from wagtail.models import Page

from tests.factories.editor import Editor, querydict_from_html

NOTICES = {
    "notice_nl": "De hal staat onder water.",
    "notice_en": "The hall is under water.",
}
FORM = "w-editor-form"


def change_address(page: Page) -> str:
    return reverse("event_change", args=[page.pk])


def opened(editor: Editor, page: Page) -> QueryDict:
    """The form as it stands open in somebody's browser."""
    return editor.form(change_address(page), FORM)


def look_over(editor: Editor, page: Page, form: QueryDict, **fields: Any) -> HttpResponse:
    """The first step: shows what will be and changes nothing."""
    for name, value in {**NOTICES, **fields}.items():
        form[name] = value
    return editor.client.post(change_address(page), form)


def confirmed(response: HttpResponse) -> QueryDict:
    """What the second step sends: the form that the summary holds, by its main button."""
    form = querydict_from_html(response.content.decode(), form_id=FORM)
    form.pop("again", None)
    form["confirmed"] = "1"
    return form


def change(editor: Editor, page: Page, **fields: Any) -> HttpResponse:
    """Both steps; what is not named stays as it is."""
    summary = look_over(editor, page, opened(editor, page), **fields)
    assert summary.status_code == 200, summary.status_code
    assert not summary.context["form"].errors, summary.context["form"].errors
    return editor.client.post(change_address(page), confirmed(summary))
