from importlib import import_module

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "brink.mail"
    label = "mail"

    def ready(self) -> None:
        import_module("brink.mail.delivery")
