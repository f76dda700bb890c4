import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from brink.home.demo.shape import SHAPES, check_item
from brink.home.demo.source import ContentError, Item, read_items

CONTENT = settings.BASE_DIR / "content"


def item(folder: str, name: str) -> Item:
    path = next((CONTENT / folder).glob(f"{name}-*.yaml"))
    return Item(path, yaml.safe_load(path.read_text()))


@pytest.mark.parametrize("folder", SHAPES)
def test_every_file_has_its_shape(folder: str) -> None:
    for found in read_items(CONTENT / folder):
        if found.id != "home":
            check_item(found, SHAPES[folder])


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Set the value at `programme.1.time`; `None` takes it away."""
    *way, last = path.split(".")
    for step in way:
        data = data[int(step)] if step.isdecimal() else data[step]
    data[last] = value


@pytest.mark.parametrize(
    ("folder", "name", "path", "value", "told"),
    [
        ("events", "ev17", "starts.weekday", "thirsday", "starts.weekday: is 'thirsday'"),
        ("events", "ev17", "starts.time", None, "starts.time: is missing"),
        ("events", "ev17", "programme.1.time", "25:00", r"programme\[2\].time: is not a time"),
        ("events", "ev17", "month", "M19", "month: is 'M19'"),
        ("events", "ev17", "presence", "zoom", "presence: is 'zoom'"),
        ("events", "ev17", "capacity", 25, "capacity: does not hold fields"),
        ("casestudies", "cs02", "readiness", "ready", "readiness: is 'ready'"),
        ("casestudies", "cs02", "themes", None, "themes: is missing"),
        ("casestudies", "cs02", "evidence.0.unit", None, r"evidence\[1\].unit: is missing"),
        ("casestudies", "cs02", "firm_approval_date", "soon", "firm_approval_date: is not a date"),
        ("casestudies", "cs02", "body_languages", ["de"], "body_languages: is not a list of"),
        (
            "masterclasses",
            "mc05",
            "modules.0.title",
            "x",
            r"modules\[1\].title: does not hold words",
        ),
    ],
)
def test_slip_is_told_by_its_field(
    folder: str, name: str, path: str, value: Any, told: str
) -> None:
    broken = item(folder, name)
    broken = Item(Path("x.yaml"), copy.deepcopy(broken.data))
    put(broken.data, path, value)
    with pytest.raises(ContentError, match=f"x.yaml: item {name}: field {told}"):
        check_item(broken, SHAPES[folder])
