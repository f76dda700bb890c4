"""An organiser's questions as fields of a form, and what was filled in as answers to keep.

At a sign-up and after the event alike. An answer is a text, the code of an option or a list of
them, a bool or a number; what was left empty is no answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models.question import AbstractQuestion

Kind, Moment = AbstractQuestion.Kind, AbstractQuestion.Moment
PREFIX = "question-"
LONGEST_TEXT = 1000
LARGEST_NUMBER = 1_000_000
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Option:
    """One answer to choose from; `places` limits how many may choose it, None where nothing does.

    Its code comes from its Dutch words: who mends those makes another option of it.
    """

    code: str
    label_nl: str
    label_en: str
    places: int | None = None

    @property
    def label(self) -> str:
        return self.label_en if translation.get_language() == "en" else self.label_nl


def options_of(question: AbstractQuestion) -> list[Option]:
    """What an editor typed one a line, `Dutch | English | places`; a line twice counts once."""
    found: dict[str, Option] = {}
    for number, line in enumerate(question.options, start=1):
        dutch, english, places = (*(part.strip() for part in line.split("|")), "", "")[:3]
        code = slugify(dutch)[:40] or str(number)
        limit = int(places) if places.isdecimal() else None
        found.setdefault(code, Option(code, dutch, english or dutch, limit))
    return list(found.values())


def fields_for(questions: Iterable[AbstractQuestion], lang: str) -> dict[str, forms.Field]:
    """A field for each question by the name it has in the form, worded in one language."""
    with translation.override(lang):
        return {name_of(question): field_of(question) for question in questions}


def answers_of(questions: Iterable[AbstractQuestion], cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The answers by the code of their question, out of the cleaned data of such a form."""
    given = {question.code: cleaned.get(name_of(question)) for question in questions}
    return {code: value for code, value in given.items() if value not in (None, "", [])}


def initial_of(questions: Iterable[AbstractQuestion], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What a form shows of answers that were given before."""
    return {name_of(q): spelled(answers[q.code]) for q in questions if q.code in answers}


def spelled(value: Any) -> Any:
    return {True: YES, False: NO}[value] if isinstance(value, bool) else value


def name_of(question: AbstractQuestion) -> str:
    return f"{PREFIX}{question.code}"


def field_of(question: AbstractQuestion) -> forms.Field:
    """The field, worded in the active language."""
    words = {
        "label": question.label,
        "help_text": help_of(question),
        "required": question.is_required,
    }
    return MAKERS[question.kind](question, words)


def help_of(question: AbstractQuestion) -> str:
    """Why it is asked, whether it may stay empty, and how long a name stands by the answer."""
    parts = [question.purpose, "" if question.is_required else _("Optional.")]
    if question.moment == Moment.SIGN_UP:
        days = question.keep_days
        text = ngettext(
            "We keep the answer until %(n)s day after the event.",
            "We keep the answer until %(n)s days after the event.",
            days,
        )
        parts.append(text % {"n": days})
    return " ".join(part for part in parts if part)


def text_field(question: AbstractQuestion, words: dict[str, Any]) -> forms.Field:
    return forms.CharField(
        max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}), **words
    )


def choice_field(question: AbstractQuestion, words: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=choices_of(question), widget=forms.RadioSelect, **words)


def several_field(question: AbstractQuestion, words: dict[str, Any]) -> forms.Field:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(choices=choices_of(question), widget=widget, **words)


def yes_no_field(question: AbstractQuestion, words: dict[str, Any]) -> forms.Field:
    return forms.TypedChoiceField(
        choices=[(YES, _("Yes")), (NO, _("No"))],
        coerce=lambda value: value == YES,
        empty_value=None,
        widget=forms.RadioSelect,
        **words,
    )


def number_field(question: AbstractQuestion, words: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER, **words)


def choices_of(question: AbstractQuestion) -> list[tuple[str, str]]:
    return [(option.code, option.label) for option in options_of(question)]


MAKERS: dict[str, Callable[[AbstractQuestion, dict[str, Any]], forms.Field]] = {
    Kind.TEXT: text_field,
    Kind.CHOICE: choice_field,
    Kind.SEVERAL: several_field,
    Kind.YES_NO: yes_no_field,
    Kind.NUMBER: number_field,
}
