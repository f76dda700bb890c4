from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from brink.pages.blocks import BODY_BLOCKS, PLAIN_BLOCKS
from brink.pages.fields import BodyField
from brink.pages.models.base import BasePage


class PlainPage(BasePage):
    """About, privacy, accessibility, glossary, contact: words and nothing else."""

    kind = "page"
    template = "pages/plain_page.html"
    parent_page_types: ClassVar[list] = ["home.HomePage", "pages.PlainPage"]
    subpage_types: ClassVar[list] = ["pages.PlainPage"]

    body = BodyField([*BODY_BLOCKS, *PLAIN_BLOCKS], verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list] = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
