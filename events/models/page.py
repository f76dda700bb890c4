"""The page of an event: its words, and the form in which an editor enters its facts.

Templates and feeds never read facts from a page; what is published stands in `Event`.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Revision
from wagtail_localize.fields import BaseTranslatableField

from brink.pages.fact_rows import FactRowsPanel
from brink.pages.models import BasePage, IndexPage
from brink.pages.projection import lock_pages
from events.change_panel import ChangePanel
from events.desk.capacity_panel import CapacityPanel
from events.desk.template_rule import NO_TEMPLATE, EventTester, TemplatePanel
from events.models.event import Event, Presence, Status
from events.models.programme import EventSpeaker
from events.models.registration import Registration
from events.models.rules import CERTIFICATE, NEEDS, PLACES, RULES, WHO, SignUpRules
from events.page_form import EventPageForm
from events.projection import project_event
from events.versions import renew
from events.words import other_words

#: What the templates show. By name: these read models, which are not there yet.
AGENDA = "events.agenda.Agenda"
EVENT_VIEW = "events.presentation.EventView"

FACTS = (
    "type", "start", "end", "presence", "place", "online_url", "status",
    "capacity", "opens", "closes", "organiser_name", "organiser_email", "series", *RULES,
)  # fmt: skip

#: What became of one event.
OF_ONE_EVENT = ("notice", "after", "recording_url", "series", "status")
NOT_COPIED = (*OF_ONE_EVENT, "other_notice")

WHEN_AND_WHERE = [
    FieldPanel("type"),
    ChangePanel(),
    FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
    FieldRowPanel([FieldPanel("status"), FieldPanel("presence")]),
    FieldPanel("place"),
    FieldPanel("online_url"),
    FieldPanel("series"),
]
REGISTRATION = [
    CapacityPanel(),
    FieldPanel("capacity"),
    *PLACES,
    FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
    FieldRowPanel([FieldPanel("organiser_name"), FieldPanel("organiser_email")]),
    FactRowsPanel("reminders", label=_("Reminder")),
]


def is_out_of_order(first: datetime | None, last: datetime | None) -> bool:
    """Whether both are known and the last does not come later.

    By instants: two times of one zone compare by the clock, which in October shows an hour twice.
    """
    return bool(first and last) and last.timestamp() <= first.timestamp()  # type: ignore[union-attr]


class EventIndexPage(IndexPage):
    lists = ("event",)
    template = "events/event_index_page.html"
    parent_page_types: ClassVar[list] = ["home.HomePage"]
    subpage_types: ClassVar[list] = ["events.EventPage"]

    class Meta:
        verbose_name = _("agenda")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "agenda": import_string(AGENDA)(request),
        }


class EventPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "events.EventPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


PANELS = (
    MultiFieldPanel(WHEN_AND_WHERE, heading=_("When and where")),
    MultiFieldPanel(REGISTRATION, heading=_("Registration")),
    WHO,
    FactRowsPanel("questions", label=_("Question")),
    NEEDS,
    CERTIFICATE,
    MultiFieldPanel(
        [FieldPanel("notice"), FieldPanel("other_notice")], heading=_("Notice of a change")
    ),
    FieldPanel("body"),
    InlinePanel("programme", label=_("Programme item")),
    InlinePanel("speakers", label=_("Speaker")),
    MultiFieldPanel(
        [FieldPanel(name) for name in ("audience", "cost", "bring", "access_note")],
        heading=_("Good to know"),
    ),
    FieldPanel("after"),
    FieldPanel("recording_url"),
    MultiFieldPanel(
        [FieldPanel("themes"), FieldPanel("sectors"), FieldPanel("tags")],
        heading=_("Classification"),
    ),
    FieldPanel("related"),
)


class EventPage(BasePage, SignUpRules):
    kind = "event"
    base_form_class = EventPageForm
    fact_fields = (*FACTS, "themes", "sectors")
    fact_rows = ("reminders", "questions")
    of_one_item = OF_ONE_EVENT
    exclude_fields_in_copy: ClassVar[list] = [*BasePage.exclude_fields_in_copy, *NOT_COPIED]
    override_translatable_fields: ClassVar[list] = [
        *BasePage.override_translatable_fields,
        BaseTranslatableField("other_notice"),
    ]
    template = "events/event_page.html"
    parent_page_types: ClassVar[list] = ["events.EventIndexPage"]
    subpage_types: ClassVar[list] = []

    # Facts: nullable so that a draft can be saved, required to publish.
    type = models.ForeignKey("themes.EventType", models.PROTECT, null=True, verbose_name=_("type"))
    start = models.DateTimeField(_("start"), null=True)
    end = models.DateTimeField(_("end"), null=True)
    presence = models.CharField(
        _("presence"), max_length=10, choices=Presence, default=Presence.ROOM
    )
    place = models.ForeignKey(
        "events.Place", models.SET_NULL, null=True, blank=True, verbose_name=_("place")
    )
    online_url = models.URLField(_("online link"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.SCHEDULED)
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty when everybody fits."),
    )
    opens = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes = models.DateTimeField(_("registration closes"), null=True, blank=True)
    organiser_name = models.CharField(_("organiser"), max_length=120, blank=True)
    organiser_email = models.EmailField(_("organiser's address"), blank=True)
    series = models.ForeignKey(
        "events.Series", models.PROTECT, null=True, blank=True, verbose_name=_("series")
    )
    themes = ParentalManyToManyField("themes.Theme", blank=True, verbose_name=_("themes"))
    sectors = ParentalManyToManyField("themes.Sector", blank=True, verbose_name=_("sectors"))

    # Words
    notice = models.CharField(_("notice of a change"), max_length=600, blank=True)
    other_notice = models.CharField(
        _("notice in the other language"),
        max_length=600,
        blank=True,
        default="",
        db_default="",
        help_text=_("Shown to readers of the other language until there is a translation."),
    )
    cost = models.CharField(_("costs"), max_length=200, blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    bring = models.TextField(_("what to bring"), blank=True)
    access_note = models.TextField(_("access"), blank=True)
    after = RichTextField(_("afterwards"), blank=True, help_text=_("Shown once it is over."))
    recording_url = models.URLField(_("recording"), blank=True, default="", db_default="")
    #: a draft to copy from; it is never published
    is_template = models.BooleanField(_("template"), default=False, db_default=False)
    tags = ClusterTaggableManager(through=EventPageTag, blank=True, verbose_name=_("tags"))

    content_panels: ClassVar[list] = [TemplatePanel(), *BasePage.content_panels, *PANELS]
    settings_panels: ClassVar[list] = [*BasePage.settings_panels, FieldPanel("is_template")]

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")

    def clean(self) -> None:
        """Refuse dates that contradict each other; what a draft still lacks is no contradiction."""
        super().clean()
        errors = self.contradictions()
        if is_out_of_order(self.start, self.end):
            errors["end"] = _("The end must be later than the start.")
        if is_out_of_order(self.closes, self.end):
            errors["closes"] = _("Registration must close before the event ends.")
        elif is_out_of_order(self.opens, self.closes):
            errors["closes"] = _("Registration must close later than it opens.")
        if errors:
            raise ValidationError(errors)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish under the locks of a change, so that a version read before one undoes nothing.

        By schedule, review and in bulk; the editor holds the locks from the start by itself.
        """
        if self.is_template:
            raise ValidationError(NO_TEMPLATE)
        with transaction.atomic():
            lock_pages(self.translation_key)
            renew(revision, self.translation_key)
            super().publish(revision, *args, **kwargs)

    def permissions_for_user(self, user: Any) -> EventTester:
        return EventTester(user, self)

    @classmethod
    def facts_language(cls, key: UUID, pages: dict[str, BasePage]) -> str:
        """The row says whose facts it holds; before there is one, the page made first."""
        owner = Event.objects.filter(key=key).values_list("facts_lang", flat=True).first()
        return owner or super().facts_language(key, pages)

    @classmethod
    def for_serving(cls) -> models.QuerySet:
        speakers = EventSpeaker.objects.select_related("organisation")
        with_people = models.Prefetch("speakers", queryset=speakers)
        return super().for_serving().prefetch_related("programme", with_people)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "view": import_string(EVENT_VIEW)(self, request)}

    @classmethod
    def project_facts(cls, key: UUID, pages: dict[str, BasePage]) -> None:
        project_event(key, pages)

    def search_text(self) -> str:
        return " ".join((super().search_text(), *other_words(self)))

    def search_dates(self) -> tuple[datetime, datetime] | None:
        dates = Event.objects.filter(key=self.translation_key).values_list("start", "end")
        return dates.first()

    def has_obligations(self) -> bool:
        found = Registration.objects.filter(event__key=self.translation_key)
        # Somebody whose address is not proven and who holds no place was promised nothing.
        unproven = models.Q(state=Registration.State.UNCONFIRMED, held_until=None)
        return found.filter(state__in=Registration.ACTIVE).exclude(unproven).exists()

    def cover_land(self) -> str:
        return next((theme.code for theme in self.themes.all()), "ondernemerschap")

    def facets(self) -> dict[str, list[str]]:
        return {
            "theme": [theme.code for theme in self.themes.all()],
            "sector": [sector.code for sector in self.sectors.all()],
            "region": self.region_codes(),
            "type": [self.type.code] if self.type else [],
            "presence": [self.presence],
            "status": [] if self.status == Status.SCHEDULED else [self.status],
        }

    def region_codes(self) -> list[str]:
        town = self.place.municipality if self.place else None
        return town.lineage() if town else []
