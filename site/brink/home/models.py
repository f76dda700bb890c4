from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from brink.pages.models import BasePage


class HomePage(BasePage):
    """The green itself: one in each language, with slug `nl` or `en`."""

    kind = "home"
    template = "home/home_page.html"
    parent_page_types: ClassVar[list] = ["wagtailcore.Page"]

    region_line = models.CharField(_("line above the title"), max_length=80, blank=True)
    hero_title = models.CharField(_("hero title"), max_length=80, blank=True)
    hero_text = models.CharField(_("hero text"), max_length=300, blank=True)

    content_panels: ClassVar[list] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("region_line"), FieldPanel("hero_title"), FieldPanel("hero_text")],
            heading=_("Hero"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")
