from collections.abc import Iterator

import pytest
from django.db import connections

from brink.jobs.models import Job


@pytest.fixture
def _committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Rows that other connections see: no transaction around the test, only jobs swept after."""
    with django_db_blocker.unblock():
        Job.objects.all().delete()
        yield
        Job.objects.all().delete()
        connections.close_all()
