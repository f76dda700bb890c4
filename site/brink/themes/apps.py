from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "brink.themes"
    label = "themes"
