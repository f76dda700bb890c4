"""What an editor must have entered before an event can be published; a draft may lack it all."""

from typing import Any

from django.utils.translation import gettext as _

from brink.pages.page_form import BasePageForm
from events.models.event import Presence, Status


class EventPageForm(BasePageForm):
    def clean(self) -> dict[str, Any]:
        """Dates that contradict each other are the model's to refuse, in a draft too."""
        data = super().clean()
        if not self.is_deferred_validation:
            self.ask_where(data)
            self.ask_notice(data)
        return data

    def ask_where(self, data: dict[str, Any]) -> None:
        presence = data.get("presence")
        if presence in (Presence.ROOM, Presence.HYBRID) and not data.get("place"):
            self.add_error_once("place", _("Choose the place where people come together."))
        if presence in (Presence.ONLINE, Presence.HYBRID) and not data.get("online_url"):
            self.add_error_once("online_url", _("Give the link; only who has signed up gets it."))

    def ask_notice(self, data: dict[str, Any]) -> None:
        if data.get("status") in (Status.CANCELLED, Status.MOVED) and not data.get("notice"):
            text = _("Tell what has changed, and what people can do. It stands on page and list.")
            self.add_error_once("notice", text)

    def add_error_once(self, name: str, text: str) -> None:
        """A field that is wrong by itself has its own message; one not in the form has no place."""
        if name in self.fields and name not in self.errors:
            self.add_error(name, text)
