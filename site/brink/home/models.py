from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from brink.home.blocks import ENTRANCE_BLOCKS, LINK_BLOCKS, SECTION_BLOCKS
from brink.home.front_page import FrontPage
from brink.pages.fields import BodyField
from brink.pages.models import BasePage


class HomePage(BasePage):
    """The green itself: one in each language, with slug `nl` or `en`."""

    kind = "home"
    is_fixed = True
    template = "home/home_page.html"
    parent_page_types: ClassVar[list] = ["wagtailcore.Page"]

    region_line = models.CharField(_("line above the title"), max_length=80, blank=True)
    hero_title = models.CharField(_("hero title"), max_length=80, blank=True)
    hero_text = models.CharField(_("hero text"), max_length=300, blank=True)
    hero_links = BodyField(
        LINK_BLOCKS,
        verbose_name=_("hero links"),
        blank=True,
        help_text=_("The first is the button."),
    )
    entrances = BodyField(ENTRANCE_BLOCKS, verbose_name=_("entrances"), blank=True)
    sections = BodyField(SECTION_BLOCKS, verbose_name=_("words of the parts"), blank=True)

    content_panels: ClassVar[list] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("region_line"),
                FieldPanel("hero_title"),
                FieldPanel("hero_text"),
                FieldPanel("hero_links"),
            ],
            heading=_("Hero"),
        ),
        FieldPanel("entrances"),
        FieldPanel("sections"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        return {**super().get_context(request, *args, **kwargs), "front": FrontPage(self)}
