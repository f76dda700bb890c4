"""Correct who somebody is, and what follows from it elsewhere."""

from collections.abc import Callable

from django.db import transaction

from brink.people.forms import PersonForm
from brink.people.models import Person

#: Brings what an app keeps in line with a person whose name, organisation or language is another.
CORRECTORS: list[Callable[[Person], None]] = []


@transaction.atomic
def correct(form: PersonForm) -> Person:
    """Store a valid form, and all that repeats what it says."""
    person = form.save()
    for corrector in CORRECTORS:
        corrector(person)
    return person
