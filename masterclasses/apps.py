from django.apps import AppConfig


class MasterclassesConfig(AppConfig):
    name = "masterclasses"
    label = "masterclasses"

    def ready(self) -> None:
        from brink.pages.bodies.mentions import find_mentions
        from brink.pages.telling import tell_with
        from brink.themes.labels import name_choices
        from masterclasses.mentions import naming_masterclasses
        from masterclasses.models import MasterclassPage
        from masterclasses.telling import tell_masterclasses

        name_choices("level", MasterclassPage.Level.choices)
        tell_with(["masterclass"], tell_masterclasses)
        find_mentions(naming_masterclasses)
