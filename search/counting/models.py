"""What was looked for, in numbers, and what editors make of that."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.counting.wording import LONGEST


class AskedQuery(models.Model):
    """One query in one language on one day: how often, and what came of it. Nothing about who.

    `empty` searches found nothing with all that was typed. `ranks` is the sum of the places in the
    list that were chosen. Written only by `search.counting.tally`.
    """

    query = models.CharField(max_length=LONGEST)
    lang = models.CharField(max_length=2)
    day = models.DateField()
    searches = models.PositiveIntegerField(default=0)
    empty = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)
    ranks = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counted query")
        verbose_name_plural = _("counted queries")
        constraints = (
            models.UniqueConstraint(fields=["query", "lang", "day"], name="search_asked_once"),
        )
        indexes = (
            models.Index(fields=["day"], name="search_asked_day"),
            # On PostgreSQL only this order of letters serves a beginning; SQLite ignores it.
            models.Index(
                fields=["query"], name="search_asked_begin", opclasses=["varchar_pattern_ops"]
            ),
        )

    def __str__(self) -> str:
        return f"{self.query} ({self.lang}, {self.day})"


class ContentWish(models.Model):
    """Something that visitors look for and we do not have yet."""

    class Kind(models.TextChoices):
        WISH = "wish", _("content wish")
        QUESTION = "question", _("innovation question")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")

    query = models.CharField(
        _("what people type"),
        max_length=LONGEST,
        help_text=_("What visitors looked for, for example “subsidie warmtepomp”."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind,
        default=Kind.WISH,
        help_text=_(
            "A content wish is for a page that somebody can write. An innovation question is for "
            "the programme: nobody has the answer yet."
        ),
    )
    note = models.TextField(
        _("note"),
        max_length=2000,
        blank=True,
        help_text=_("What is missing, and who could make it. Write no names of visitors here."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created = models.DateTimeField(_("written down"), auto_now_add=True)

    class Meta:
        verbose_name = _("wish or question")
        verbose_name_plural = _("wishes and questions")
        ordering = ("-state", "-created")

    def __str__(self) -> str:
        return f"{self.query} ({self.get_kind_display()})"
