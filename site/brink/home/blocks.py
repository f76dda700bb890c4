"""What an editor fills in on the home page beside its running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class HomeLinkBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("page"))
    label = blocks.CharBlock(label=_("words of the link"), max_length=60)
    for_trainees = blocks.BooleanBlock(
        label=_("about working with a trainee"),
        required=False,
        help_text=_("Then the signpost leads here as well, at 18 months."),
    )

    class Meta:
        icon = "link"
        label = _("Link")


class EntranceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=60)
    text = blocks.CharBlock(label=_("text"), required=False, max_length=300)
    label = blocks.CharBlock(label=_("words of the link"), max_length=80)
    page = blocks.PageChooserBlock(label=_("page"))

    class Meta:
        icon = "link-external"
        label = _("Entrance")


class SectionBlock(blocks.StructBlock):
    """The words of a fixed part of the page: its title, a line under it, what to say when empty."""

    KEYS = [
        ("agenda", _("coming events")),
        ("new", _("from practice")),
        ("failed", _("failed attempts")),
        ("question", _("question at the end")),
    ]

    key = blocks.ChoiceBlock(label=_("part"), choices=KEYS)
    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.CharBlock(label=_("text"), required=False, max_length=300)
    empty = blocks.CharBlock(label=_("what to say when empty"), required=False, max_length=300)

    class Meta:
        icon = "title"
        label = _("Part of the page")


LINK_BLOCKS = [("link", HomeLinkBlock())]
ENTRANCE_BLOCKS = [("entrance", EntranceBlock())]
SECTION_BLOCKS = [("section", SectionBlock())]
