from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """That somebody was erased, and nothing of who: what a restored backup brings back goes again.

    No reference to `Person`: in a backup that is put back the row is another, its `uid` is not.
    """

    person_uid = models.UUIDField(unique=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return str(self.person_uid)
