"""A study as its reader sees it: facts, sections, proof and people, each ready to be shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brink.pages import moments
from brink.pages.bodies.addresses import address_of
from brink.pages.item_view import ItemView
from brink.pages.models.card import Kind

if TYPE_CHECKING:
    from casestudies.models import StudyPage

HEADINGS: dict[str, Promise] = {
    "situation": gettext_lazy("Why it began"),
    "approach": gettext_lazy("What they did"),
    "result": gettext_lazy("What came of it"),
    "about": gettext_lazy("What is it about?"),
    "happens": gettext_lazy("What happens?"),
    "partners": gettext_lazy("Whom do you need?"),
    "agreements": gettext_lazy("What do you agree on?"),
    "example": gettext_lazy("A good example"),
    "also": gettext_lazy("Also interesting"),
    "lessons": gettext_lazy("What was hard"),
    "transferability": gettext_lazy("Can you do this too?"),
}
#: A failed attempt tells another story.
FAILED_HEADINGS: dict[str, Promise] = {
    "situation": gettext_lazy("What they wanted"),
    "approach": gettext_lazy("What they tried"),
    "result": gettext_lazy("What happened"),
    "lessons": gettext_lazy("What they would do differently"),
    "transferability": gettext_lazy("What is left and can be used"),
}


@dataclass(frozen=True)
class Section:
    name: str
    heading: str
    html: str


@dataclass(frozen=True)
class Proof:
    """One row of evidence, as `components/evidence.html` asks for it."""

    label: str
    before: float | None
    after: float | None
    before_text: str
    after_text: str
    period: str
    source: str


class StudyView(ItemView):
    """What the templates of a study read. A few queries: evidence, people, codes, related."""

    page: "StudyPage"

    @property
    def is_failed(self) -> bool:
        return self.card.kind == Kind.FAILED

    @property
    def label(self) -> str:
        """A failed attempt says so over its title, in its own colour."""
        if not self.is_failed:
            return ""
        words = {"colour": "heath", "icon": "sprout", "text": _("Failed attempt")}
        return render_to_string("components/label.html", words)

    @property
    def facts(self) -> list[dict[str, str]]:
        rows = (self.firm(), self.period(), self.hours(), self.money(), self.use())
        return [row for row in rows if row.get("strong")]

    def firm(self) -> dict[str, str]:
        page = self.page
        town = str(page.municipality or "")
        if page.is_anonymous or page.organisation is None:
            return fact(_("Firm"), _("Not named") if page.is_anonymous else "", town)
        size = page.organisation.get_size_class_display()
        row = fact(_("Firm"), str(page.organisation), ", ".join(filter(None, (town, size))))
        return {**row, "href": address_of(page.organisation)}

    @property
    def group_address(self) -> str:
        return address_of(self.page.research_group)

    def period(self) -> dict[str, str]:
        starts, ends = self.page.starts, self.page.ends
        if not (starts and ends):
            return fact(_("How long"), moments.month(starts) if starts else "", "")
        count = (ends.year - starts.year) * 12 + ends.month - starts.month + 1
        length = ngettext("%(n)s month", "%(n)s months", count) % {"n": count}
        return fact(_("How long"), length, f"{moments.month(starts)} – {moments.month(ends)}")

    def hours(self) -> dict[str, str]:
        firm, trainee = self.page.firm_hours, self.page.trainee_hours
        if firm is None:
            return fact(_("Time of the firm"), "", "")
        words = ngettext("%(n)s hour", "%(n)s hours", firm) % {"n": grouped(firm)}
        more = _("and %(n)s hours of the trainee") % {"n": grouped(trainee)} if trainee else ""
        return fact(_("Time of the firm"), words, more)

    def money(self) -> dict[str, str]:
        euro = self.page.euro
        if euro is None:
            return fact(_("Money"), "", "")
        row = fact(_("Money"), f"€ {grouped(euro)}", self.page.tools)
        return {**row, "lang": self.body_lang}

    def use(self) -> dict[str, str]:
        page = self.page
        since = page.implemented_on
        said = _("stopped in %(month)s") if page.implemented == "no" else _("since %(month)s")
        when = said % {"month": moments.month(since)} if since else ""
        stage = page.get_readiness_display() if page.readiness else ""
        answer = page.get_implemented_display().capitalize() if page.implemented else ""
        return fact(_("Put into practice"), answer, when or stage)

    @property
    def sections(self) -> list[Section]:
        return list(self.read_sections(self.page.sections))

    @property
    def closing_sections(self) -> list[Section]:
        return list(self.read_sections(self.page.closing_sections))

    def read_sections(self, names: Any) -> Iterator[Section]:
        headings = {**HEADINGS, **(FAILED_HEADINGS if self.is_failed else {})}
        for name in names:
            if html := getattr(self.page, name):
                yield Section(name, str(headings[name]), html)

    @cached_property
    def evidence(self) -> list[Proof]:
        return [proof(row) for row in self.page.evidence.all()]

    @cached_property
    def people(self) -> list[dict[str, str]]:
        """Who took part: by name with consent, by role without."""
        return [
            {"name": person.name, "note": person.get_role_display()}
            for person in self.page.people.all()
            if person.has_consent
        ]

    @property
    def nameless(self) -> int:
        """How many took part who are not named."""
        return sum(not person.has_consent for person in self.page.people.all())

    @property
    def is_overdue(self) -> bool:
        review = self.page.review_on
        return bool(review and review < timezone.localdate())

    @property
    def checked(self) -> str:
        """When the firm approved the text, and when it is looked at again."""
        approved, review = self.page.firm_approved_on, self.page.review_on
        if approved is None:
            return ""
        told = _("The firm approved this text on %(day)s.") % {"day": spell(approved)}
        if review is None:
            return told
        if self.is_overdue:
            again = _(
                "It should have been looked at again by %(day)s; some of it may have changed."
            )
        else:
            again = _("We look at it again together by %(day)s.")
        return f"{told} {again % {'day': spell(review)}}"


def fact(name: str, strong: str, text: str) -> dict[str, str]:
    return {"name": name, "strong": strong, "text": text}


def grouped(number: int) -> str:
    """1.150 in Dutch, 1,150 in English."""
    return number_format(number, force_grouping=True)


def spell(day: date) -> str:
    return moments.short_day(day)


def proof(row: Any) -> Proof:
    """A row of evidence with its amounts in words; what was not measured says so."""
    source = (
        row.source if row.is_measured else _("not measured: %(source)s") % {"source": row.source}
    )
    return Proof(
        label=row.indicator,
        before=row.before,
        after=row.after,
        before_text=amount(row.before, row.unit),
        after_text=amount(row.after, row.unit),
        period=row.period,
        source=source,
    )


def amount(number: float | None, unit: str) -> str:
    """A number with its unit; empty where there is none."""
    if number is None:
        return ""
    figure = number_format(int(number) if number == int(number) else number)
    space = "\N{NO-BREAK SPACE}" if unit == "%" else " "
    return f"{figure}{space}{unit}".strip()
