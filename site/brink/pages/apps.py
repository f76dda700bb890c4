from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "brink.pages"
    label = "pages"

    def ready(self) -> None:
        from brink.pages.models.card import Kind  # noqa: PLC0415  (models must be ready)
        from brink.themes.labels import name_choices  # noqa: PLC0415

        name_choices("kind", Kind.choices)
