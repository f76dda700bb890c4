"""A template of events is a draft for ever: who may publish it, where that is said."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel

from brink.pages.deletion import StayingPageTester

NO_TEMPLATE = _("A template is never published. Copy it, and publish the copy.")


class EventTester(StayingPageTester):
    """Asked by the editor, by actions on several pages, and by what publishes all below a page."""

    def can_publish(self) -> bool:
        return super().can_publish() and not getattr(self.page, "is_template", False)


class TemplatePanel(HelpPanel):
    """At the top of the form of a template."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"template": "events/admin/template_note.html", **kwargs})

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.is_template)
