import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brink.people.models.user import LowerEmailField


class Person(models.Model):
    """Somebody we know of, with or without a login.

    The address is not unique: colleagues share a mailbox, and an unverified address proves
    nothing. A guest is never looked up by it; a person is claimed after verification.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    given = models.CharField(_("first name"), max_length=80, blank=True)
    infix = models.CharField(_("infix"), max_length=20, blank=True, help_text=_("such as van der"))
    family = models.CharField(_("last name"), max_length=80, blank=True)
    email = LowerEmailField(_("e-mail address"), blank=True, db_index=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="nl"
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    # As typed by the person; `organisation` is set when it is one that we know.
    organisation_name = models.CharField(_("organisation"), max_length=120, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)

    #: no editor asks where a person is used, and each guest would cost a job of Wagtail's
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("family", "given")

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def full_name(self) -> str:
        if self.erased_at:
            return gettext("removed participant")
        return " ".join(part for part in (self.given, self.infix, self.family) if part)

    @property
    def sort_name(self) -> str:
        """As Dutch lists sort: Van der Berg under B."""
        if self.erased_at:
            return self.full_name
        rest = " ".join(part for part in (self.given, self.infix) if part)
        return f"{self.family}, {rest}" if self.family and rest else self.family or rest
