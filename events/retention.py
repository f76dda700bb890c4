"""How long we keep what people told us about coming to an event; done each night.

One table; `brink.people.privacy.retention` runs it. What is not in it: feedback names nobody and
stays; what a mail said goes from the outbox once it is sent (`brink.jobs.pruning`); who wants no
mail of a kind stays known until they want it again, or it would come back; a certificate stays as
long as its owner wants it to, for it must be possible to check it in ten years. With it stays the
name of its owner, and the way for them to have it erased.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brink.people.privacy.retention import Rule, add_rules
from events.forgetting import forget, leave
from events.models import (
    Answer,
    Booking,
    Event,
    Invitee,
    Mailing,
    Needs,
    PersonalFeed,
    Question,
    Registration,
    TeamMember,
)

State = Registration.State
KNOWN = Registration.objects.filter(person__erased_at=None)


def over(kept: timedelta) -> QuerySet[Event]:
    return Event.objects.filter(end__lt=timezone.now() - kept)


def wholly_over(kept: timedelta) -> QuerySet[Event]:
    """Meetings of a series together with the last: its certificate asks who was at which."""
    moment = timezone.now() - kept
    going_on = Event.objects.filter(end__gte=moment).exclude(series=None)
    return over(kept).exclude(series__in=going_on.values("series"))


def attended(kept: timedelta) -> QuerySet[Registration]:
    return KNOWN.filter(state=State.CONFIRMED, event__in=wholly_over(kept))


def without_a_place(kept: timedelta) -> QuerySet[Registration]:
    return KNOWN.exclude(state=State.CONFIRMED).filter(event__in=over(kept))


def unproven(kept: timedelta) -> QuerySet[Registration]:
    return KNOWN.filter(state=State.EXPIRED, changed__lt=timezone.now() - kept)


def needs(kept: timedelta) -> QuerySet[Needs]:
    return Needs.objects.filter(registration__event__in=over(kept))


def answers(kept: timedelta) -> QuerySet[Answer]:
    """Each question says how long; the rule is the longest that anyone may say."""
    days = Question.objects.order_by().values_list("keep_days", flat=True).distinct()
    is_due = Q(pk=None)
    for number in days:
        events = over(min(kept, timedelta(days=number)))
        is_due |= Q(question__keep_days=number, registration__event__in=events)
    return Answer.objects.filter(is_due)


def invitees(kept: timedelta) -> QuerySet[Invitee]:
    return Invitee.objects.filter(event__in=over(kept))


def invited_addresses(kept: timedelta) -> QuerySet[Registration]:
    return Registration.objects.exclude(invited_email="").filter(event__in=over(kept))


def mailings(kept: timedelta) -> QuerySet[Mailing]:
    return Mailing.objects.filter(event__in=wholly_over(kept))


def team(kept: timedelta) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(event__in=wholly_over(kept))


def bookings(kept: timedelta) -> QuerySet[Booking]:
    """Those whose registrations are all forgotten, and so no longer point to it."""
    return Booking.objects.filter(registrations=None, created__lt=timezone.now() - kept)


def idle_feeds(kept: timedelta) -> QuerySet[PersonalFeed]:
    """Those of guests of whom nothing is left to show."""
    shown = Registration.objects.filter(email=OuterRef("email"))
    rows = PersonalFeed.objects.filter(user=None, created__lt=timezone.now() - kept)
    return rows.exclude(Exists(shown))


def delete(model: type[Model]) -> Callable[[list[int]], None]:
    def remove(keys: list[int]) -> None:
        model._default_manager.filter(pk__in=keys).delete()

    return remove


def drop_addresses(keys: list[int]) -> None:
    Registration.objects.filter(pk__in=keys).update(invited_email="")


def drop_bookings(keys: list[int]) -> None:
    """With the names of contacts who have nothing else here."""
    contacts = list(Booking.objects.filter(pk__in=keys).values_list("contact", flat=True))
    Booking.objects.filter(pk__in=keys).delete()
    leave(contacts)


add_rules(
    Rule(
        "registration",
        _("who came: name, address, organisation, check-ins and notes"),
        90,
        "Questions and certificates after an event come within three months.",
        attended,
        forget,
    ),
    Rule(
        "waiting-list",
        _("who had no place: on the waiting list, cancelled, refused"),
        7,
        "They were not there: once it is over there is nothing to write to them about.",
        without_a_place,
        forget,
    ),
    Rule(
        "unproven",
        _("sign-ups whose address was never confirmed"),
        7,
        "The address may be of somebody who never asked for it.",
        unproven,
        forget,
    ),
    Rule(
        "needs",
        _("diet and what people need to take part"),
        7,
        "May tell of health or faith (GDPR, article 9): no longer than the bill of the caterer.",
        needs,
        delete(Needs),
    ),
    Rule(
        "answers",
        _("answers to questions, as long as each question says"),
        90,
        "The organiser says how long with each question, and no longer than the registration.",
        answers,
        delete(Answer),
    ),
    Rule(
        "guest-list",
        _("addresses on the list of who may sign up"),
        7,
        "Nobody can sign up any more.",
        invitees,
        delete(Invitee),
    ),
    Rule(
        "invited-address",
        _("addresses that a contact gave for colleagues"),
        7,
        "Nobody can claim a place any more; a name is kept as that of who came.",
        invited_addresses,
        drop_addresses,
    ),
    Rule(
        "mailing",
        _("mails of organisers: what they said, and to whom"),
        90,
        "As long as the registrations they went to.",
        mailings,
        delete(Mailing),
    ),
    Rule(
        "team",
        _("who worked at an event, and in which role"),
        90,
        "They look after what comes after it, as long as there are registrations.",
        team,
        delete(TeamMember),
    ),
    Rule(
        "booking",
        _("who signed up a group of which nothing is left"),
        1,
        "The contact answers for places; there are none.",
        bookings,
        drop_bookings,
    ),
    Rule(
        "idle-feed",
        _("calendar addresses of guests without anything in them"),
        30,
        "It shows nothing, and who signs up again makes another.",
        idle_feeds,
        delete(PersonalFeed),
    ),
)
