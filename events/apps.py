from importlib import import_module

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    label = "events"

    def ready(self) -> None:
        import_module("events.jobs")
        vocabulary = import_module("brink.themes.labels")
        facts = import_module("events.models.event")
        vocabulary.name_choices("presence", facts.Presence.choices)
