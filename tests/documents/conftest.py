from typing import Any

import pytest


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> Any:
    """A folder of the test for what is uploaded."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES["default"]["OPTIONS"]["location"] = tmp_path
    return tmp_path
