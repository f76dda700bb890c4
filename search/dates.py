"""From which day, and until which: two fields beside the facets of the page."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brink.pages import moments
from brink.pages.forms import BrinkForm
from search.query import Span

FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
WRONG = _("This is not a day. Write it as 31-12-2026.")


class DayInput(forms.DateInput):
    input_type = "date"


class DayField(forms.DateField):
    """A day of our time: the calendar of a browser, or typed."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=DayInput(format="%Y-%m-%d", attrs={"class": "input"}),
            input_formats=FORMATS,
            error_messages={"invalid": WRONG},
        )

    def clean(self, value: str) -> date | None:
        day = super().clean(value[:40])
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(WRONG)
        return day


class DatesForm(BrinkForm, forms.Form):
    """What the address says of days. A day that is none stays as typed and chooses nothing."""

    since = DayField(pgettext_lazy("day", "From"))
    until = DayField(_("Until and including"))

    def clean(self) -> None:
        days = self.cleaned_data
        if days.get("since") and days.get("until") and days["until"] < days["since"]:
            self.add_error("until", _("This day comes before the first one."))

    @property
    def days(self) -> dict[str, date]:
        """The days that choose, by field."""
        return {name: day for name, day in self.cleaned_data.items() if day}

    @property
    def span(self) -> Span:
        """Whole days on the clocks of the site."""
        since, until = self.days.get("since"), self.days.get("until")
        return Span(
            midnight(since) if since else None,
            midnight(until + timedelta(days=1)) if until else None,
        )

    @property
    def words(self) -> dict[str, str]:
        """What was chosen, for the list of choices."""
        told = {"since": _("from %(day)s"), "until": _("until %(day)s")}
        return {
            name: told[name] % {"day": moments.short_day(day)} for name, day in self.days.items()
        }


def read_dates(params: QueryDict) -> DatesForm:
    """The form as it was sent. A browser's calendar shows no text, so what is wrong gets none."""
    names = DatesForm.base_fields
    form = DatesForm({name: params.get(name, "").replace("\x00", "") for name in names})
    for name in form.errors:
        form.fields[name].widget.input_type = "text"
    return form


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=moments.ZONE)
