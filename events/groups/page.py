"""How a group stands, as the page of its contact tells it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from events import links
from events.admission import Admission, admission
from events.groups import links as booking_links
from events.groups.contact import renamable
from events.groups.forms import SHARED, TOGETHER, AddForm, GuestForm, WishForm
from events.groups.party import invited_in, is_of_contact, not_there, rows_of
from events.groups.switching import bar, other_seat
from events.models import Booking, Event, Registration, Seat

State = Registration.State


@dataclass
class Place:
    """One place, with what the contact can do about it."""

    row: Registration
    order: int
    form: GuestForm | None = None

    @cached_property
    def is_own(self) -> bool:
        """The contact's own."""
        return self.row.claimed is not None and is_of_contact(self.row)

    @property
    def name(self) -> str:
        return self.row.person.full_name

    @property
    def claim_url(self) -> str:
        return booking_links.claim_address(self.row)

    @property
    def field_id(self) -> str:
        return f"link-{self.row.pk}"

    def path(self, name: str) -> str:
        assert self.row.booking is not None
        return booking_links.path(self.row.booking, name, number=self.row.pk)

    @property
    def change_path(self) -> str:
        return self.path("group-place")

    @property
    def cancel_path(self) -> str:
        return self.path("group-place-cancel")

    @property
    def other_seat(self) -> Seat | None:
        """The other kind of place, if the contact can have this be one now."""
        seat = other_seat(self.row, self.row.event)
        return None if seat is None or bar(self.row.event, self.row, seat) else seat

    @property
    def switch_path(self) -> str:
        return self.path("group-place-switch")

    @property
    def own_path(self) -> str:
        return links.path("confirm", self.row)


def guest_form(row: Registration, data: Any = None) -> GuestForm:
    """Who has a place; once it is over only the name, as there is nothing to be mailed about."""
    assert row.booking is not None
    names = {name: getattr(row.person, name) for name in ("given", "infix", "family")}
    initial = {**names, "email": row.invited_email}
    form = GuestForm(
        data,
        initial=initial,
        prefix=f"place-{row.pk}",
        label_suffix="",
        own=row.booking.email,
        taken=invited_in(row.booking, but=row.pk) if data else (),
    )
    if row.event.is_past():
        del form.fields["email"]
    return form


class GroupPage:
    """All of a group; a form that was sent stands at its place, with what was typed."""

    def __init__(self, booking: Booking, event: Event, **sent: Any) -> None:
        self.booking, self.event = booking, event
        self.sent_place, self.sent = sent.get("place"), sent
        self.problem = sent.get("problem", "")

    @cached_property
    def rows(self) -> list[Registration]:
        return rows_of(self.booking)

    @cached_property
    def places(self) -> list[Place]:
        return [
            Place(row, order, self.guest_form(row)) for order, row in enumerate(self.rows, start=1)
        ]

    @cached_property
    def leaving(self) -> list[Registration]:
        """Whose places are given up when the contact cancels for all."""
        return not_there(self.rows)

    @property
    def staying(self) -> str:
        """Who keeps theirs then, by name or by the number of the place: they have come in."""
        came = [place for place in self.places if place.row not in self.leaving]
        return ", ".join(place.name or _("place %(n)s") % {"n": place.order} for place in came)

    @cached_property
    def renamable(self) -> set[int]:
        return set(renamable(self.booking).values_list("pk", flat=True))

    def guest_form(self, row: Registration) -> GuestForm | None:
        if row.pk not in self.renamable:
            return None
        return self.sent["form"] if self.sent_place == row.pk else guest_form(row)

    @cached_property
    def add_form(self) -> AddForm:
        seen = {"seen": self.booking.registrations.count()}
        return self.sent.get("add") or AddForm(initial=seen, prefix="add", label_suffix="")

    @cached_property
    def wish_form(self) -> WishForm:
        wishes = {
            "may_split": SHARED if self.booking.may_split else TOGETHER,
            "is_flexible": any(row.is_flexible for row in self.rows if is_of_contact(row)),
        }
        return self.sent.get("wishes") or WishForm(
            initial=wishes, label_suffix="", event=self.event
        )

    @property
    def has_errors(self) -> bool:
        """Whether a form that was sent is shown again."""
        sent = (self.sent.get(name) for name in ("form", "add", "wishes"))
        return any(form is not None and form.errors for form in sent)

    def in_state(self, state: str) -> list[Registration]:
        return [row for row in self.rows if row.state == state]

    @property
    def confirmed(self) -> int:
        return len(self.in_state(State.CONFIRMED))

    @property
    def waiting(self) -> int:
        return len(self.in_state(State.WAITING))

    @property
    def pending(self) -> int:
        return len(self.in_state(State.PENDING))

    @property
    def nameless(self) -> int:
        return len([place for place in self.places if not place.name])

    @property
    def offered(self) -> list[Registration]:
        return self.in_state(State.OFFERED)

    @cached_property
    def numbers(self) -> str:
        """Which ones those who wait are in the list: others may stand between them."""
        found: Any = self.booking.registrations.queue().with_number()
        return ", ".join(str(row.number) for row in found)

    @property
    def admission(self) -> Admission:
        return admission(self.event)

    @property
    def is_open(self) -> bool:
        """Whether the group can still change."""
        return self.admission not in (Admission.PAST, Admission.CANCELLED)

    @property
    def can_grow(self) -> bool:
        has_room = 0 < len(self.rows) < self.event.group_limit
        return has_room and self.admission.is_open

    @cached_property
    def own(self) -> Registration | None:
        """What the contact has at the event outside the group."""
        mine = self.event.registrations.active().filter(email=self.booking.email)
        return mine.exclude(booking=self.booking).first()

    @property
    def own_path(self) -> str:
        return links.path("confirm", self.own) if self.own else ""

    @property
    def path(self) -> str:
        return booking_links.path(self.booking)

    @property
    def add_path(self) -> str:
        return booking_links.path(self.booking, "group-add")

    @property
    def wish_path(self) -> str:
        return booking_links.path(self.booking, "group-wishes")

    @property
    def offer_path(self) -> str:
        return booking_links.path(self.booking, "group-offer")

    @property
    def cancel_path(self) -> str:
        return booking_links.path(self.booking, "group-cancel")
