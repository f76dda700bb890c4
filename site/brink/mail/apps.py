from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "brink.mail"
    label = "mail"
