from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "brink.mail"
    label = "mail"

    def ready(self) -> None:
        import_module("brink.mail.delivery")
        outage = import_module("brink.mail.outage")
        jobs = import_module("brink.jobs.dependencies")
        words = _("The mail server does not answer. Mail waits, and goes out once it does.")
        jobs.register_service(jobs.Service("mail", words, outage.since))
