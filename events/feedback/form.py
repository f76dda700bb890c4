"""The form in which somebody tells what they thought of an event."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.pages.forms import BrinkForm
from events.feedback.answers import SCORES
from events.models import Question
from events.question_fields import answers_of, fields_for

#: The ends are words: a number alone does not say which of them is good.
SCALE = [(1, _("1, poor")), (2, "2"), (3, "3"), (4, "4"), (5, _("5, very good"))]


class FeedbackForm(BrinkForm, forms.Form):
    """Three scores that each event asks for, and the questions of its organiser."""

    def __init__(self, *args: Any, questions: Sequence[Question], lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for name, label in SCORES.items():
            self.fields[name] = score_field(label)
        self.fields.update(fields_for(questions, lang))

    @property
    def scales(self) -> list[forms.BoundField]:
        return [self[name] for name in SCORES]

    @property
    def own(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in SCORES]

    @property
    def scores(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in SCORES}

    @property
    def answers(self) -> dict[str, Any]:
        return answers_of(self.questions, self.cleaned_data)


def score_field(label: Any) -> forms.Field:
    return forms.TypedChoiceField(
        label=label,
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number from 1 to 5.")},
    )
