"""What the scripts of Wagtail's admin read of the page tree; they only read.

Wagtail's API also publishes, moves, copies and reverts pages. Nothing of the admin asks it to, and
that goes past what guards a page there: hooks, forms, and the locks under which a change is made.
"""

from typing import ClassVar

from wagtail.admin.api.views import PagesAdminAPIViewSet


class ReadingPagesViewSet(PagesAdminAPIViewSet):
    actions: ClassVar[dict] = {}
