"""What an editor must have entered before an event can be published; a draft may lack it all.

Of a published event the form only shows when, where and whether: people count on it, so a change
goes by `events.change`, which tells them.
"""

from typing import Any

from django.utils.translation import gettext as _

from brink.pages.page_form import BasePageForm
from events.audience_rule import first_wrong, missing_audience, plain_ends
from events.desk.template_rule import NO_TEMPLATE
from events.models.event import Event, Presence, Status
from events.projection import CALENDAR_FACTS

#: The fields that are held once the event is published.
HELD = tuple(name.removesuffix("_id") for name in CALENDAR_FACTS)


class EventPageForm(BasePageForm):
    #: the published facts that this form cannot change; none of a draft never published
    held: dict[str, Any]
    #: what is published of it now
    event: Event | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Event.objects.visible().filter(key=self.instance.translation_key)
        self.event = event = found.select_related("place", "series").first()
        self.held = {name: getattr(event, name) for name in HELD} if event else {}
        for name in self.held.keys() & self.fields.keys():
            self.show(name, self.held[name])  # also where a draft says otherwise
        if self.instance.pk is None and "reminders" in self.formsets:
            self.formsets["reminders"].extra = 1  # one day before: what most people expect

    def clean(self) -> dict[str, Any]:
        """Dates that contradict each other are the model's to refuse, in a draft too."""
        data = super().clean()
        data.update(self.held)  # to the microsecond, which a widget drops
        self.ask_series(data)
        self.read_ends(data)
        if not self.is_deferred_validation:
            self.refuse_template(data)
            for name, text in {**missing_whereabouts(data), **missing_audience(data)}.items():
                self.add_error_once(name, text)
            self.ask_notice(data)
        return data

    def ask_series(self, data: dict[str, Any]) -> None:
        """What is published keeps the identity it has in everybody's calendar."""
        series = data.get("series")
        if self.event is None and series is not None and series.repeats:
            others = Event.objects.filter(series=series, occurrence=data.get("start"))
            if others.exclude(key=self.instance.translation_key).exists():
                self.add_error_once("start", _("Another meeting of this series starts then."))
        if self.event is None or self.event.series == series:
            return
        if any(one is not None and one.repeats for one in (self.event.series, series)):
            text = _("A published event cannot join or leave a series that repeats.")
            self.add_error_once("series", text)

    def read_ends(self, data: dict[str, Any]) -> None:
        if "admits_domains" not in data:
            return
        data["admits_domains"] = plain_ends(data["admits_domains"])
        if wrong := first_wrong(data["admits_domains"]):
            text = _("“%(end)s” is not the end of an address. Write one a line: school.example")
            self.add_error_once("admits_domains", text % {"end": wrong})

    def ask_notice(self, data: dict[str, Any]) -> None:
        if data.get("status") in (Status.CANCELLED, Status.MOVED) and not data.get("notice"):
            text = _("Tell what has changed, and what people can do, for the page and lists.")
            self.add_error_once("notice", text)

    def refuse_template(self, data: dict[str, Any]) -> None:
        """A template stays a draft; an event that was published does not become one."""
        if data.get("is_template", self.instance.is_template):
            self.add_error("is_template" if "is_template" in self.fields else None, NO_TEMPLATE)

    def add_error_once(self, name: str, text: str) -> None:
        """A field that is wrong by itself has its own message; one not in the form has no place."""
        if name in self.fields and name not in self.errors:
            self.add_error(name, text)


def missing_whereabouts(data: dict[str, Any]) -> dict[str, str]:
    """What people must know to get there and is not said, by field."""
    presence, missing = data.get("presence"), {}
    if presence in (Presence.ROOM, Presence.HYBRID) and not data.get("place"):
        missing["place"] = _("Choose the place where people come together.")
    if presence in (Presence.ONLINE, Presence.HYBRID) and not data.get("online_url"):
        missing["online_url"] = _("Give the link; only who has signed up gets it.")
    return missing
