"""The published facts of an event: one row whatever the number of languages."""

import secrets
from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from events.models.queryset import EventQuerySet
from events.models.rules import SignUpRules


class Presence(models.TextChoices):
    ROOM = "room", _("on location")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on location and online")


class Seat(models.TextChoices):
    """What a registration takes up; an event that is held both ways has places of both."""

    ROOM = "room", _("in the room")
    ONLINE = "online", _("online")


class Status(models.TextChoices):
    SCHEDULED = "scheduled", _("scheduled")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")


class Place(index.Indexed, models.Model):
    """Where an event is held."""

    name = models.CharField(_("name"), max_length=120)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    municipality = models.ForeignKey(
        "themes.Region", models.PROTECT, null=True, blank=True, verbose_name=_("municipality")
    )
    # WGS 84, for maps and calendars; both or neither.
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    search_fields: ClassVar[list] = [index.SearchField("name"), index.AutocompleteField("name")]
    #: the address before the save that is going on (`events.relocation`)
    was: tuple | None = None

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def town(self) -> str:
        return str(self.municipality) if self.municipality_id else ""

    @property
    def address(self) -> str:
        """One line: name, street, postcode and town."""
        parts = (self.name, self.street, f"{self.postcode} {self.town}".strip())
        return ", ".join(part for part in parts if part)


def new_uid() -> str:
    """An opaque calendar identity: 128 random bits, for ever, the same in both languages."""
    return secrets.token_hex(16)


def new_secret() -> str:
    """128 random bits that are never shown as they are."""
    return secrets.token_hex(16)


def at_this_site(uid: str) -> str:
    """The host makes an identity unique in the world (RFC 7986 §5.3)."""
    return f"{uid}@{urlsplit(settings.BASE_URL).hostname}"


class Event(SignUpRules):
    """Written by the projection (facts), by `events.settling` (counters), and by who gives secrets.

    `taken` and `waiting` are recounted from the registrations under the row lock each time.
    `sequence` and `stamped` change with start, end, place, presence and status: what a calendar
    must know. `changed` is when it was last published, in whatever language.
    """

    key = models.UUIDField(unique=True)
    facts_lang = models.CharField(max_length=2)
    uid = models.CharField(max_length=120, unique=True, default=new_uid)
    type = models.ForeignKey("themes.EventType", models.PROTECT, null=True)
    start = models.DateTimeField()
    end = models.DateTimeField()
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.ROOM)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True)
    online_url = models.URLField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.SCHEDULED)
    #: places in the room, or online where that is the only way and `online_capacity` is empty
    capacity = models.PositiveIntegerField(null=True, blank=True)
    opens = models.DateTimeField(null=True, blank=True)
    closes = models.DateTimeField(null=True, blank=True)
    organiser_name = models.CharField(max_length=120, blank=True)
    organiser_email = models.EmailField(blank=True)
    #: the name as it stands in addresses: `?organiser=lectoraat-nieuw-werk`
    organiser_code = models.SlugField(max_length=60, blank=True, default="", db_default="")
    series = models.ForeignKey(
        "events.Series", models.PROTECT, null=True, blank=True, related_name="events"
    )
    #: in a series that repeats: the start it was first planned at, its place among the others
    occurrence = models.DateTimeField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    #: of those taken and waiting: online, where the event is held both ways
    online_taken = models.PositiveIntegerField(default=0, db_default=0)
    online_waiting = models.PositiveIntegerField(default=0, db_default=0)
    #: of those taken: on offer to who waited
    offered = models.PositiveIntegerField(default=0, db_default=0)
    #: what the organiser decided when too few had signed up: "goes-on" (`events.minimum`)
    minimum_answer = models.CharField(max_length=10, blank=True, default="", db_default="")
    #: in the link that invites; another one makes the links of before worthless
    invitation_code = models.CharField(max_length=32, default=new_secret, db_default="")
    #: what the codes on the screen in the room are made of (`events.door.room`)
    room_secret = models.CharField(max_length=32, default=new_secret, db_default="")
    visible = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    stamped = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    #: notice of a change by language, as the pages word it
    notices = models.JSONField(default=dict, blank=True)
    #: time, minutes and day of each programme item, by the key that its translations share;
    #: those of before there were days have no third (`events.days.Slot`)
    sessions = models.JSONField(default=dict, blank=True)
    #: when people are reminded, as `EventReminder.code` spells it
    reminders = models.JSONField(default=list, db_default=[], blank=True)
    #: when people were told that there is something to read afterwards
    materials_told = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("start",)
        indexes = [models.Index(fields=["visible", "start"], name="event_visible_start")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="event_ends_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d} {self.uid[:8]}"

    @property
    def calendar_uid(self) -> str:
        """What calendars know it by: the same for ever and in every language."""
        return at_this_site(self.uid)

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    @property
    def is_hybrid(self) -> bool:
        """Held both ways: its places in the room and online are counted apart."""
        return self.presence == Presence.HYBRID

    @property
    def seats(self) -> tuple[Seat, ...]:
        """What places there are, the room first."""
        if self.is_hybrid:
            return (Seat.ROOM, Seat.ONLINE)
        return (Seat.ONLINE,) if self.presence == Presence.ONLINE else (Seat.ROOM,)

    def capacity_of(self, seat: Seat) -> int | None:
        """How many places of a kind there are; None when there is no limit.

        An event that was held both ways and is online only has the places online it had, where
        they were limited; else `capacity`, as one that was online from the start. In the room there
        is only `capacity`, and of a kind that the event has not, as many as of its only one.
        """
        kind = seat if self.is_hybrid else self.seats[0]
        if kind == Seat.ONLINE and (self.is_hybrid or self.online_capacity is not None):
            return self.online_capacity
        return self.capacity

    def taken_of(self, seat: Seat) -> int:
        return self._share(self.taken, self.online_taken, seat)

    def waiting_of(self, seat: Seat) -> int:
        return self._share(self.waiting, self.online_waiting, seat)

    def free_of(self, seat: Seat) -> int | None:
        """How many places of a kind are left; None when there is no limit. Never below zero."""
        capacity = self.capacity_of(seat)
        return None if capacity is None else max(0, capacity - self.taken_of(seat))

    def _share(self, total: int, online: int, seat: Seat) -> int:
        if not self.is_hybrid:
            return total
        return online if seat == Seat.ONLINE else total - online

    @property
    def places(self) -> int | None:
        """All places, of both kinds; None when there is no limit to one of them."""
        numbers = [self.capacity_of(seat) for seat in self.seats]
        return None if None in numbers else sum(filter(None, numbers))

    @property
    def free(self) -> int | None:
        """How many places are left, of both kinds; None when there is no limit."""
        numbers = [self.free_of(seat) for seat in self.seats]
        return None if None in numbers else sum(filter(None, numbers))

    def notice_for(self, lang: str) -> tuple[str, str]:
        """The notice and its language: `lang` if it was written in it, else what there is."""
        found = lang if self.notices.get(lang) else next(iter(self.notices), lang)
        return self.notices.get(found, ""), found

    def is_past(self) -> bool:
        """Over: a running event is not past."""
        return self.end <= timezone.now()
