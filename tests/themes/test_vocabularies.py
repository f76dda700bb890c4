from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.text import slugify

from brink.themes.models import Barrier, CollaborationForm, EventType, Region, Sector, Theme
from brink.themes.vocabularies import FILES, FOLDER, VocabularyError, load_vocabularies

pytestmark = pytest.mark.django_db

CONTENT = settings.BASE_DIR / "content"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data files, to be spoilt."""
    for name in FILES:
        (tmp_path / f"{name}.yaml").write_bytes((FOLDER / f"{name}.yaml").read_bytes())
    return tmp_path


def test_first_load_creates_and_second_changes_nothing() -> None:
    first = load_vocabularies()
    assert len(first.created) == sum(model.objects.count() for model in FILES.values())
    before = {name: list(model.objects.order_by("pk").values()) for name, model in FILES.items()}
    second = load_vocabularies()
    assert (second.created, second.updated) == ([], [])
    assert second.unchanged == len(first.created)
    after = {name: list(model.objects.order_by("pk").values()) for name, model in FILES.items()}
    assert before == after


def test_changed_label_is_updated_and_own_terms_of_editors_stay(folder: Path) -> None:
    load_vocabularies()
    Theme.objects.create(code="eigen", label_nl="Eigen", label_en="Own")
    Theme.objects.filter(code="communicatie").update(label_en="Talk")
    outcome = load_vocabularies(folder)
    assert outcome.updated == ["themes/communicatie"]
    assert Theme.objects.get(code="communicatie").label_en == "Communication"
    assert Theme.objects.filter(code="eigen").exists()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("themes", "- {code: a, nl: A}", "themes/a: label_en"),
        (
            "themes",
            "- {code: a, nl: A, en: A, colour: red}",
            "themes/a: there is no field “colour”",
        ),
        ("themes", "- {nl: A, en: A}", "themes.yaml: term 1 has no code"),
        ("themes", "a: b", "themes.yaml: a list"),
        ("themes", "- [", "themes.yaml: "),
        ("themes", "- {code: a b, nl: A, en: A}", "themes/a b: code"),
        ("regions", "- {code: a, nl: A, en: A, level: x}", "regions/a: level"),
        (
            "regions",
            "- {code: a, nl: A, en: A, level: area, parent: x}",
            "regions/a: parent: there is no “x” above it",
        ),
    ],
)
def test_wrong_file_is_named_with_term_and_field_and_nothing_is_stored(
    folder: Path, name: str, text: str, message: str
) -> None:
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match="^" + message):
        load_vocabularies(folder)
    assert not any(model.objects.exists() for model in FILES.values())


def test_missing_file_is_named(folder: Path) -> None:
    (folder / "barriers.yaml").unlink()
    with pytest.raises(VocabularyError, match=r"^barriers\.yaml"):
        load_vocabularies(folder)


def test_command_says_what_it_did(monkeypatch: Any, folder: Path) -> None:
    out = StringIO()
    call_command("load_vocabularies", stdout=out)
    assert "new: themes/communicatie" in out.getvalue()
    assert " new, 0 changed, 0 as they were." in out.getvalue()
    monkeypatch.setattr("brink.themes.vocabularies.read_file", broken)
    with pytest.raises(CommandError, match="themes: broken"):
        call_command("load_vocabularies", stdout=out)


def broken(path: Path) -> Iterator[dict]:
    raise VocabularyError(f"{path.stem}: broken")


def test_every_region_lies_in_a_province() -> None:
    load_vocabularies()
    assert Region.objects.get(municipality_code="0114").lineage() == [
        "emmen", "zuidoost-drenthe", "drenthe",
    ]  # fmt: skip
    levels = {"province": 3, "area": 9, "municipality": 40}
    for level, number in levels.items():
        assert Region.objects.filter(level=level).count() == number
    for region in Region.objects.filter(level="municipality"):
        assert len(region.lineage()) == 3


def test_codes_are_slugs_of_the_dutch_label_where_the_content_says_so() -> None:
    load_vocabularies()
    for model in (Theme, EventType, Barrier):
        for term in model.objects.all():
            assert term.code == slugify(term.label_nl)


def test_city_and_province_of_one_name_are_told_apart() -> None:
    load_vocabularies()
    assert str(Region.objects.get(code="groningen")) == "Groningen (provincie)"
    assert str(Region.objects.get(code="gemeente-groningen")) == "Groningen"


def test_frisian_and_dutch_names_are_known() -> None:
    load_vocabularies()
    assert "Ljouwert" in Region.objects.get(code="leeuwarden").aliases
    assert "Zuidwest-Friesland" in Region.objects.get(code="sudwest-fryslan").aliases
    assert Region.objects.get(label_nl="Friesland").aliases == ["Fryslân"]


@cache
def read_content() -> list[dict[str, Any]]:
    """Once for all terms that are looked up in it."""
    paths = [*CONTENT.glob("*/*.yaml"), *CONTENT.glob("*.yaml")]
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


def used_in_content(*names: str) -> set[str]:
    """All values of the fields of these names, at the top of an item or under its place."""
    found: set[str] = set()
    for data in read_content():
        for item in (data, *data.get("organisations", ()), data.get("place") or {}):
            for name in names:
                value = item.get(name) or []
                found |= set([value] if isinstance(value, str) else map(label_of, value))
    return found


def label_of(value: Any) -> str:
    return value["nl"] if isinstance(value, dict) else value


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "column", "names"),
    [
        (Theme, "code", ["themes"]),
        (Sector, "code", ["sectors", "sector"]),
        (EventType, "code", ["type"]),
        (CollaborationForm, "code", ["collaboration_form"]),
        (Region, "label_nl", ["municipality"]),
        (Barrier, "label_nl", ["barriers"]),
    ],
)
def test_every_term_in_the_demo_content_exists(model: Any, column: str, names: list[str]) -> None:
    load_vocabularies()
    used = used_in_content(*names)
    assert len(used) > 3
    assert used <= set(model.objects.values_list(column, flat=True))


def test_only_new_leaves_terms_that_are_there(folder: Path) -> None:
    load_vocabularies()
    Theme.objects.filter(code="communicatie").update(label_en="Talk")
    Theme.objects.exclude(code="communicatie").first().delete()
    outcome = load_vocabularies(folder, only_new=True)
    assert len(outcome.created) == 1
    assert outcome.updated == []
    assert Theme.objects.get(code="communicatie").label_en == "Talk"
