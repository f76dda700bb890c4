"""When somebody has another name, organisation or language: what follows for their sign-ups."""

from collections.abc import Collection

from django.utils import timezone

from brink.people.models import Person
from brink.people.privacy.correcting import CORRECTORS
from events.certificates.issuing import correct_name
from events.certificates.plans import reconsider_all
from events.models import Registration

NAMES = frozenset(("given", "infix", "family"))


def correct_here(person: Person, changed: Collection[str]) -> None:
    """What is to come follows; what was stays as it was said then, but for names on certificates.

    Where so many of one organisation may come, another organisation is another sign-up. What was
    typed at a sign-up stays as long as the person does not say otherwise: a guest has no more.
    """
    rows = Registration.objects.active().filter(person=person, event__end__gt=timezone.now())
    if "language" in changed:
        rows.update(language=person.language)
    if "organisation_name" in changed:
        free = rows.filter(event__organisation_limit=None)
        free.update(organisation=person.organisation_name)
    correct_name(person)
    if not NAMES.isdisjoint(changed):
        reconsider_all(person)


CORRECTORS.append(correct_here)
