"""What an organiser asks beside who somebody is: questions of their own, diet and access.

Diet and access may tell of health or faith, so they are kept only with consent, given apart.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from brink.pages.forms import BrinkForm
from events.models import Event, Question
from events.question_fields import answers_of, fields_for, initial_of, name_of
from events.question_places import show_places
from events.questions import chosen, questions_of

#: What is asked, by the field, and the box that goes with it.
CONSENTS = {"diet": "diet_consent", "access": "access_consent"}
LONGEST = 300


class AskedForm(BrinkForm, forms.Form):
    """Asks what an event asks; `mine` is what somebody answered before, by code of the question."""

    diet = forms.CharField(
        label=gettext_lazy("What do you eat, or not eat?"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("Such as vegetarian, or an allergy. Optional."),
    )
    diet_consent = forms.BooleanField(
        label=gettext_lazy("You may keep what I eat, until seven days after this meeting."),
        required=False,
    )
    access = forms.CharField(
        label=gettext_lazy("What do you need to take part?"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("Such as a place for a wheelchair, or an interpreter. Optional."),
    )
    access_consent = forms.BooleanField(
        label=gettext_lazy("You may keep what I need, until seven days after this meeting."),
        required=False,
    )

    def __init__(
        self, *args: Any, event: Event, mine: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.questions = questions_of(event)
        self.ask_questions(mine or {})
        self.ask_needs(event)
        self.order_fields(map(name_of, self.questions))

    def ask_questions(self, mine: Mapping[str, Any]) -> None:
        self.fields.update(fields_for(self.questions, get_language() or "nl"))
        self.initial.update(initial_of(self.questions, mine))
        for question in self.questions:
            field = self.fields[name_of(question)]
            show_places(field, question, chosen(mine.get(question.code)))
            field.error_messages["required"] = unanswered(question)

    def ask_needs(self, event: Event) -> None:
        for name, is_asked in {"diet": event.asks_diet, "access": event.asks_access}.items():
            if not is_asked:
                del self.fields[name], self.fields[CONSENTS[name]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, box in CONSENTS.items():
            if data.get(name) and not data.get(box):
                text = _("Tick this, or leave the answer above it empty: else we may not keep it.")
                self.add_error(box, text)
        return data

    @property
    def answers(self) -> dict[str, Any]:
        return answers_of(self.questions, self.cleaned_data)

    @property
    def needs(self) -> dict[str, str]:
        """Diet and access; of what is not asked, nothing."""
        return {name: self.cleaned_data.get(name, "") for name in CONSENTS}


def unanswered(question: Question) -> str:
    return _("Answer the question: %(question)s") % {"question": question.label}
