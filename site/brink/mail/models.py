"""Who wants no mail of which topic."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.Model):
    """Somebody asked not to get mail of a topic; what they must know is sent anyway.

    The wish outlives the person's data, so the address itself is not kept: `reader` is its keyed
    hash (`brink.mail.readers`), which only shows whether an address that we know by other means is
    the one. A version before this one may have written an address. Topics: `brink.mail.topics`.
    """

    reader = models.CharField(max_length=254, db_column="email")
    topic = models.CharField(_("topic"), max_length=40)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("refusal of mail")
        verbose_name_plural = _("refusals of mail")
        constraints = [
            models.UniqueConstraint(fields=["reader", "topic"], name="mail_refusal_once")
        ]

    def __str__(self) -> str:
        return self.topic
