from typing import ClassVar

from wagtail.admin.panels import FieldPanel

from brink.pages.models.base import BasePage


class IndexPage(BasePage):
    """Abstract. A list of items of some kinds; stands at a fixed address under each home."""

    kind = "index"
    is_fixed = True
    #: kinds of card it lists
    lists: ClassVar[tuple[str, ...]] = ()
    max_count_per_parent = 1

    content_panels: ClassVar[list] = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        abstract = True
