"""What we hold of somebody's events, for "My data" (`brink.people.privacy.holdings`)."""

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.lookups import Exact
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brink.pages.models import Card
from brink.people.privacy.holdings import Column, add_section, of_account
from brink.people.privacy.subject import Subject
from events.desk.history_words import WORDS
from events.models import (
    Answer,
    Booking,
    Certificate,
    CheckIn,
    HistoryLine,
    Invitee,
    Mailing,
    Needs,
    PersonalFeed,
    Question,
    Registration,
    TeamMember,
)
from events.question_fields import options_of

#: The language of who reads, asked when the query runs: the columns are made once.
READER_LANGUAGE = Value(lazy(get_language, str)(), CharField())


def title_of(path: str) -> Subquery:
    """The title of an event, by the path to its key, as the reader's lists have it."""
    cards = Card.objects.filter(key=OuterRef(path))
    theirs_first = Case(When(lang=READER_LANGUAGE, then=0), default=1)
    return Subquery(cards.order_by(theirs_first, "lang").values("title")[:1])


def in_language(path: str) -> Case:
    """What is kept in two fields: the one in the language of who reads."""
    is_english = Exact(READER_LANGUAGE, Value("en"))
    return Case(When(is_english, then=f"{path}_en"), default=f"{path}_nl")


def event(path: str = "registration__event") -> dict[str, Column]:
    return {
        "event": Column(_("Event"), title_of(f"{path}__key")),
        "start": Column(_("Start"), f"{path}__start"),
    }


def is_mine(subject: Subject, path: str = "") -> Q:
    """Registrations that are theirs, or to which a contact invited one of their addresses."""
    return (
        Q(**{f"{path}person__in": subject.persons})
        | Q(**{f"{path}email__in": subject.addresses})
        | Q(**{f"{path}invited_email__in": subject.addresses})
    )


def registrations(subject: Subject) -> QuerySet:
    return Registration.objects.filter(is_mine(subject)).order_by("event__start", "pk")


def answers(subject: Subject) -> QuerySet:
    return Answer.objects.filter(is_mine(subject, "registration__"))


def option_labels(subject: Subject) -> dict[str, str]:
    """What the codes of chosen answers stand for; one that is gone has none."""
    asked = Question.objects.filter(answers__in=answers(subject)).distinct()
    return {option.code: option.label for each in asked for option in options_of(each)}


def needs(subject: Subject) -> QuerySet:
    return Needs.objects.filter(is_mine(subject, "registration__")).order_by("pk")


def check_ins(subject: Subject) -> QuerySet:
    return CheckIn.objects.filter(is_mine(subject, "registration__"))


def history(subject: Subject) -> QuerySet:
    return HistoryLine.objects.filter(is_mine(subject, "registration__"))


def mailings(subject: Subject) -> QuerySet:
    return Mailing.objects.filter(is_mine(subject, "registrations__")).distinct()


def certificates(subject: Subject) -> QuerySet:
    return Certificate.objects.filter(person__in=subject.persons)


def bookings(subject: Subject) -> QuerySet:
    return Booking.objects.filter(Q(contact__in=subject.persons) | Q(email__in=subject.addresses))


def feeds(subject: Subject) -> QuerySet:
    of_guest = Q(user=None, email__in=subject.addresses)
    of_account = Q(user=subject.user) if subject.user else Q(pk=None)
    return PersonalFeed.objects.filter(of_guest | of_account)


def invitations(subject: Subject) -> QuerySet:
    return Invitee.objects.filter(email__in=subject.addresses)


add_section(
    "registrations",
    _("Your sign-ups"),
    {
        **event("event"),
        "given": Column(_("First name"), "person__given"),
        "family": Column(_("Last name"), "person__family"),
        "state": Column(_("State"), "state"),
        "seat": Column(_("Place"), "seat"),
        "email": Column(_("E-mail address"), "email"),
        "invited": Column(_("Address a contact gave for you"), "invited_email"),
        "organisation": Column(_("Firm or school"), "organisation"),
        "kind": Column(_("Kind of organisation"), "organisation_kind"),
        "role": Column(_("Role"), "role"),
        "language": Column(_("Language"), "language"),
        "code": Column(_("Code for the door"), "code"),
        "signed_up": Column(_("Signed up"), "created"),
        "changed": Column(_("Last changed"), "changed"),
        "claimed": Column(_("Place taken over"), "claimed"),
        "approved": Column(_("Approved"), "approved"),
        "number": Column(_("Number in order of arrival"), "position"),
        "first": Column(_("Put first on the waiting list"), "priority"),
        "held_until": Column(_("Place kept until"), "held_until"),
        "flexible": Column(_("May be asked in the last hours"), "is_flexible"),
        "present": Column(_("Came in"), "checked_in"),
        "feedback": Column(_("Gave an opinion"), "has_given_feedback"),
        "reminder": Column(_("Calendar rings, minutes before"), "alarm"),
    },
    registrations,
)
add_section(
    "answers",
    _("What you answered"),
    {
        **event(),
        "question": Column(_("Question"), in_language("question__label")),
        "answer": Column(_("Answer"), "value", option_labels),
    },
    answers,
)
add_section(
    "needs",
    _("Diet and what you need to take part"),
    {
        **event(),
        "diet": Column(_("Diet"), "diet"),
        "access": Column(_("What you need"), "access"),
        "consented": Column(_("You agreed"), "consented"),
    },
    needs,
)
add_section(
    "groups",
    _("Groups and series you signed up for"),
    {
        "email": Column(_("E-mail address"), "email"),
        "organisation": Column(_("Firm or school"), "organisation"),
        "language": Column(_("Language"), "language"),
        "split": Column(_("May be split"), "may_split"),
        "series": Column(_("Series"), in_language("series__title")),
        "made": Column(_("Signed up"), "created"),
    },
    bookings,
)
add_section(
    "check-ins",
    _("When you were checked in"),
    {
        **event(),
        "done": Column(_("When"), "done"),
        "received": Column(_("Arrived here"), "received"),
        "how": Column(_("How"), "how"),
        "undone": Column(_("Taken back"), "is_undo"),
    },
    check_ins,
)
add_section(
    "history",
    _("What happened to your sign-ups"),
    {
        **event(),
        "at": Column(_("When"), "at"),
        "what": Column(_("What"), "what", lambda _subject: WORDS),
        "note": Column(_("Reason"), "note"),
    },
    history,
)
add_section(
    "certificates",
    _("Your certificates"),
    {
        **event("event"),
        "series": Column(_("Series"), in_language("series__title")),
        "code": Column(_("Code"), "code"),
        "language": Column(_("Language"), "language"),
        "says": Column(_("What it says"), "facts"),
        "issued": Column(_("Issued"), "issued"),
        "revoked": Column(_("Withdrawn"), "revoked"),
        "reason": Column(_("Reason"), "reason"),
    },
    certificates,
)
add_section(
    "calendars",
    _("Your calendar addresses"),
    {
        "name": Column(_("Name"), "name"),
        "email": Column(_("E-mail address"), "email"),
        "language": Column(_("Language"), "language"),
        "reminder": Column(_("Calendar rings, minutes before"), "alarm"),
        "made": Column(_("Made"), "created"),
        "used": Column(_("Last used"), "last_used"),
    },
    feeds,
)
add_section(
    "mailings",
    _("What organisers mailed you"),
    {
        **event("event"),
        "subject": Column(_("Subject"), "subject_nl"),
        "subject_english": Column(_("Subject in English"), "subject_en"),
        "text": Column(_("Text"), "text_nl"),
        "text_english": Column(_("Text in English"), "text_en"),
        "sent": Column(_("Sent"), "sent"),
    },
    mailings,
)
add_section(
    "invitations",
    _("Where you are on the list of invited people"),
    {**event("event"), "email": Column(_("E-mail address"), "email")},
    invitations,
)
add_section(
    "tasks",
    _("What you may do at events"),
    {**event("event"), "role": Column(_("Role"), "role")},
    of_account(TeamMember, order=("event", "pk")),
)
