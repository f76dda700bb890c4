"""Who had a certificate before, as this or as another person, also one that was revoked.

Whoever corrects a name does so at one sign-up, and the name is part of who a guest is. So it is
known by who has it now, by the name on the paper, and by the sign-ups that it was earned with.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from events.certificates.earning import Earned
from events.models import Certificate
from events.ownership import Owner, owners_by_name, owners_of

#: By what a certificate is known: an owner or the number of a registration, and what it is of.
Key = tuple[Owner | int, int | None, int | None]


def new_of(earned: Iterable[Earned]) -> list[Earned]:
    """Those for which who earned it never had a certificate."""
    drafts = {each: each.blank() for each in earned}
    had = set(keys_of(certificates_for(drafts.values())))
    owners = owners_of(each.person for each in drafts.values())
    return [
        each
        for each, draft in drafts.items()
        if had.isdisjoint(keys(draft, {owners[draft.person_id], *each.numbers}))
    ]


def keys_of(known: list[Certificate]) -> Iterator[Key]:
    now = owners_of(each.person for each in known)
    then = owners_by_name((each.person, each.facts.get("name", "")) for each in known)
    for each, former in zip(known, then, strict=True):
        numbers = each.facts.get("registrations", [])
        yield from keys(each, {now[each.person_id], *former, *numbers})


def keys(certificate: Certificate, those: Iterable[Owner | int]) -> set[Key]:
    return {(one, certificate.event_id, certificate.series_id) for one in those}


def certificates_for(drafts: Iterable[Certificate]) -> list[Certificate]:
    """All of the same events and series; without their papers."""
    those = list(drafts)
    events, series = {each.event_id for each in those}, {each.series_id for each in those}
    found = Certificate.objects.filter(Q(event__in=events - {None}) | Q(series__in=series - {None}))
    return list(found.select_related("person").defer("pdf"))
