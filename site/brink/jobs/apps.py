from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "brink.jobs"
    label = "jobs"
