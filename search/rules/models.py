"""What editors tell search beside what comes with the product."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brink.pages.version import bump_rules
from search.language.glossary import Pair
from search.rules import checking


class EditorsRule(models.Model):
    """Abstract. Every process reads the rules anew within a minute after one changed: the version
    of all goes up in that transaction (`search.rules.memo`). `delete` of a queryset does so too.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            bump_rules()


class SynonymGroup(EditorsRule):
    """A line as in `search/language/data/synonyms.txt`."""

    line = models.CharField(
        _("words"),
        max_length=500,
        unique=True,
        help_text=_(
            "Words that mean the same, with commas between: “loonheffing, wage tax”. Who looks for "
            "one of them also finds the others. Write “>” if it only works one way: “practoraat > "
            "lectoraat” also finds lectoraat for practoraat, not the other way round. Write @nl or "
            "@en after a word that only counts in one language: “stage@nl, internship”."
        ),
    )
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("Why this group is there, for your colleagues. Visitors do not see it."),
    )

    class Meta:
        verbose_name = _("synonym group")
        verbose_name_plural = _("synonym groups")
        ordering = ("line",)

    def __str__(self) -> str:
        return self.line

    def clean(self) -> None:
        if reason := checking.fault_of(self.line):
            raise ValidationError({"line": reason})


class StruckPair(EditorsRule):
    """A Dutch and an English word that the glossary takes for each other, and should not."""

    dutch = models.CharField(
        _("Dutch word"), max_length=60, help_text=_("One word in Dutch, for example “bank”.")
    )
    english = models.CharField(
        _("English word"),
        max_length=60,
        help_text=_(
            "The English word that search wrongly takes for it, for example “sofa”. From now on "
            "who looks for one of them no longer finds the other."
        ),
    )

    class Meta:
        verbose_name = _("wrong translation")
        verbose_name_plural = _("wrong translations")
        ordering = ("dutch", "english")
        constraints = (
            models.UniqueConstraint(
                fields=["dutch", "english"],
                name="search_struck_once",
                violation_error_message=_("This pair is already in the list."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.dutch} – {self.english}"

    @property
    def pair(self) -> Pair:
        """As the glossary has it."""
        return checking.pair_of(self.dutch, self.english)

    def clean(self) -> None:
        faults = checking.faults_of_pair(self.dutch, self.english)
        if faults:
            raise ValidationError(faults)


class ProtectedWord(EditorsRule):
    """A word that a query has as it is: see `search.language.synonyms.Book`."""

    word = models.CharField(
        _("word"),
        max_length=60,
        unique=True,
        help_text=_(
            "A name or a word that search should leave as it is, for example “Noorderpoort”. Who "
            "looks for it finds this very word: not “noord” or “poort”, no other form of it and no "
            "translation. A synonym group still works."
        ),
    )

    class Meta:
        verbose_name = _("protected word")
        verbose_name_plural = _("protected words")
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word

    @property
    def normalised(self) -> str:
        return checking.one_word(self.word)

    def clean(self) -> None:
        if fault := checking.fault_of_word(self.word):
            raise ValidationError({"word": fault})


class PromotedResult(EditorsRule):
    """A page that is shown first for some queries, as long as it is published."""

    class Language(models.TextChoices):
        ANY = "", _("Dutch and English")
        NL = "nl", _("Dutch")
        EN = "en", _("English")

    queries = models.TextField(
        _("what people type"),
        max_length=1000,
        help_text=_(
            "One query on each line, for example “subsidie aanvragen”. Order, capitals and forms "
            "such as plurals do not matter. A query with other words beside these is another query."
        ),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_(
            "The page that comes first, with “Chosen by the editors” beside it. Only while it is "
            "published and everybody may see it."
        ),
    )
    lang = models.CharField(
        _("visitors who read"), max_length=2, choices=Language, default=Language.ANY, blank=True
    )
    until = models.DateField(
        _("until and including"),
        null=True,
        blank=True,
        help_text=_("Leave this empty if it stays. After this day it stops by itself."),
    )

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ("queries",)

    def __str__(self) -> str:
        return ", ".join(self.queries.splitlines())

    @property
    def has_run_out(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()

    def clean(self) -> None:
        page = checking.fault_of_page(self.page.translation_key) if self.page_id else ""
        is_too_late = self._state.adding and self.has_run_out
        faults = {
            "queries": checking.fault_of_queries(self.queries),
            "page": page,
            "until": checking.DAY_HAS_BEEN if is_too_late else "",
        }
        if found := {name: fault for name, fault in faults.items() if fault}:
            raise ValidationError(found)


MODELS: tuple[type[EditorsRule], ...] = (SynonymGroup, StruckPair, ProtectedWord, PromotedResult)
