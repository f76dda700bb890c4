from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "brink.home"
    label = "home"
