"""Accounts nobody uses: after two years their owner is told, after a month more they are gone."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.people import guests
from brink.people.models import Person, User
from brink.people.privacy.retention import RULES, apply
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import PASSWORD, person_factory, staff, user_factory

pytestmark = pytest.mark.usefixtures("tree")
DAY = timedelta(days=1)
TELL, REMOVE = "unused-account", "told-account"


def seen(days: int, **fields: object) -> User:
    """A login that was last used so many days ago."""
    return user_factory(last_login=timezone.now() - days * DAY, **fields)


@pytest.mark.parametrize(("days", "is_told"), [(729, False), (731, True)])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_owner_is_told_after_two_years_and_once(days, is_told, lang, mailoutbox):
    user = seen(days, language=lang)

    assert apply(RULES[TELL]) == is_told
    assert apply(RULES[TELL]) == 0
    run_due()

    assert [letter.to for letter in mailoutbox] == ([[user.email]] if is_told else [])
    assert all(f"/{lang}/account/login/" in letter.body for letter in mailoutbox)
    assert User.objects.filter(pk=user.pk).exists()


def test_account_that_was_never_used_counts_from_when_it_was_made():
    user_factory(date_joined=timezone.now() - 731 * DAY)

    assert RULES[TELL].due().count() == 1


def test_account_goes_a_month_after_its_owner_was_told():
    user = seen(731)
    person, now = user.person, timezone.now()
    apply(RULES[TELL])

    for days, gone in ((29, 0), (31, 1)):
        with time_machine.travel(now + days * DAY, tick=False):
            assert apply(RULES[REMOVE]) == gone
            assert apply(RULES[REMOVE]) == 0

    person.refresh_from_db()
    assert not User.objects.filter(pk=user.pk).exists()
    assert (person.email, bool(person.erased_at)) == ("", True)


def test_account_stays_when_its_owner_signs_in(client):
    user, now = seen(731), timezone.now()
    apply(RULES[TELL])
    with time_machine.travel(now + 10 * DAY):
        client.post("/nl/account/login/", {"login": user.email, "password": PASSWORD})

    with time_machine.travel(now + 40 * DAY):
        assert apply(RULES[REMOVE]) == 0
    with time_machine.travel(now + 745 * DAY):
        assert apply(RULES[REMOVE]) == 0, "told once more before it goes"
        assert apply(RULES[TELL]) == 1


def test_account_of_who_is_expected_somewhere_stays():
    own, by_address = seen(800), seen(800)
    event = event_factory()
    registration_factory(event, person=own.person, email=own.email)
    registration_factory(event, email=by_address.email)

    assert apply(RULES[TELL]) == 0

    with time_machine.travel(event.end + DAY):
        assert apply(RULES[TELL]) == 2


def test_site_keeps_its_administrators():
    boss = staff(last_login=timezone.now() - 3000 * DAY)

    assert apply(RULES[TELL]) == 0
    assert User.objects.filter(pk=boss.pk).exists()


def test_second_copy_of_a_guest_that_an_account_took_over_is_emptied():
    user = user_factory(email="femke@b.example")
    guest = person_factory(email=user.email, given="Femke")
    guests.claim(guest, user=user)

    assert apply(RULES["merged-guest"]) == 0
    with time_machine.travel(timezone.now() + 31 * DAY):
        assert apply(RULES["merged-guest"]) == 1
        assert apply(RULES["merged-guest"]) == 0

    assert Person.objects.get(pk=guest.pk).email == ""
    assert Person.objects.get(user=user).email == user.email


def test_a_month_of_nights_removes_what_a_month_of_nights_should(mailoutbox):
    """All of it together, by the command: told on the first night, gone after the thirtieth."""
    user, now = seen(731), timezone.now()
    for night in range(0, 33, 8):
        with time_machine.travel(now + night * DAY):
            call_command("retention", verbosity=0)
            run_due()

    assert not User.objects.filter(pk=user.pk).exists()
    assert len(mailoutbox) == 2, "the notice and the last mail"
    assert not Job.objects.filter(payload__to=user.email).exists()
