"""What events choose from in Wagtail's admin: places, and the series they belong to."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from events.models import Place, Series


class PlaceViewSet(SnippetViewSet):
    model = Place
    icon = "site"
    menu_label = _("Places")
    menu_name = "places"
    menu_order = 320
    add_to_admin_menu = True
    list_display: ClassVar[list] = ["name", "street", "postcode", "municipality"]
    list_filter: ClassVar[list] = ["municipality"]
    copy_view_enabled = False
    panels: ClassVar[list] = [
        FieldPanel("name"),
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("municipality")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ]


class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    menu_label = _("Series")
    menu_name = "series"
    menu_order = 322
    add_to_admin_menu = True
    list_display: ClassVar[list] = [
        "title_nl",
        "title_en",
        BooleanColumn("repeats", label=_("the same meeting each time")),
    ]
    copy_view_enabled = False
    panels: ClassVar[list] = [
        FieldPanel("title_nl"),
        FieldPanel("title_en"),
        FieldPanel("repeats"),
        FieldPanel("pattern_nl"),
        FieldPanel("pattern_en"),
        FieldPanel("takes_whole"),
        MultiFieldPanel(
            [
                FieldPanel("gives_certificate"),
                FieldRowPanel([FieldPanel("minimum_sittings"), FieldPanel("signatory")]),
            ],
            heading=_("Certificate"),
        ),
    ]


register_snippet(PlaceViewSet)
register_snippet(SeriesViewSet)
