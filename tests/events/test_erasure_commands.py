"""Erasing by a command, and again after a backup was put back."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from brink.jobs.runner import run_due
from brink.people.models import Erasure, Person, User
from brink.people.privacy import erasure
from brink.people.privacy.subject import subject_at
from tests.factories import marked
from tests.factories.marked import ADDRESS
from tests.factories.storage import files_apart

__all__ = ["files_apart"]  # fixture

pytestmark = pytest.mark.usefixtures("tree")


@pytest.mark.parametrize("is_sure", [True, False])
def test_command_erases_only_when_told_to(is_sure: bool) -> None:
    user, out = marked.account(), StringIO()
    User.objects.update(is_active=False)

    call_command("erase", ADDRESS.upper(), yes=is_sure, stdout=out)

    assert ("Erased." in out.getvalue()) == is_sure
    assert User.objects.filter(pk=user.pk).exists() != is_sure
    if is_sure:
        call_command("erase", "niemand@b.example", yes=True, stdout=out)
        assert "Nothing is held of this address." in out.getvalue()


def restored(uid: Any) -> Person:
    """As a backup brings somebody back: another row, the same uid."""
    Person.objects.filter(uid=uid).delete()
    return Person.objects.create(uid=uid, given="Zoë", family="Merkteken", email=ADDRESS)


def erased_guest() -> Any:
    person = Person.objects.create(given="Zoë", family="Merkteken", email=ADDRESS)
    erasure.erase(subject_at(ADDRESS))
    run_due()
    return person.uid


def test_backup_that_is_put_back_is_erased_again() -> None:
    uid = erased_guest()
    person, out = restored(uid), StringIO()

    for number in ("1", "0"):
        call_command("replay_erasures", stdout=out)
        assert out.getvalue().splitlines()[-1] == f"{number} people erased again."

    person.refresh_from_db()
    assert person.erased_at
    assert person.email == ""


@pytest.mark.parametrize("line", ["{}", "2026-11-30 03:00:00 INFO brink.x: Erased person {}"])
def test_backup_from_before_the_list_is_erased_by_a_list_or_a_log(line: str, tmp_path: Any) -> None:
    uid, out, file = erased_guest(), StringIO(), tmp_path / "list"
    call_command("replay_erasures", "--list", stdout=out)
    assert out.getvalue() == f"{uid}\n"
    stranger = Person.objects.create(given="Silke", email="silke@b.example")
    file.write_text(line.format(uid) + f"\nGET /x/{stranger.uid}\n")
    person = restored(uid)
    Erasure.objects.all().delete()

    call_command("replay_erasures", str(file), stdout=StringIO())

    person.refresh_from_db()
    stranger.refresh_from_db()
    assert (bool(person.erased_at), stranger.erased_at) == (True, None)
    assert Erasure.objects.get().person_uid == uid
