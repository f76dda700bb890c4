from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "brink.pages"
    label = "pages"
