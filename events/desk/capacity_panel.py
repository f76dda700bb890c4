"""What the editor of an event sees when more people are on its list than it has places."""

from typing import Any

from wagtail.admin.panels import HelpPanel

from events.models.event import Event, Presence, Seat


class CapacityPanel(HelpPanel):
    """By the numbers in the form, also those of a draft: nobody is taken off, nobody moves up."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"template": "events/admin/over_capacity.html", **kwargs})

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.number > 0

        @property
        def number(self) -> int:
            event = getattr(self.form, "event", None)
            return surplus(event, self.instance) if event else 0

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "number": self.number}


def surplus(event: Event, page: Any) -> int:
    """How many more than fit, if the page is published as it is."""
    if page.presence != Presence.HYBRID:
        is_online = page.presence == Presence.ONLINE and page.online_capacity is not None
        return beyond(event.taken, page.online_capacity if is_online else page.capacity)
    online = beyond(event.taken_of(Seat.ONLINE), page.online_capacity)
    return online + beyond(event.taken_of(Seat.ROOM), page.capacity)


def beyond(taken: int, capacity: int | None) -> int:
    return 0 if capacity is None else max(0, taken - capacity)
