from django.apps import AppConfig


class MasterclassesConfig(AppConfig):
    name = "masterclasses"
    label = "masterclasses"

    def ready(self) -> None:
        from brink.themes.labels import name_choices
        from masterclasses.models import MasterclassPage

        name_choices("level", MasterclassPage.Level.choices)
