"""An institution is renamed while one of its groups is saved, each on a connection of its own."""

from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection

from brink.pages.bodies import projection
from brink.pages.models import Card
from brink.people.models import Organisation, ResearchGroup
from tests.factories.bodies import public_firm, public_group

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
#: Long enough for the other to come to its end, if nothing holds it.
PAUSE = 3.0


def rename_meanwhile(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the institution on the card of its group, once both are done."""
    school = public_firm(name="Hogeschool Oud")
    group = public_group(institution=school)
    has_read, is_renamed = Event(), Event()
    project_all = projection.project_all

    def pause(bodies: Any) -> None:
        if bodies[0].pk == group.pk and isinstance(bodies[0], ResearchGroup):
            has_read.set()
            is_renamed.wait(PAUSE)
        project_all(bodies)

    def save_group() -> None:
        group.save()
        connection.close()

    monkeypatch.setattr(projection, "project_all", pause)
    thread = Thread(target=save_group)
    thread.start()
    assert has_read.wait(60)
    renamed = Organisation.objects.get(pk=school.pk)
    renamed.name = "Hogeschool Nieuw"
    renamed.save()
    is_renamed.set()
    thread.join(60)
    assert not thread.is_alive()
    return Card.objects.get(key=group.key, lang="nl").summary


def test_group_saved_meanwhile_has_the_new_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Hogeschool Nieuw" in rename_meanwhile(monkeypatch)


def test_without_the_locks_the_old_name_would_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: it fails once the test above no longer tries anything."""
    monkeypatch.setattr(projection, "lock_family", lambda _body: None)
    assert "Hogeschool Oud" in rename_meanwhile(monkeypatch)
