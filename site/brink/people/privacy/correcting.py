"""Correct who somebody is, and what follows from it elsewhere."""

from collections.abc import Callable, Collection

from django.db import transaction

from brink.people.forms import PersonForm
from brink.people.guests import hold
from brink.people.models import Person

#: Brings what an app keeps in line with a person of whom these fields are others.
Corrector = Callable[[Person, Collection[str]], None]
CORRECTORS: list[Corrector] = []


@transaction.atomic
def correct(form: PersonForm) -> Person:
    """Store a valid form, and all that repeats what it says.

    Raises `guests.BusyError`, or `GoneError` for who was erased meanwhile.
    """
    if not form.instance._state.adding:  # nobody signed up as one that is new
        hold(form.instance)
    person = form.save()
    for corrector in CORRECTORS:
        corrector(person, form.changed_data)
    return person
