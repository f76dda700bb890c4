"""How an editor sees a study: words first, then proof, people and facts."""

from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel


def section_panels(sections: dict[str, int]) -> list[Panel]:
    """A panel a section, with the most characters it may have."""
    return [
        FieldPanel(name, help_text=format_lazy(_("At most {limit} characters."), limit=limit))
        for name, limit in sections.items()
    ]


def row(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


def study_panels(sections: dict[str, int], closing: dict[str, int]) -> Iterable[Panel]:
    return [
        FieldPanel("subtitle"),
        MultiFieldPanel(section_panels(sections), heading=_("The story in short")),
        FieldPanel("body"),
        InlinePanel("evidence", label=_("Row of evidence"), heading=_("Evidence")),
        MultiFieldPanel(section_panels(closing), heading=_("For others")),
        MultiFieldPanel([FieldPanel("quote"), FieldPanel("quote_role")], heading=_("Quote")),
        InlinePanel("people", label=_("Person involved"), heading=_("People involved")),
        MultiFieldPanel(
            [
                FieldPanel("organisation"),
                FieldPanel("is_anonymous"),
                FieldPanel("firm_approved_on"),
                FieldPanel("review_on"),
            ],
            heading=_("Firm and approval"),
        ),
        MultiFieldPanel(
            [
                row("starts", "ends"),
                row("firm_hours", "trainee_hours", "euro"),
                FieldPanel("tools"),
            ],
            heading=_("What it took"),
        ),
        MultiFieldPanel(
            [FieldPanel("readiness"), row("implemented", "implemented_on")],
            heading=_("What came of it"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    *("themes", "sectors", "barriers", "collaboration_form"),
                    *("research_group", "municipality", "tags"),
                )
            ],
            heading=_("Classification"),
        ),
        FieldPanel("related"),
    ]
