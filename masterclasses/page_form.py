"""What an editor must have entered before a masterclass can be published."""

from typing import Any

from django.utils.translation import gettext as _

from brink.pages.page_form import BasePageForm


class MasterclassPageForm(BasePageForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.is_deferred_validation and not data.get("learning_goals"):
            self.add_error("learning_goals", _("Say at least one thing people learn."))
        return data
