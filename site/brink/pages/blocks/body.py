"""The blocks of body text. Each block has a template of its own name in `templates/blocks/`."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

#: What an editor may use in running text; everything else has a block of its own.
TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "h3"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/paragraph.html"


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(
        label=_("alternative text"),
        required=False,
        max_length=200,
        help_text=_("What is to be seen. Left empty, the text of the image itself is used."),
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=200)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """Add `alt`, in the language of the body: the words here, or those of the image."""
        context = super().get_context(value, parent_context)
        card = (parent_context or {}).get("card")
        own = value["image"].alt_in(card.body_lang if card else get_language())
        return {**context, "alt": value["alt"] or own}

    class Meta:
        icon = "image"
        label = _("Image")
        template = "blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quote"))
    source = blocks.CharBlock(label=_("who said it, by role"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"


class FigureRowBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("what was measured"), max_length=160)
    before = blocks.CharBlock(label=_("before"), max_length=40)
    after = blocks.CharBlock(label=_("after"), max_length=40)


class FiguresBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("caption"), max_length=160)
    rows = blocks.ListBlock(FigureRowBlock(), label=_("rows"), min_num=1)

    class Meta:
        icon = "table"
        label = _("Figures")
        template = "blocks/figures.html"


class VideoBlock(blocks.StructBlock):
    """A film of our own, or a link to one elsewhere; never a player that loads by itself."""

    title = blocks.CharBlock(label=_("title"), max_length=160)
    file = DocumentChooserBlock(label=_("film (mp4 or webm)"), required=False)
    captions = DocumentChooserBlock(label=_("captions (vtt)"), required=False)
    link = blocks.URLBlock(label=_("or a link to the film"), required=False)
    transcript = blocks.RichTextBlock(label=_("transcript"), required=False, features=TEXT_FEATURES)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/video.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    description = blocks.CharBlock(label=_("description"), required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "blocks/document.html"


class CallOutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "italic", "link"])

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        template = "blocks/call_out.html"


BODY_BLOCKS = [
    ("heading", HeadingBlock()),
    ("paragraph", ParagraphBlock(features=TEXT_FEATURES)),
    ("image", ImageBlock()),
    ("quote", QuoteBlock()),
    ("figures", FiguresBlock()),
    ("video", VideoBlock()),
    ("document", DocumentBlock()),
    ("call_out", CallOutBlock()),
]

RELATED_BLOCKS = [("page", blocks.PageChooserBlock(label=_("page")))]
