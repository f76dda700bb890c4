"""The events of somebody are locked before the person is (lock order: `events.places`)."""

from django.db import OperationalError
from django.db.models import Q

from brink.people import guests
from brink.people.models import Person
from events.models import Certificate, Event, Registration
from events.places import be_patient, is_busy


def hold_events(person: Person) -> None:
    """All they signed up for or have a certificate of, by number, until the transaction ends.

    Raises `guests.BusyError` when one of them is not free in time.
    """
    papers = Certificate.objects.filter(person=person.pk)
    own = Registration.objects.filter(person=person.pk).values("event")
    certified = Q(pk__in=papers.values("event")) | Q(series__in=papers.values("series"))
    found = Event.objects.filter(Q(pk__in=own) | certified)
    be_patient()
    try:
        list(found.select_for_update().order_by("pk").values_list("pk"))
    except OperationalError as error:
        if is_busy(error):
            raise guests.BusyError from error
        raise


guests.HOLDERS.append(hold_events)
