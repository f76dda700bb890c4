"""The vocabularies in the admin, under one heading."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from brink.themes.models import Barrier, CollaborationForm, EventType, Region, Sector, Theme

WORDS = [
    FieldPanel("code"),
    FieldRowPanel([FieldPanel("label_nl"), FieldPanel("label_en")]),
    FieldPanel("aliases"),
]
USE = MultiFieldPanel(
    [FieldPanel("order"), FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")])],
    heading=_("Use"),
)


class VocabularyViewSet(SnippetViewSet):
    """Abstract: a vocabulary with a list, a search box and the fields that all terms have."""

    icon = "tag"
    list_display: ClassVar[list] = ["label_nl", "label_en", "code"]
    ordering: ClassVar[list] = ["order", "code"]
    search_fields: ClassVar[list] = ["label_nl", "label_en", "code"]
    search_backend_name = None  # plain database search: codes are found too
    list_per_page = 100
    extra: ClassVar[list[str]] = []

    def __init__(self) -> None:
        self.panels = [*WORDS, *(FieldPanel(name) for name in self.extra), USE]
        super().__init__()


class ThemeViewSet(VocabularyViewSet):
    model = Theme


class SectorViewSet(VocabularyViewSet):
    model = Sector
    extra: ClassVar[list[str]] = ["sbi_2008", "sbi_2025"]


class RegionViewSet(VocabularyViewSet):
    model = Region
    list_display: ClassVar[list] = ["__str__", "level", "parent", "nuts_code", "municipality_code"]
    list_filter: ClassVar[list] = ["level"]
    extra: ClassVar[list[str]] = ["level", "parent", "nuts_code", "nuts_year", "municipality_code"]


class CollaborationFormViewSet(VocabularyViewSet):
    model = CollaborationForm
    extra: ClassVar[list[str]] = ["typical_length_nl", "typical_length_en", "advice", "agreement"]


class EventTypeViewSet(VocabularyViewSet):
    model = EventType


class BarrierViewSet(VocabularyViewSet):
    model = Barrier
    extra: ClassVar[list[str]] = ["group"]


class VocabularyGroup(SnippetViewSetGroup):
    items = (
        ThemeViewSet,
        SectorViewSet,
        RegionViewSet,
        EventTypeViewSet,
        CollaborationFormViewSet,
        BarrierViewSet,
    )
    menu_label = _("Vocabularies")
    menu_icon = "tag"
    menu_order = 300


register_snippet(VocabularyGroup)
