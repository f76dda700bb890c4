"""What somebody did without an account, taken over by hand once the address is verified."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.db import IntegrityError
from django.utils import timezone

from brink.people import guests
from brink.people.models import Membership, Person, User
from tests.factories.people import organisation_factory, person_factory, trainee, user_factory


@pytest.fixture
def user() -> User:
    return user_factory(email="gezin@voorbeeld.example")


def test_guest_with_the_verified_address_is_offered_and_claimed(client, user):
    guest = person_factory(email="gezin@voorbeeld.example", given="Jikke")
    Membership.objects.create(
        person=guest, organisation=organisation_factory(), role=Membership.Role.TRAINEE
    )
    client.force_login(user)
    assert b"Jikke van der Veen" in client.get("/nl/account/").content

    client.post(f"/nl/account/guest/{guest.uid}/")

    guest.refresh_from_db()
    assert guest.merged_into == user.person
    assert Membership.objects.get().person == user.person
    assert list(guests.claimable_by(user)) == []


def test_nothing_is_merged_by_itself(user):
    guest = person_factory(email=user.email)

    assert guest.merged_into is None
    assert list(guests.claimable_by(user)) == [guest]


def test_household_stays_apart(client, user):
    mine = person_factory(email=user.email)
    partner = person_factory(email=user.email)
    client.force_login(user)
    client.post(f"/nl/account/guest/{mine.uid}/")

    partner.refresh_from_db()
    assert partner.merged_into is None


def test_guest_of_an_address_not_verified_is_neither_offered_nor_claimed(client, user):
    EmailAddress.objects.update(verified=False)
    guest = person_factory(email=user.email)
    client.force_login(user)

    assert list(guests.claimable_by(user)) == []
    assert client.post(f"/nl/account/guest/{guest.uid}/").status_code == 404


def test_guest_of_another_address_or_with_a_login_cannot_be_claimed(client, user):
    stranger, other = person_factory(), user_factory()
    client.force_login(user)

    for person in (stranger, other.person):
        assert client.post(f"/nl/account/guest/{person.uid}/").status_code == 404
    assert not Person.objects.exclude(merged_into=None).exists()


def test_claim_by_link_changes_nothing(client, user):
    guest = person_factory(email=user.email)
    client.force_login(user)

    assert client.get(f"/nl/account/guest/{guest.uid}/").status_code == 405
    client.logout()
    assert client.post(f"/nl/account/guest/{guest.uid}/").status_code == 302
    guest.refresh_from_db()
    assert guest.merged_into is None


def test_claim_makes_the_person_of_a_login_without_one(user):
    user.person.delete()
    user = User.objects.get()
    guest = person_factory(email=user.email, language="en")

    assert guests.claim(guest, user=user)

    assert Person.objects.get(user=user).language == "en"


def test_trainee_keeps_own_roles_when_claiming():
    user = trainee()
    guest = person_factory(email=user.email)
    guests.claim(guest, user=user)

    assert Membership.objects.get().person == user.person


@pytest.mark.parametrize("fields", [{"erased_at": timezone.now()}, {"merged_into": ...}])
def test_guest_who_went_elsewhere_meanwhile_is_not_said_to_be_added(
    client, user, monkeypatch, fields
):
    """Found with the address, and erased or taken over by another before it is held."""
    guest, other = person_factory(email=user.email), user_factory().person
    fields = {name: other if value is ... else value for name, value in fields.items()}

    def go(_guest: Person) -> None:
        Person.objects.filter(pk=guest.pk).update(**fields)

    monkeypatch.setattr(guests, "HOLDERS", [go])
    client.force_login(user)
    response = client.post(f"/nl/account/guest/{guest.uid}/")

    assert response.status_code == 404
    assert not list(get_messages(response.wsgi_request))


def test_claim_that_meets_another_is_answered_with_a_word(client, user, monkeypatch):
    """Two claims at once may both write what there can be only one of."""
    guest = person_factory(email=user.email)

    def collide(guest, person):
        raise IntegrityError

    monkeypatch.setattr(guests, "TAKE_OVERS", [collide])
    client.force_login(user)

    response = client.post(f"/nl/account/guest/{guest.uid}/", follow=True)

    guest.refresh_from_db()
    assert response.status_code == 200
    assert "Er is niets veranderd" in response.content.decode()
    assert guest.merged_into is None
