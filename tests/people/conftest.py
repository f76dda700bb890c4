from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command

from brink.jobs.runner import run_due


@pytest.fixture(autouse=True)
def _fresh_counters(db, settings) -> None:
    """Rate limits count in the shared cache; each test starts at nought."""
    settings.LOGIN_REDIRECT_URL = "account_profile"
    call_command("createcachetable", verbosity=0)
    cache.clear()


@pytest.fixture
def post_box() -> Callable[[], list[mail.EmailMessage]]:
    """Run the outbox and hand over what was sent since."""

    def collect() -> list[mail.EmailMessage]:
        mail.outbox.clear()
        run_due()
        return list(mail.outbox)

    return collect
