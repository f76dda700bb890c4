"""What stands over the facts of a published event in its editor: why they are grey, where to go."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import HelpPanel


class ChangePanel(HelpPanel):
    """Only there when the form holds the facts; the link only for who may publish."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"template": "events/admin/change_note.html", **kwargs})

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(getattr(self.form, "held", None))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            may = (
                self.instance.live
                and self.instance.permissions_for_user(self.request.user).can_publish()
            )
            address = reverse("event_change", args=[self.instance.pk]) if may else ""
            return {**context, "address": address}
