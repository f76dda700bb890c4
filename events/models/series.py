"""Meetings that belong together, such as the evenings of a course."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from events.models.event import at_this_site, new_uid
from events.numbering import check_pattern


class Series(index.Indexed, models.Model):
    """Events that readers see as one row of meetings.

    A series that `repeats` is the same meeting on several days: feeds show one appointment with as
    many dates. Else each event is an appointment of its own that names the others.
    """

    uid = models.CharField(max_length=120, unique=True, default=new_uid, editable=False)
    title_nl = models.CharField(_("Dutch title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=120)
    repeats = models.BooleanField(
        _("the same meeting each time"),
        default=False,
        help_text=_("Calendars then show one appointment that repeats. Choose before publishing."),
    )

    #: how a meeting is called: "{title}", "{n}" and "{total}" stand for what they say
    pattern_nl = models.CharField(
        _("Dutch name of each meeting"),
        max_length=160,
        blank=True,
        default="",
        db_default="",
        help_text=_("Such as: {title}, meeting {n} of {total}. Empty: as it is on its page."),
    )
    pattern_en = models.CharField(
        _("English name of each meeting"), max_length=160, blank=True, default="", db_default=""
    )
    takes_whole = models.BooleanField(
        _("people may sign up for all meetings at once"), default=True, db_default=True
    )
    gives_certificate = models.BooleanField(
        _("gives a certificate"), default=False, db_default=False
    )
    minimum_sittings = models.PositiveSmallIntegerField(
        _("meetings one must have been at"),
        null=True,
        blank=True,
        help_text=_("Empty: all of them."),
    )
    signatory = models.CharField(
        _("who signs the certificate"), max_length=120, blank=True, default="", db_default=""
    )

    search_fields: ClassVar[list] = [
        index.SearchField("title_nl"),
        index.AutocompleteField("title_nl"),
        index.SearchField("title_en"),
        index.AutocompleteField("title_en"),
    ]

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ("title_nl",)

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" else self.title_nl

    @property
    def calendar_uid(self) -> str:
        """What feeds know it by, if it repeats: all its meetings are one appointment there."""
        return at_this_site(self.uid)

    def clean(self) -> None:
        """Calendars know its meetings by one identity or by many; that cannot change under them."""
        super().clean()
        self.clean_patterns()
        was = Series.objects.filter(pk=self.pk).exclude(repeats=self.repeats)
        if was.filter(events__isnull=False).exists():
            text = _("Meetings of this series are published already; make another series for this.")
            raise ValidationError({"repeats": text})

    def clean_patterns(self) -> None:
        """Refuse what cannot be filled in."""
        errors = {}
        for name in ("pattern_nl", "pattern_en"):
            try:
                check_pattern(getattr(self, name))
            except ValidationError as error:
                errors[name] = error
        if errors:
            raise ValidationError(errors)
