"""When somebody has another name, organisation or language: what follows for their sign-ups."""

from django.utils import timezone

from brink.people.models import Person
from brink.people.privacy.correcting import CORRECTORS
from events.certificates import correct_name
from events.models import Registration


def correct_here(person: Person) -> None:
    """What is to come follows; what was stays as it was said then, but for names on certificates.

    Where so many of one organisation may come, another organisation is another sign-up.
    """
    rows = Registration.objects.active().filter(person=person, event__end__gt=timezone.now())
    rows.exclude(language=person.language).update(language=person.language)
    free = rows.filter(event__organisation_limit=None)
    free.update(organisation=person.organisation_name)
    correct_name(person)


CORRECTORS.append(correct_here)
