"""An organiser's questions as fields, and answers out of them."""

from typing import Any

import pytest
from django import forms

from events.models import Question
from events.models.question import AbstractQuestion
from events.question_fields import answers_of, fields_for, initial_of, name_of, options_of

Kind, Moment = AbstractQuestion.Kind, AbstractQuestion.Moment
LUNCH = ["Kaas | Cheese", "Soep | Soup | 12", "Kaas | Cheddar"]


def a_question(kind: str = Kind.TEXT, **facts: Any) -> Question:
    facts = {"label_nl": "Wat eet je?", "label_en": "What do you eat?", **facts}
    return Question(code=f"q-{kind}", kind=kind, **facts)


def fill_in(questions: list[Question], lang: str = "en", **data: Any) -> forms.Form:
    made = type("Asked", (forms.Form,), fields_for(questions, lang))
    return made({f"question-q-{kind.replace('_', '-')}": value for kind, value in data.items()})


def answers(questions: list[Question], **data: Any) -> dict[str, Any]:
    form = fill_in(questions, **data)
    assert form.is_valid(), form.errors
    return answers_of(questions, form.cleaned_data)


def test_option_that_stands_twice_is_one() -> None:
    cheese, soup = options_of(a_question(Kind.CHOICE, options=LUNCH))
    assert (cheese.code, cheese.label_en, cheese.places) == ("kaas", "Cheese", None)
    assert (soup.code, soup.places) == ("soep", 12)


def test_option_without_english_has_its_dutch() -> None:
    (option,) = options_of(a_question(Kind.CHOICE, options=["Kaas"]))
    assert option.label_en == "Kaas"


@pytest.mark.parametrize(("lang", "label"), [("nl", "Wat eet je?"), ("en", "What do you eat?")])
def test_question_in_each_language(lang: str, label: str) -> None:
    (field,) = fields_for([a_question(Kind.CHOICE, options=LUNCH)], lang).values()
    assert field.label == label
    assert dict(field.choices)["kaas"] == {"nl": "Kaas", "en": "Cheese"}[lang]


def test_answers_of_each_kind() -> None:
    kinds = [a_question(kind, options=LUNCH) for kind in Kind]
    given = answers(
        kinds, text=" veel ", choice="kaas", several=["kaas", "soep"], yes_no="no", number="0"
    )
    assert given == {
        "q-text": "veel",
        "q-choice": "kaas",
        "q-several": ["kaas", "soep"],
        "q-yes-no": False,
        "q-number": 0,
    }


def test_what_stays_empty_is_no_answer() -> None:
    assert answers([a_question(kind, options=LUNCH) for kind in Kind]) == {}


@pytest.mark.parametrize("kind", Kind.values)
def test_required_question_left_empty_is_refused(kind: str) -> None:
    assert not fill_in([a_question(kind, options=LUNCH, is_required=True)]).is_valid()


def test_answer_that_is_no_option_is_refused() -> None:
    asked = [a_question(Kind.CHOICE, options=LUNCH), a_question(Kind.SEVERAL, options=LUNCH)]
    form = fill_in(asked, choice="steen", several=["kaas", "steen"])
    assert not form.is_valid()
    assert set(form.errors) == {name_of(question) for question in asked}


def test_question_tells_why_and_for_how_long() -> None:
    question = a_question(purpose_en="So that the cook knows.", keep_days=7)
    (field,) = fields_for([question], "en").values()
    assert field.help_text == (
        "So that the cook knows. Optional. We keep the answer until 7 days after the event."
    )


def test_question_afterwards_promises_no_days_since_no_name_stands_by_it() -> None:
    (field,) = fields_for([a_question(moment=Moment.FEEDBACK, is_required=True)], "en").values()
    assert field.help_text == ""


def test_answers_come_back_in_the_form() -> None:
    asked = [a_question(Kind.YES_NO), a_question(Kind.TEXT)]
    assert initial_of(asked, {"q-yes-no": False}) == {"question-q-yes-no": "no"}
