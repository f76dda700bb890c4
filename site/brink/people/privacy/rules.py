"""What we keep of people themselves, and how long; apps add rules for what is theirs."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brink.people.models import Person, User
from brink.people.privacy import accounts
from brink.people.privacy.erasure import empty, erase
from brink.people.privacy.retention import RULES, Rule, add_rules
from brink.people.privacy.subject import subject_of

HAS_SOMETHING = ~Q(given="", infix="", family="", email="", organisation_name="")


def unused(kept: timedelta) -> QuerySet[User]:
    return accounts.to_tell(timezone.now() - kept)


def still_unused(kept: timedelta) -> QuerySet[User]:
    now = timezone.now()
    return accounts.to_remove(now - kept, now - RULES["unused-account"].kept)


def merged(kept: timedelta) -> QuerySet[Person]:
    """What they had is the account's now; only the old name and address are left."""
    rows = Person.objects.filter(HAS_SOMETHING, erased_at=None, user=None)
    return rows.filter(created__lt=timezone.now() - kept).exclude(merged_into=None)


def tell(keys: list[int]) -> None:
    for user in User.objects.filter(pk__in=keys):
        accounts.tell_unused(user)


def remove(keys: list[int]) -> None:
    for user in User.objects.filter(pk__in=keys):
        erase(subject_of(user))


add_rules(
    Rule(
        "unused-account",
        _("accounts nobody used: their owner is told"),
        730,
        "24 months without signing in: the tie with the programme is over.",
        unused,
        tell,
    ),
    Rule(
        "told-account",
        _("accounts whose owner was told and did not come"),
        30,
        "A month to read the mail and sign in once.",
        still_unused,
        remove,
    ),
    Rule(
        "merged-guest",
        _("names and addresses of guests that an account took over"),
        30,
        "A second copy has no purpose; a month to see that the right one was taken over.",
        merged,
        empty,
    ),
)
