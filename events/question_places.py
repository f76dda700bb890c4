"""How many places are left of the answers to a question, said at each; full ones are closed."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Question
from events.question_fields import Option, options_of
from events.questions import taken

#: What is added to an answer by how many places it has left.
Left = dict[str, int]


class FullOptions(forms.widgets.ChoiceWidget):
    """Closes the options in `full`; one that is sent all the same is refused by the rules."""

    full: Collection[str] = ()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.full:
            option["attrs"]["disabled"] = True
        return option


class Radios(FullOptions, forms.RadioSelect):
    """One of these, as far as there is place."""


class Boxes(FullOptions, forms.CheckboxSelectMultiple):
    """Several of these, as far as there is place."""


def show_places(field: Any, question: Question, mine: Collection[str] = ()) -> None:
    """Word the options of a field by what is left; `mine` is what the reader has already."""
    limited = [option for option in options_of(question) if option.places is not None]
    if not limited:
        return
    left = places_left(question, limited, mine)
    several = isinstance(field.widget, forms.CheckboxSelectMultiple)
    widget = Boxes() if several else Radios()
    widget.is_required = field.required
    widget.full = {code for code, number in left.items() if number == 0 and code not in mine}
    field.widget = widget
    field.choices = [(option.code, worded(option, left, mine)) for option in options_of(question)]


def places_left(question: Question, limited: list[Option], mine: Collection[str]) -> Left:
    """By the code of the option, without the reader's own; one query."""
    counts = taken(question)
    own = dict.fromkeys(mine, 1)
    return {
        option.code: max(0, (option.places or 0) - counts[option.code] + own.get(option.code, 0))
        for option in limited
    }


def worded(option: Option, left: Left, mine: Collection[str]) -> str:
    number = left.get(option.code)
    if number is None or option.code in mine:
        return option.label
    if number == 0:
        return _("%(answer)s (full)") % {"answer": option.label}
    text = ngettext("%(answer)s (%(n)s place left)", "%(answer)s (%(n)s places left)", number)
    return text % {"answer": option.label, "n": number}
