from collections.abc import Callable

import pytest
from django.core import mail

from brink.jobs.runner import run_due


@pytest.fixture(autouse=True)
def _account_after_login(db, settings) -> None:
    settings.LOGIN_REDIRECT_URL = "account_profile"


@pytest.fixture
def post_box() -> Callable[[], list[mail.EmailMessage]]:
    """Run the outbox and hand over what was sent since."""

    def collect() -> list[mail.EmailMessage]:
        mail.outbox.clear()
        run_due()
        return list(mail.outbox)

    return collect
