from django.apps import AppConfig


class MasterclassesConfig(AppConfig):
    name = "masterclasses"
    label = "masterclasses"
