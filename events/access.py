"""Whom an event admits. Each refusal has words that say what one can do instead."""

from enum import StrEnum

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from events.applicant import Applicant
from events.models import Admits, Event, Invitee


class Barrier(StrEnum):
    """Why somebody cannot sign up while others can."""

    ACCOUNT = "account"
    ROLE = "role"
    DOMAIN = "domain"
    INVITATION = "invitation"
    NO_ORGANISATION = "no organisation"
    ORGANISATION_FULL = "organisation full"
    TOO_LARGE = "too large"


class BarredError(Exception):
    """The event takes people, but not this one; `barrier` says why. Nothing was stored."""

    def __init__(self, barrier: Barrier) -> None:
        super().__init__(barrier)
        self.barrier = barrier


def refuse_barred(event: Event, applicant: Applicant, number: int = 1) -> None:
    """Raise `BarredError` for who may not come, or not with so many."""
    if found := barrier(event, applicant) or crowd(event, applicant.organisation, number):
        raise BarredError(found)


def barrier(event: Event, applicant: Applicant) -> Barrier | None:
    """What keeps this person out; None for who may come."""
    checks = {
        Admits.ACCOUNTS: (is_member, Barrier.ACCOUNT),
        Admits.ROLES: (has_role, Barrier.ROLE),
        Admits.DOMAINS: (is_of_domain, Barrier.DOMAIN),
        Admits.INVITED: (is_invited, Barrier.INVITATION),
    }
    may_enter, refusal = checks.get(Admits(event.admits), (lambda *_any: True, None))
    return None if may_enter(event, applicant) else refusal


def is_member(event: Event, applicant: Applicant) -> bool:
    return applicant.is_verified and applicant.person is not None


def has_role(event: Event, applicant: Applicant) -> bool:
    """A role of today; one that is over, or is to come, is none."""
    if applicant.person is None or applicant.person.pk is None or not applicant.is_verified:
        return False
    today = timezone.localdate()
    began = Q(starts=None) | Q(starts__lte=today)
    goes_on = Q(ends=None) | Q(ends__gte=today)
    roles = applicant.person.memberships.filter(began, goes_on)
    return roles.filter(role__in=event.admits_roles).exists()


def is_of_domain(event: Event, applicant: Applicant) -> bool:
    """The address ends so; who has it proves it by the mail, before they get a place."""
    host = applicant.email.rpartition("@")[2].lower()
    ends = [line.lower().lstrip("@.") for line in event.admits_domains]
    return any(host == end or host.endswith(f".{end}") for end in ends)


def is_invited(event: Event, applicant: Applicant) -> bool:
    """On the list, or here by the link."""
    code = event.invitation_code
    if code and constant_time_compare(applicant.invitation, code):
        return True
    return Invitee.objects.filter(event=event, email=applicant.email).exists()


def crowd(event: Event, organisation: str, number: int) -> Barrier | None:
    """Whether so many more of one organisation are too many; its name is compared without case."""
    if event.organisation_limit is None:
        return None
    if not organisation.strip():
        return Barrier.NO_ORGANISATION
    names = event.registrations.active().values_list("organisation", flat=True)
    there = sum(plain(name) == plain(organisation) for name in names)
    return Barrier.ORGANISATION_FULL if there + number > event.organisation_limit else None


def plain(name: str) -> str:
    return " ".join(name.casefold().split())
