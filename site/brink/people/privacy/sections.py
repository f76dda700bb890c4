"""What we hold of somebody and their account, for "My data"."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import APIToken, Comment, CommentReply, ModelLogEntry, PageLogEntry, TaskState
from wagtail.users.models import UserProfile

from brink.jobs.models import Job
from brink.mail.models import Refusal
from brink.mail.readers import names_of
from brink.people.models import Membership, Person, User
from brink.people.privacy.holdings import Column, add_section, of_account
from brink.people.privacy.subject import Subject


def persons(subject: Subject) -> QuerySet:
    return Person.objects.filter(pk__in=subject.persons).order_by("pk")


def memberships(subject: Subject) -> QuerySet:
    return Membership.objects.filter(person__in=subject.persons).order_by("pk")


def account(subject: Subject) -> QuerySet:
    return User.objects.filter(pk__in=[subject.user.pk] if subject.user else [])


def refusals(subject: Subject) -> QuerySet:
    names = [name for address in subject.addresses for name in names_of(address)]
    return Refusal.objects.filter(reader__in=names).order_by("pk")


def letters(subject: Subject) -> QuerySet:
    """Mail in the outbox; what was sent is forgotten there."""
    return Job.objects.filter(kind="mail", payload__to__in=list(subject.addresses)).order_by("pk")


add_section(
    "person",
    _("Who you are"),
    {
        "given": Column(_("First name"), "given"),
        "infix": Column(_("Infix"), "infix"),
        "family": Column(_("Last name"), "family"),
        "email": Column(_("E-mail address"), "email"),
        "organisation": Column(_("Firm or school"), "organisation_name"),
        "known_as": Column(_("Organisation we know"), "organisation__name"),
        "language": Column(_("Language"), "language"),
        "since": Column(_("Known since"), "created"),
    },
    persons,
)
add_section(
    "roles",
    _("Your roles"),
    {
        "organisation": Column(_("Organisation"), "organisation__name"),
        "role": Column(_("Role"), "role"),
        "from": Column(_("From"), "starts"),
        "until": Column(_("Until"), "ends"),
    },
    memberships,
)
add_section(
    "account",
    _("Your account"),
    {
        "email": Column(_("E-mail address"), "email"),
        "joined": Column(_("Made"), "date_joined"),
        "last_login": Column(_("Signed in last"), "last_login"),
        "told_unused": Column(_("Told that it goes"), "told_unused"),
        "active": Column(_("Switched on"), "is_active"),
        "staff": Column(_("Staff"), "is_staff"),
        "administrator": Column(_("May do everything"), "is_superuser"),
    },
    account,
)
add_section(
    "addresses",
    _("E-mail addresses of your account"),
    {
        "email": Column(_("E-mail address"), "email"),
        "verified": Column(_("Confirmed"), "verified"),
        "primary": Column(_("Main address"), "primary"),
    },
    of_account(EmailAddress),
)
add_section(
    "second-step",
    _("Sign-in with an extra code"),
    {
        "type": Column(_("Kind"), "type"),
        "made": Column(_("Made"), "created_at"),
        "used": Column(_("Last used"), "last_used_at"),
    },
    of_account(Authenticator),
)
add_section(
    "devices",
    _("Where you are signed in"),
    {
        "ip": Column(_("IP address"), "ip"),
        "browser": Column(_("Browser"), "user_agent"),
        "since": Column(_("Since"), "created_at"),
        "seen": Column(_("Seen last"), "last_seen_at"),
    },
    of_account(UserSession),
)
add_section(
    "groups-of-editors",
    _("Groups of editors you are in"),
    {"name": Column(_("Name"), "name")},
    of_account(Group),
)
add_section(
    "admin",
    _("How you set the admin"),
    {
        "mail_of_work": Column(_("Mail about what you handed in"), "submitted_notifications"),
        "mail_approved": Column(_("Mail when it is approved"), "approved_notifications"),
        "mail_rejected": Column(_("Mail when it is sent back"), "rejected_notifications"),
        "mail_remarks": Column(_("Mail about remarks"), "updated_comments_notifications"),
        "language": Column(_("Language"), "preferred_language"),
        "zone": Column(_("Time zone"), "current_time_zone"),
        "picture": Column(_("Picture"), "avatar"),
        "theme": Column(_("Colours"), "theme"),
        "contrast": Column(_("Contrast"), "contrast"),
        "density": Column(_("Space"), "density"),
        "keyboard": Column(_("Shortcuts"), "keyboard_shortcuts"),
    },
    of_account(UserProfile),
)
add_section(
    "keys",
    _("Keys for other programs"),
    {
        "name": Column(_("Name"), "name"),
        "begins": Column(_("Begins with"), "prefix"),
        "made": Column(_("Made"), "created"),
        "withdrawn": Column(_("Withdrawn"), "revoked_at"),
        "used": Column(_("Last used"), "last_used_at"),
    },
    of_account(APIToken),
)
add_section(
    "work-on-pages",
    _("What you did to pages"),
    {
        "at": Column(_("When"), "timestamp"),
        "what": Column(_("What"), "action"),
        "page": Column(_("Page"), "label"),
    },
    of_account(PageLogEntry),
)
add_section(
    "work-elsewhere",
    _("What you did in the admin"),
    {
        "at": Column(_("When"), "timestamp"),
        "what": Column(_("What"), "action"),
        "about": Column(_("About"), "label"),
    },
    of_account(ModelLogEntry),
)
add_section(
    "remarks",
    _("Your remarks on pages"),
    {"at": Column(_("When"), "created_at"), "text": Column(_("Text"), "text")},
    of_account(Comment),
)
add_section(
    "replies",
    _("Your replies to remarks"),
    {"at": Column(_("When"), "created_at"), "text": Column(_("Text"), "text")},
    of_account(CommentReply),
)
add_section(
    "decisions",
    _("Your decisions on pages"),
    {
        "at": Column(_("When"), "finished_at"),
        "what": Column(_("What"), "status"),
        "text": Column(_("Text"), "comment"),
    },
    of_account(TaskState, "finished_by"),
)
add_section(
    "refusals",
    _("Mail you do not want"),
    {
        "topic": Column(_("About what"), "topic"),
        "since": Column(_("Since"), "since"),
    },
    refusals,
)
add_section(
    "mail",
    _("Mail to you that is on its way"),
    {
        "email": Column(_("E-mail address"), "payload__to"),
        "subject": Column(_("Subject"), "payload__subject"),
        "text": Column(_("Text"), "payload__text"),
        "due": Column(_("When"), "due"),
    },
    letters,
)
