import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from brink.home.demo.loader import Outcome, load_content
from brink.home.demo.pages import Stub
from brink.home.demo.source import ContentError
from brink.pages.models import Card
from brink.people.models import User
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from events.models import Event, Registration
from wagtail.models import Page, Revision

CONTENT = settings.BASE_DIR / "content"


def silent(steps: Iterable[Stub], _word: str) -> Iterable[Stub]:
    return steps


def load(folder: Path = CONTENT) -> Outcome:
    return load_content(folder, silent)


@pytest.mark.django_db
def test_load_makes_every_item_in_both_languages() -> None:
    load()
    cards = Card.objects.filter(lang="en")
    counts = {kind: cards.filter(kind=kind).count() for kind in ("case", "failed", "practice")}
    assert counts == {"case": 11, "failed": 1, "practice": 8}
    assert cards.filter(kind="masterclass").count() == 8
    assert cards.filter(kind="event").count() == 25  # and one cancelled first date
    assert Card.objects.count() == 2 * cards.count()


@pytest.mark.django_db
def test_load_has_past_coming_full_cancelled_moved_and_online_events() -> None:
    load()
    now = timezone.now()
    assert Event.objects.filter(end__lt=now).count() >= 10
    assert Event.objects.filter(start__gt=now).count() >= 6
    assert {"scheduled", "moved", "cancelled"} == set(Event.objects.values_list("status", flat=True))
    assert {"room", "online", "hybrid"} == set(Event.objects.values_list("presence", flat=True))
    full = Event.objects.filter(start__gt=now, waiting__gt=0).get()
    assert full.taken == full.capacity
    assert full.registrations.filter(state=Registration.State.WAITING).count() == full.waiting


@pytest.mark.django_db
def test_second_load_changes_nothing() -> None:
    load()
    before = [list(model.objects.order_by("pk").values()) for model in (Page, Card, Event)]
    revisions, places = Revision.objects.count(), Registration.objects.count()
    outcome = load()
    assert (outcome.pages, outcome.registrations) == (0, 0)
    assert [list(model.objects.order_by("pk").values()) for model in (Page, Card, Event)] == before
    assert (Revision.objects.count(), Registration.objects.count()) == (revisions, places)


@pytest.mark.django_db
def test_demo_accounts_exist_under_debug_only(settings: pytest.FixtureRequest) -> None:
    load()
    assert not User.objects.exists()
    settings.DEBUG = True
    load()
    assert User.objects.count() == 4
    call_command("demo_accounts")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ("id: cs99\nkind: case\n", "body_languages"),
        ("id: cs99\nbody_languages: [nl]\n", "title"),
        ("- a\n", "does not hold"),
        ("id: [", "cannot be read"),
    ],
)
def test_broken_file_is_named_and_nothing_is_loaded(
    tmp_path: Path, broken: str, field: str
) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "content/casestudies/cs99.yaml").write_text(broken)
    with pytest.raises(ContentError, match=f"cs99.yaml.*{field}"):
        load(tmp_path / "content")
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_unknown_code_names_file_item_and_field(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    path = tmp_path / "content/casestudies/cs05-ritplanning-op-eigen-gegevens.yaml"
    path.write_text(path.read_text().replace("collaboration_form: ", "collaboration_form: x"))
    with pytest.raises(ContentError, match="cs05-.*item cs05: field collaboration_form"):
        load(tmp_path / "content")
