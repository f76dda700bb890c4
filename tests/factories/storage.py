"""Files of a test, in a folder of its own."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def files_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    options = {"location": tmp_path}
    backend = "django.core.files.storage.FileSystemStorage"
    default = {"BACKEND": backend, "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": default}
