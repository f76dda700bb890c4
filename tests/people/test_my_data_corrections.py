"""Corrections on "My data": what they reach, and what they leave."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from brink.people import guests
from brink.people.guests import BusyError
from brink.people.models import Person
from events.models import Registration
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import user_factory
from tests.people.my_data import by_link, registration

__all__ = ["registration"]  # fixture

pytestmark = pytest.mark.usefixtures("tree")


def test_correction_reaches_what_is_still_to_come(client, registration):
    past = registration_factory(event_factory(), person=registration.person, organisation="Oud")
    past.event.start = timezone.now() - timedelta(days=2)
    past.event.end = past.event.start + timedelta(hours=1)
    past.event.save()
    path = by_link("my-data-correct", uid=registration.person.uid)
    assert client.get(path).status_code == 200

    data = {"given": "Femke", "family": "Bos", "organisation_name": "Nieuw", "language": "en"}
    response = client.post(path, data)

    assert response.status_code == 302
    registration.refresh_from_db()
    past.refresh_from_db()
    assert str(registration.person) == "Femke Bos"
    assert (registration.organisation, registration.language) == ("Nieuw", "en")
    assert past.organisation == "Oud"


def test_correction_does_not_pass_a_limit_of_people_of_one_organisation(client, registration):
    registration.event.organisation_limit = 1
    registration.event.save()
    path = by_link("my-data-correct", uid=registration.person.uid)
    data = {"given": "Femke", "family": "Bos", "organisation_name": "Nieuw", "language": "nl"}

    client.post(path, data)

    registration.refresh_from_db()
    assert registration.organisation == "Bakkerij De Zeevonk"


def test_correction_of_a_name_leaves_what_was_typed_at_the_sign_up(client, registration):
    """A guest's person knows no firm, and may have another language than the sign-up."""
    Person.objects.filter(pk=registration.person_id).update(organisation_name="")
    Registration.objects.filter(pk=registration.pk).update(language="en")
    path = by_link("my-data-correct", uid=registration.person.uid)
    data = {"given": "Femke", "family": "Kammenga", "organisation_name": "", "language": "nl"}

    client.post(path, data)

    registration.refresh_from_db()
    assert registration.person.family == "Kammenga"
    assert (registration.organisation, registration.language) == ("Bakkerij De Zeevonk", "en")


@pytest.mark.parametrize("error", [BusyError, OperationalError])
def test_correction_while_it_is_busy_is_said_and_stores_nothing(
    client, registration, monkeypatch, error
):
    def is_busy(_person: Person) -> None:
        raise error

    monkeypatch.setattr(guests, "HOLDERS", [is_busy])
    path = by_link("my-data-correct", uid=registration.person.uid)
    data = {"given": "Femke", "family": "Bos", "organisation_name": "", "language": "nl"}

    response = client.post(path, data, follow=True)

    assert response.redirect_chain == [(path, 302)]
    assert "try again" in response.text or "opnieuw" in response.text
    registration.person.refresh_from_db()
    assert registration.person.family != "Bos"


def test_correction_that_is_wrong_is_said_and_stores_nothing(client, registration):
    path = by_link("my-data-correct", uid=registration.person.uid)

    assert client.post(path, {"given": "", "family": "", "language": "nl"}).status_code == 422
    registration.person.refresh_from_db()
    assert registration.person.given == "Femke"


def test_nobody_corrects_somebody_else(client, registration):
    other = user_factory()
    path = by_link("my-data-correct", uid=other.person.uid)

    assert client.post(path, {"given": "X", "family": "Y", "language": "nl"}).status_code == 404
