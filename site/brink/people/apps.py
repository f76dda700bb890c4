from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "brink.people"
    label = "people"

    def ready(self) -> None:
        import_module("brink.people.samples")
        import_module("brink.people.privacy.link")
        import_module("brink.people.privacy.sections")
        import_module("brink.people.privacy.rules")
