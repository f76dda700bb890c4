import shutil
from pathlib import Path

import pytest
from django.conf import settings

from brink.home.demo.loader import load_content
from brink.home.demo.source import ContentError
from events.models import Event

CONTENT = settings.BASE_DIR / "content"


def load(folder: Path) -> None:
    load_content(folder, lambda steps, _word: steps)


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


@pytest.mark.slow
@pytest.mark.django_db
def test_unknown_code_names_file_item_and_field(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    path = tmp_path / "content/casestudies/cs05-ritplanning-op-eigen-gegevens.yaml"
    path.write_text(path.read_text().replace("collaboration_form: ", "collaboration_form: x"))
    with pytest.raises(ContentError, match=r"cs05-.*item cs05: field collaboration_form"):
        load(tmp_path / "content")


@pytest.mark.slow
@pytest.mark.django_db
def test_text_that_is_too_long_names_file_item_and_field(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    path = tmp_path / "content/pages/over.yaml"
    long = f"summary:\n  nl: {'x' * 301} # "
    path.write_text(path.read_text().replace("summary:\n  nl: ", long))
    with pytest.raises(ContentError, match=r"over.yaml: item over: field summary"):
        load(tmp_path / "content")
