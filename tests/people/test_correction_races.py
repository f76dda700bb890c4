"""Somebody corrects their name while they are erased: it never comes back.

First the negative control: a form that writes the whole row, as it was read, undoes the erasure.
Then real parallel requests, with one of the two held up in the midst of it.
"""

from collections.abc import Callable
from threading import Event as Signal
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brink.home.tree import build_tree
from brink.people import guests
from brink.people.forms import GoneError, PersonForm
from brink.people.models import Person, User
from brink.people.privacy import correcting, erasure, link
from brink.people.privacy.correcting import correct
from brink.people.privacy.erasure import EMPTY, erase
from brink.people.privacy.subject import subject_at, subject_of
from events.forms import RegistrationForm
from events.models import Registration
from events.views.visitor import remember_name
from tests.events.at_once import at_once, post
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import user_factory

pytestmark = pytest.mark.django_db(transaction=True)
GUEST = "femke@zeevonk.example"
SENT = {"given": "Femke", "family": "Kammenga", "organisation_name": "", "language": "nl"}
#: So long somebody is held up who would otherwise be waited for without end.
WHILE = 1


@pytest.fixture
def registration(live_server: Any) -> Registration:
    build_tree()
    person = Person.objects.create(given="Femke", family="Zijlstra", email=GUEST)
    return registration_factory(event_factory(capacity=5), person=person)


def form_of(person: Person) -> PersonForm:
    form = PersonForm(SENT, instance=Person.objects.get(pk=person.pk))
    assert form.is_valid()
    return form


def is_nobody(person: Person) -> bool:
    row = Person.objects.filter(pk=person.pk)
    return row.filter(**EMPTY, user=None).exclude(erased_at=None).exists()


def correct_after(form: PersonForm, erased: Signal) -> None:
    erased.wait(timeout=20)
    correct(form)


def erase_then(told: Signal) -> None:
    erase(subject_at(GUEST))
    told.set()


def race(registration: Registration) -> list[Any]:
    """The form was read, sent and found right before the erasure; it is stored after that."""
    erased, form = Signal(), form_of(registration.person)
    return at_once(
        [lambda: outcome(lambda: correct_after(form, erased)), lambda: erase_then(erased)]
    )


def outcome(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except (GoneError, guests.BusyError) as error:
        return type(error)


def test_form_that_writes_the_whole_row_undoes_an_erasure(
    registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    monkeypatch.setattr(PersonForm, "save", forms.ModelForm.save)
    race(registration)
    person = Person.objects.get(pk=registration.person_id)
    assert (person.family, person.email, person.erased_at) == ("Kammenga", GUEST, None)


def test_correction_that_comes_after_an_erasure_writes_nothing(
    registration: Registration,
) -> None:
    refused, _erased = race(registration)
    assert refused is GoneError
    assert is_nobody(registration.person)


def address(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"token": link.token(GUEST), **kwargs})


def test_correction_waits_for_an_erasure_that_is_under_way(
    live_server: Any, registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has emptied the person and not committed when the correction is sent."""
    path = address("my-data-correct", uid=registration.person.uid)
    is_empty, farewell = Signal(), erasure.say_farewell

    def say_slowly(*args: Any) -> None:
        is_empty.set()
        sent.wait(timeout=WHILE)
        farewell(*args)

    sent = Signal()

    def send() -> int:
        is_empty.wait(timeout=20)
        return post(live_server, path, **SENT)

    monkeypatch.setattr(erasure, "say_farewell", say_slowly)
    status, _none = at_once([send, lambda: erase(subject_at(GUEST))])
    assert status == 404
    assert is_nobody(registration.person)


def test_erasure_waits_for_a_correction_that_is_under_way(
    live_server: Any, registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is written and not committed when the erasure comes: that has the last word."""
    path = address("my-data-correct", uid=registration.person.uid)
    is_written, never = Signal(), Signal()

    def dawdle(*_args: Any) -> None:
        is_written.set()
        never.wait(timeout=WHILE)

    def leave() -> None:
        is_written.wait(timeout=20)
        erase(subject_at(GUEST))

    monkeypatch.setattr(correcting, "CORRECTORS", [*correcting.CORRECTORS, dawdle])
    status, _none = at_once([lambda: post(live_server, path, **SENT), leave])
    assert status == 302
    assert is_nobody(registration.person)


def test_many_corrections_beside_an_erasure_leave_nobody(
    live_server: Any, registration: Registration
) -> None:
    path = address("my-data-correct", uid=registration.person.uid)
    answers = at_once(
        [
            *[lambda: post(live_server, path, **SENT)] * 5,
            lambda: outcome(lambda: erase(subject_at(GUEST))),
        ]
    )
    assert set(answers[:-1]) <= {302, 404}
    assert answers[-1] is None
    assert is_nobody(registration.person)


@pytest.fixture
def account(live_server: Any) -> Person:
    build_tree()
    return user_factory(email=GUEST).person


def test_profile_that_was_open_during_an_erasure_writes_nothing(account: Person) -> None:
    form = form_of(account)
    erase(subject_of(account.user))
    with pytest.raises(GoneError):
        form.save()
    assert is_nobody(account)


def test_profile_of_who_was_erased_while_it_was_sent_leads_to_the_login(
    account: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(account.user, "django.contrib.auth.backends.ModelBackend")
    is_valid = PersonForm.is_valid

    def erase_meanwhile(form: PersonForm) -> bool:
        erase(subject_of(account.user))
        return is_valid(form)

    monkeypatch.setattr(PersonForm, "is_valid", erase_meanwhile)
    response = client.post(reverse("account_profile"), SENT)
    assert (response.status_code, response["Location"]) == (302, reverse("account_login"))
    assert is_nobody(account)


@pytest.fixture
def nobody(account: Person) -> User:
    """Who has an account and no person."""
    user = account.user
    account.delete()
    return User.objects.get(pk=user.pk)


def open_profile(user: User, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable) -> Any:
    """Send the form for the first time, while something happens before it is stored."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    is_valid = PersonForm.is_valid

    def wait(form: PersonForm) -> bool:
        meanwhile()
        return is_valid(form)

    monkeypatch.setattr(PersonForm, "is_valid", wait)
    return client.post(reverse("account_profile"), SENT)


def test_profile_of_an_account_without_a_person_that_is_erased_leads_to_the_login(
    nobody: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = open_profile(nobody, monkeypatch, lambda: erase(subject_of(nobody)))
    assert (response.status_code, response["Location"]) == (302, reverse("account_profile"))
    assert not Person.objects.filter(family=SENT["family"]).exists()
    again = response.client.get(response["Location"])
    assert again["Location"].startswith(reverse("account_login"))


def test_profile_that_is_made_twice_at_once_is_made_once(
    nobody: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make() -> None:
        Person.objects.create(user=nobody, given="Femke", email=nobody.email)

    response = open_profile(nobody, monkeypatch, make)
    assert (response.status_code, response["Location"]) == (302, reverse("account_profile"))
    assert Person.objects.get(user=nobody).given == "Femke"


def test_name_of_a_sign_up_is_not_kept_for_who_was_erased(account: Person) -> None:
    form = RegistrationForm({}, event=event_factory(), person=None)
    form.cleaned_data = {"given": "Femke", "infix": "", "family": "Kammenga"}
    erase(subject_of(account.user))
    remember_name(account, form)
    assert is_nobody(account)


def test_correction_keeps_what_was_changed_elsewhere_meanwhile(registration: Registration) -> None:
    """The form writes what it asks; another address is not written back to the old one."""
    form = form_of(registration.person)
    Person.objects.filter(pk=registration.person_id).update(email="nieuw@zeevonk.example")
    correct(form)
    person = Person.objects.get(pk=registration.person_id)
    assert (person.family, person.email) == ("Kammenga", "nieuw@zeevonk.example")


def test_guest_who_was_erased_is_taken_over_by_nobody(registration: Registration) -> None:
    guest, user = registration.person, user_factory(email="ander@b.example")
    erase(subject_at(GUEST))
    assert not guests.claim(guest, user=user)
    registration.refresh_from_db()
    assert registration.person_id == guest.pk
    assert Person.objects.get(pk=guest.pk).merged_into is None
    assert timezone.now() > Person.objects.get(pk=guest.pk).erased_at
