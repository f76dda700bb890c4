"""One form for the meetings of a series: which ones, and all that they ask, asked once."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from brink.pages import moments
from brink.people.models import Person
from events.asked_form import CONSENTS
from events.forms import RegistrationForm
from events.models import Event, Seat
from events.queries import EventRow
from events.question_fields import name_of
from events.questions import questions_by_event
from events.seat_field import asks_last_hours, left_words


class EnrolmentForm(RegistrationForm):
    """`meetings` are those that take people now; `is_whole` ticks all of them beforehand."""

    meetings = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which meetings do you come to?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each meeting has places of its own."),
        error_messages={"required": gettext_lazy("Choose at least one meeting.")},
    )
    uid = forms.UUIDField(widget=forms.HiddenInput)
    WHO = ("meetings", *RegistrationForm.WHO)

    def __init__(
        self,
        *args: Any,
        meetings: Sequence[EventRow],
        is_whole: bool = True,
        person: Person | None = None,
        **kwargs: Any,
    ) -> None:
        self.rows = meetings
        super().__init__(*args, event=self.events[0], person=person, **kwargs)
        field = self.fields["meetings"]
        field.choices = [(row.event.pk, meeting_words(row)) for row in meetings]  # type: ignore[attr-defined]
        field.initial = [event.pk for event in self.events] if is_whole else []
        self.ask_for_all()
        self.order_fields([*self.WHO, *map(name_of, self.questions), *self.MORE])

    @property
    def events(self) -> list[Event]:
        return [row.event for row in self.rows]

    def ask_for_all(self) -> None:
        """What one of the meetings needs to know is asked, whichever it is."""
        if any(event.is_hybrid for event in self.events):
            self.fields["seat"] = seat_field()
        if any(asks_last_hours(event) for event in self.events):
            self.fields["is_flexible"] = deepcopy(self.base_fields["is_flexible"])
        if any(event.organisation_limit is not None for event in self.events):
            self.ask_organisation()

    def ask_questions(self, mine: Mapping[str, Any]) -> None:
        """A question that several meetings share is asked once; of one alone, its day is said."""
        self.askers = questions_by_event(self.events)
        shared = {each.code: each for asked in self.askers.values() for each in asked}
        self.questions = list(shared.values())
        super().ask_questions(mine)
        for row in self.rows:
            for question in self.askers[row.event.pk]:
                self.ask_at(row, name_of(question), is_alone=self.number_asking(question.code) == 1)

    def number_asking(self, code: str) -> int:
        return sum(code in [each.code for each in asked] for asked in self.askers.values())

    def ask_at(self, row: EventRow, name: str, *, is_alone: bool) -> None:
        """Whether it must be answered is known once the meetings are chosen."""
        field = self.fields[name]
        field.required = field.widget.is_required = False
        if is_alone and len(self.rows) > 1:
            field.label = f"{moments.day(row.event.start)}: {field.label}"

    def ask_needs(self, event: Event) -> None:
        for name, box in CONSENTS.items():
            if not any(getattr(each, f"asks_{name}") for each in self.events):
                del self.fields[name], self.fields[box]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for pk in data.get("meetings", []):
            for question in self.askers[pk]:
                self.refuse_unanswered(name_of(question), is_required=question.is_required)
        return data

    def refuse_unanswered(self, name: str, *, is_required: bool) -> None:
        is_empty = self.cleaned_data.get(name) in (None, "", [])
        if is_required and is_empty and name not in self.errors:
            self.add_error(name, self.fields[name].error_messages["required"])


def seat_field() -> forms.ChoiceField:
    """Of several meetings: what is left is said at each."""
    field = deepcopy(RegistrationForm.base_fields["seat"])
    field.choices = [(seat.value, capfirst(seat.label)) for seat in Seat]  # type: ignore[attr-defined]
    field.initial = Seat.ROOM
    return field  # type: ignore[return-value]


def meeting_words(row: EventRow) -> str:
    """When, what, and how many places are left."""
    event = row.event
    when = f"{moments.day(event.start)}, {moments.hours(event.start, event.end)}"
    return f"{when}: {row.title} ({left_at(event)})"


def left_at(event: Event) -> str:
    if not event.is_hybrid:
        return left_words(event, event.seats[0])
    return "; ".join(f"{seat.label}: {left_words(event, seat)}" for seat in event.seats)
