"""What an organiser asks of who signs up, or of who was there, and what they answered."""

import secrets
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from events.fields import LinesField

#: What is answered is not kept longer after the event.
MOST_DAYS = 90


def new_code() -> str:
    """What a question is known by; the same after its words were mended."""
    return secrets.token_hex(6)


class AbstractQuestion(models.Model):
    """The facts of a question, as an editor enters them and as they are published."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        CHOICE = "choice", _("one of these")
        SEVERAL = "several", _("several of these")
        YES_NO = "yes-no", _("yes or no")
        NUMBER = "number", _("number")

    class Moment(models.TextChoices):
        SIGN_UP = "sign-up", _("when signing up")
        FEEDBACK = "feedback", _("after the event")

    code = models.CharField(max_length=40, default=new_code, editable=False)
    moment = models.CharField(_("asked"), max_length=10, choices=Moment, default=Moment.SIGN_UP)
    kind = models.CharField(_("answer"), max_length=10, choices=Kind, default=Kind.TEXT)
    label_nl = models.CharField(_("question in Dutch"), max_length=200)
    label_en = models.CharField(_("question in English"), max_length=200)
    is_required = models.BooleanField(_("must be answered"), default=False)
    #: each a line: "Dutch | English", with a number behind a second bar where places are limited
    options = LinesField(
        _("answers to choose from"),
        help_text=_("One a line: Dutch | English | places. Leave places out for no limit."),
    )
    purpose_nl = models.CharField(_("why you ask, in Dutch"), max_length=200, blank=True)
    purpose_en = models.CharField(_("why you ask, in English"), max_length=200, blank=True)
    keep_days = models.PositiveSmallIntegerField(
        _("days kept after the event"), default=90, help_text=_("At most 90.")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_nl

    @property
    def purpose(self) -> str:
        return self.purpose_en if get_language() == "en" else self.purpose_nl


class EventQuestion(Orderable, AbstractQuestion):
    """One question of the page that owns the facts; the projection copies it to `Question`."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="questions")

    panels: ClassVar[list] = [
        FieldRowPanel([FieldPanel("label_nl"), FieldPanel("label_en")]),
        FieldRowPanel([FieldPanel("moment"), FieldPanel("kind"), FieldPanel("is_required")]),
        FieldPanel("options"),
        FieldRowPanel([FieldPanel("purpose_nl"), FieldPanel("purpose_en")]),
        FieldPanel("keep_days"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def clean(self) -> None:
        super().clean()
        problems = {}
        if self.kind in (self.Kind.CHOICE, self.Kind.SEVERAL) and not self.options:
            problems["options"] = _("Give the answers to choose from, one a line.")
        if self.keep_days is not None and self.keep_days > MOST_DAYS:
            problems["keep_days"] = _("At most 90.")
        if problems:
            raise ValidationError(problems)


class Question(AbstractQuestion):
    """A published question. One that was taken off the page is no longer asked, and kept."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(default=0)
    is_asked = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("event", "order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["event", "code"], name="question_once_per_event")
        ]


class Answer(models.Model):
    """What somebody answered: a text, the code of an option or a list of them, a bool, a number."""

    registration = models.ForeignKey("events.Registration", models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    value = models.JSONField()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("question__order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["registration", "question"], name="answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} · {self.question_id}"


class Needs(models.Model):
    """Diet and access: may tell of health or faith, so only with consent (GDPR, article 9).

    Removed seven days after the event (`events.retention`).
    """

    registration = models.OneToOneField("events.Registration", models.CASCADE, related_name="needs")
    diet = models.CharField(_("diet"), max_length=300, blank=True)
    access = models.CharField(_("what you need to take part"), max_length=300, blank=True)
    consented = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("needs")
        verbose_name_plural = _("needs")

    def __str__(self) -> str:
        return str(self.registration_id)
