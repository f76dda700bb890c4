"""What the page of an event refuses of its rules and questions, and how it writes them down."""

from datetime import timedelta
from typing import Any

import pytest

from events.models import EventPage
from tests.events.changing import editor, page, typed
from tests.factories.editor import Editor, assert_saved

__all__ = ["editor", "page"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
QUESTION = {
    "questions-TOTAL_FORMS": "1",
    "questions-0-ORDER": "1",
    "questions-0-label_nl": "Welk deeg?",
    "questions-0-label_en": "Which dough?",
    "questions-0-moment": "sign-up",
    "questions-0-kind": "choice",
    "questions-0-options": "Rogge | Rye",
    "questions-0-keep_days": "90",
}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"admits": "roles"}, "admits_roles"),
        ({"admits": "domains"}, "admits_domains"),
        ({"admits": "domains", "admits_domains": "a.example, b.example"}, "admits_domains"),
        ({"admits": "domains", "admits_domains": "school"}, "admits_domains"),
        ({"group_limit": "0"}, "group_limit"),
        ({"minimum": "3", "organiser_email": "lab@b.example"}, "minimum_by"),
    ],
)
def test_rules_that_let_nobody_in_are_refused(
    editor: Editor, page: EventPage, fields: dict[str, Any], wrong: str
) -> None:
    response = editor.edit(page, publish=True, **fields)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [wrong]
    page.refresh_from_db()
    assert (page.admits, page.group_limit, page.minimum) == ("everybody", 10, None)


@pytest.mark.parametrize(("hours", "is_refused"), [(-1, False), (3, False), (4, True)])
def test_nobody_cancels_after_the_end(
    editor: Editor, page: EventPage, hours: int, is_refused: bool
) -> None:
    until = typed(page.start + timedelta(hours=hours))
    response = editor.edit(page, publish=True, cancel_until=until)

    assert (response.status_code == 200) == is_refused
    if is_refused:
        assert list(response.context["form"].errors) == ["cancel_until"]


def test_ends_of_addresses_are_kept_as_they_are_compared(editor: Editor, page: EventPage) -> None:
    typed_in = "@School.example\r\n .Lab.School.example"
    assert_saved(editor.edit(page, publish=True, admits="domains", admits_domains=typed_in))

    page.refresh_from_db()
    assert page.admits_domains == ["school.example", "lab.school.example"]


def test_a_draft_may_lack_whom_it_admits(editor: Editor, page: EventPage) -> None:
    assert_saved(editor.edit(page, admits="roles"))


@pytest.mark.parametrize("kind", ["choice", "several"])
@pytest.mark.parametrize(
    ("fields", "wrong"), [({"options": " "}, "options"), ({"keep_days": "91"}, "keep_days")]
)
def test_question_is_refused_at_its_row(
    editor: Editor, page: EventPage, kind: str, fields: dict[str, str], wrong: str
) -> None:
    fields = {f"questions-0-{name}": value for name, value in fields.items()}
    sent = {**QUESTION, "questions-0-kind": kind, **fields}

    response = editor.edit(page, publish=True, **sent)

    assert response.status_code == 200
    (row,) = response.context["form"].formsets["questions"]
    assert list(row.errors) == [wrong]


@pytest.mark.parametrize("fields", [{}, {"kind": "text", "options": ""}])
def test_question_that_can_be_answered_is_kept(
    editor: Editor, page: EventPage, fields: dict[str, str]
) -> None:
    named = {f"questions-0-{name}": value for name, value in fields.items()}
    assert_saved(editor.edit(page, publish=True, **{**QUESTION, **named}))

    assert page.questions.count() == 1
