"""Read the data files; whatever is wrong is told with file, item and field."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

#: That of libyaml takes a tenth of the time; a wheel has it, what was built at home may not.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(Exception):
    """A data file says something we cannot load; the message names file, item and field."""


@dataclass(frozen=True)
class Item:
    """One item of a data file, read by field name."""

    path: Path
    data: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.data.get("id") or self.data.get("key") or "?")

    @property
    def languages(self) -> list[str]:
        return list(self.get("body_languages"))

    def get(self, field: str) -> Any:
        """The value of a required field."""
        if field not in self.data:
            raise self.error(field, "is missing")
        return self.data[field]

    def text(self, field: str, lang: str) -> str:
        """The words of a required field in a language."""
        words = self.get(field)
        if not isinstance(words, dict) or not isinstance(words.get(lang), str):
            raise self.error(f"{field}.{lang}", "is not a text")
        return words[lang].strip()

    def maybe(self, field: str, lang: str) -> str:
        """The words of an optional field; empty where there are none in this language."""
        words = self.data.get(field) or {}
        return str(words.get(lang) or "").strip() if isinstance(words, dict) else str(words)

    def error(self, field: str, problem: str) -> ContentError:
        return ContentError(f"{self.path}: item {self.id}: field {field}: {problem}")


def read_items(folder: Path) -> Iterator[Item]:
    """The items of a folder, one a file, in the order of their names."""
    for path in sorted(folder.glob("*.yaml")):
        data = read_file(path)
        if "id" not in data:
            raise ContentError(f"{path}: item ?: field id: is missing")
        yield Item(path, data)


def read_list(path: Path, name: str) -> Iterator[Item]:
    """The items of a file that holds a list called `name`."""
    rows = read_file(path).get(name)
    if not isinstance(rows, list):
        raise ContentError(f"{path}: item {name}: field {name}: is not a list")
    for row in rows:
        yield Item(path, row)


def read_file(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (both are safe)
    except (OSError, yaml.YAMLError) as error:
        raise ContentError(f"{path}: cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise ContentError(f"{path}: does not hold fields with values")
    return data
