from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "brink.people"
    label = "people"
