"""What is kept of who saved a search: shown, taken away, and not longer than need be."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brink.people.privacy.erasure import ERASERS
from brink.people.privacy.holdings import Column, add_section
from brink.people.privacy.retention import Rule, add_rules
from brink.people.privacy.subject import Subject
from search.models import SavedSearch
from search.saved.links import TO_CONFIRM


def searches_of(subject: Subject) -> QuerySet[SavedSearch]:
    """Of the account, and of each address that is theirs, confirmed or not."""
    theirs = Q(user=None, email__in=subject.addresses)
    if subject.user:
        theirs |= Q(user=subject.user)
    return SavedSearch.objects.filter(theirs).order_by("pk")


def erase_searches(subject: Subject) -> None:
    searches_of(subject).delete()


def unconfirmed(kept: timedelta) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(confirmed=None, asked__lt=timezone.now() - kept)


def remove(keys: list[int]) -> None:
    """Who confirms at this moment keeps it."""
    SavedSearch.objects.filter(pk__in=keys, confirmed=None).delete()


add_section(
    "saved-searches",
    _("Searches you saved"),
    {
        "email": Column(_("E-mail address"), "email"),
        "search": Column(_("Search"), "query"),
        "language": Column(_("Language"), "language"),
        "frequency": Column(_("How often"), "frequency"),
        "asked": Column(_("Asked"), "asked"),
        "confirmed": Column(_("Confirmed"), "confirmed"),
        "since": Column(_("Told until"), "since"),
    },
    searches_of,
)
ERASERS.append(erase_searches)
add_rules(
    Rule(
        "unconfirmed-search",
        _("saved searches whose address was never confirmed"),
        TO_CONFIRM.days,
        "The address may be of somebody who never asked for it.",
        unconfirmed,
        remove,
    )
)
