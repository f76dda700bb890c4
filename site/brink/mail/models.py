"""Who wants no mail of which topic."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.Model):
    """An address that asked not to get mail of a topic; what somebody must know is sent anyway.

    `email` is in lower case. The topics are named in `brink.mail.topics`.
    """

    email = models.EmailField(_("e-mail address"))
    topic = models.CharField(_("topic"), max_length=40)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("refusal of mail")
        verbose_name_plural = _("refusals of mail")
        constraints = [models.UniqueConstraint(fields=["email", "topic"], name="mail_refusal_once")]

    def __str__(self) -> str:
        return self.topic
