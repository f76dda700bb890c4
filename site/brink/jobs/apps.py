from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class JobsConfig(AppConfig):
    name = "brink.jobs"
    label = "jobs"

    def ready(self) -> None:
        import_module("brink.jobs.pruning")
        import_module("brink.jobs.tasks")
        if settings.CELERY_BROKER_URL:
            import_module("brink.jobs.waking")
